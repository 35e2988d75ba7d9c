package org.cascadenlp.core.text;

import java.util.ArrayList;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.cas.FSArray;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.types.Instance;
import org.cascadenlp.types.TextPart;

/**
 * Builds the text of a document of several texts, which are joined by one line end each, and the
 * instances that they form.
 *
 * <pre>{@code
 * TextParts parts = new TextParts();
 * parts.instance("17", parts.add(PartRole.FIRST, "", "A cat."), parts.add(PartRole.SECOND, "", "A dog."));
 * parts.fill(cas);
 * }</pre>
 */
public final class TextParts {

  private static final char SEPARATOR = '\n';

  private final StringBuilder text = new StringBuilder();
  private final List<Part> parts = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();

  private record Part(PartRole role, String id, int begin, int end) {}

  private record Group(String id, int[] parts) {}

  /**
   * Appends a text.
   *
   * @param id its name in the source; empty if it has none
   * @return its number, for {@link #instance}
   */
  public int add(PartRole role, String id, String content) {
    if (!parts.isEmpty()) {
      text.append(SEPARATOR);
    }
    int begin = text.length();
    text.append(content);
    parts.add(new Part(role, id, begin, text.length()));
    return parts.size() - 1;
  }

  /**
   * Adds an instance.
   *
   * @param id its name in the source; empty if it has none
   * @param members the numbers of its texts, in the order in which an encoder reads them
   */
  public void instance(String id, int... members) {
    groups.add(new Group(id, members.clone()));
  }

  /** The begin of text number {@code part} in the document. */
  public int begin(int part) {
    return parts.get(part).begin();
  }

  /** All texts, joined. */
  public String text() {
    return text.toString();
  }

  /**
   * Sets the text of {@code cas} and adds its parts and instances.
   *
   * @return the instances, in the order in which they were added
   * @throws CascadeException if the type system has no such types
   */
  public List<Instance> fill(JCas cas) {
    if (!TextInstances.areTypesIn(cas)) {
      throw CascadeException.of(
          "the pipeline",
          "its type system has no "
              + TextPart.class.getName()
              + " for the texts of an instance, such as a pair",
          "use a pipeline that reads pairs, or import org.cascadenlp.types.CascadeTypes in it");
    }
    cas.setDocumentText(text());
    List<TextPart> added = parts.stream().map(part -> add(cas, part)).toList();
    return groups.stream().map(group -> add(cas, group, added)).toList();
  }

  private static TextPart add(JCas cas, Part part) {
    TextPart added = new TextPart(cas, part.begin(), part.end());
    added.setRole(part.role().toString());
    if (!part.id().isEmpty()) {
      added.setId(part.id());
    }
    added.addToIndexes();
    return added;
  }

  private static Instance add(JCas cas, Group group, List<TextPart> all) {
    FSArray<TextPart> members = new FSArray<>(cas, group.parts().length);
    for (int i = 0; i < group.parts().length; i++) {
      members.set(i, all.get(group.parts()[i]));
    }
    Instance added = new Instance(cas);
    added.setParts(members);
    if (!group.id().isEmpty()) {
      added.setId(group.id());
    }
    added.addToIndexes();
    return added;
  }
}
