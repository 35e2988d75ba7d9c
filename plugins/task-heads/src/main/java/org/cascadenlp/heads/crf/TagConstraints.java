package org.cascadenlp.heads.crf;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.score.Tags;

/** The tags of a scheme and the allowed transitions between them. */
public enum TagConstraints implements TransitionConstraints {
  /** B begins every entity, I continues it */
  BIO("BI", "B", "BI"),
  /** as BIO; E ends an entity of several tokens, S is an entity of one token */
  BIOES("BIES", "BS", "ES");

  private final String prefixes;
  private final String opening;
  private final String closing;

  TagConstraints(String prefixes, String opening, String closing) {
    this.prefixes = prefixes;
    this.opening = opening;
    this.closing = closing;
  }

  @Override
  public boolean mayStart(String tag) {
    return tag.equals("O") || opening.indexOf(tag.charAt(0)) >= 0;
  }

  @Override
  public boolean mayEnd(String tag) {
    return tag.equals("O") || closing.indexOf(tag.charAt(0)) >= 0;
  }

  @Override
  public boolean mayFollow(String tag, String after) {
    if (mayStart(after)) {
      return mayEnd(tag);
    }
    boolean open = !tag.equals("O") && (this == BIO || !mayEnd(tag));
    return open && type(tag).equals(type(after));
  }

  /** All tags for the types among the tags {@code gold}: O, then those of each type, sorted. */
  public List<String> tags(Set<String> gold, String place) {
    TreeSet<String> types = new TreeSet<>();
    for (String tag : gold) {
      check(tag, place);
      if (!tag.equals("O")) {
        types.add(type(tag));
      }
    }
    List<String> tags = new ArrayList<>(List.of("O"));
    for (String type : types) {
      for (int i = 0; i < prefixes.length(); i++) {
        tags.add(prefixes.charAt(i) + "-" + type);
      }
    }
    return tags;
  }

  /** Throws if {@code tag} is not a tag of this scheme. */
  public void check(String tag, String place) {
    boolean known =
        tag.equals("O")
            || (tag.length() > 2 && tag.charAt(1) == '-' && prefixes.indexOf(tag.charAt(0)) >= 0);
    if (!known) {
      throw CascadeException.of(
          place,
          "label '" + tag + "' is not a tag of scheme " + this,
          "use O and, for each type, " + String.join("-TYPE, ", prefixes.split("")) + "-TYPE");
    }
  }

  /** The first scheme that has all {@code tags}; {@link #BIO} if none has. */
  public static TagConstraints of(List<String> tags) {
    boolean ends = tags.stream().anyMatch(t -> t.startsWith("E-") || t.startsWith("S-"));
    return ends ? BIOES : BIO;
  }

  /**
   * The tag that {@code label} of a model from elsewhere stands for: L and M of other schemes are E
   * and I, U is S, and a label without a prefix is a type whose neighbouring tokens are one entity.
   */
  public static String read(String label) {
    if (label.equals("O") || !Tags.isTag(label)) {
      return label.equals("O") ? label : "I-" + label;
    }
    char prefix =
        switch (label.charAt(0)) {
          case 'L' -> 'E';
          case 'U' -> 'S';
          case 'M' -> 'I';
          default -> label.charAt(0);
        };
    return prefix + label.substring(1);
  }

  /** The entity type in {@code tag}, which is not O. */
  public static String type(String tag) {
    return tag.substring(2);
  }
}
