package org.cascadenlp.formats.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cascadenlp.core.text.PartRole;

/**
 * The columns or members with the texts of an example.
 *
 * @param roles the role of each text; empty for an example of one text
 * @param names the column of each text
 */
public record TextColumns(List<PartRole> roles, List<String> names) {

  public static final String TEXT =
      "; for a pair of texts first=COLUMN,second=COLUMN (on the command line --text first=COLUMN"
          + " --text second=COLUMN)";

  private static final String USUAL = "text";

  public TextColumns {
    roles = List.copyOf(roles);
    names = List.copyOf(names);
  }

  /** The setting {@code text}: a column, or {@code ROLE=COLUMN,ROLE=COLUMN}. */
  public static TextColumns of(CorpusSettings settings) {
    String value = settings.text(USUAL, USUAL).strip();
    if (role(value).isEmpty()) {
      return new TextColumns(List.of(), List.of(value));
    }
    List<PartRole> roles = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String each : value.split(",", -1)) {
      Optional<PartRole> role = role(each.strip());
      String name = each.substring(each.indexOf('=') + 1).strip();
      if (role.isEmpty() || name.isEmpty()) {
        throw settings.bad(USUAL, "use ROLE=COLUMN,ROLE=COLUMN with the roles " + known());
      }
      if (role.get() != PartRole.OPTION && roles.contains(role.get())) {
        throw settings.bad(USUAL, "name the role " + role.get() + " once");
      }
      roles.add(role.get());
      names.add(name);
    }
    if (roles.size() < 2 || roles.contains(PartRole.FIRST) != roles.contains(PartRole.SECOND)) {
      throw settings.bad(USUAL, "a pair has two texts: use first=COLUMN,second=COLUMN");
    }
    return new TextColumns(roles, names);
  }

  private static Optional<PartRole> role(String entry) {
    return Arrays.stream(PartRole.values())
        .filter(role -> entry.startsWith(role + "="))
        .findFirst();
  }

  private static String known() {
    return Arrays.stream(PartRole.values())
        .map(PartRole::toString)
        .collect(Collectors.joining(", "));
  }

  /** Whether an example has several texts, none of which may be missing. */
  public boolean areSeveral() {
    return !roles.isEmpty();
  }

  /** How errors name text number {@code index}. */
  public String shown(int index) {
    return areSeveral()
        ? "the " + roles.get(index) + " text, '" + names.get(index) + "'"
        : "the text";
  }
}
