package org.cascadenlp.transformers.program;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The text of a program in which fragments, values and arrays have names.
 *
 * <ul>
 *   <li>{@code ${PART.NAME(a, b)}} inserts the definition {@code NAME} of the fragments that {@link
 *       #fragments} chose for {@code PART}: statements on a line of their own, an expression
 *       anywhere. {@code ${NAME(a, b)}} is a definition in the same file, or a {@link #function}.
 *   <li>{@code ${NAME}} is a parameter of the fragment or a {@link #value}; {@code ${NAME - 2}}
 *       computes with it.
 *   <li>{@code if ${NAME}:} with a value of true or false, and its {@code else:}, are decided here.
 *   <li>{@code w.NAME} is an array.
 * </ul>
 *
 * <p>A name that is unknown, and a value or part that no line mentions, is an error.
 */
public final class ProgramTemplate {

  private static final String FLAG = "if ${";

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, Function<List<String>, String>> functions = new LinkedHashMap<>();
  private final Map<String, FragmentFile> parts = new LinkedHashMap<>();
  private final Set<String> used = new TreeSet<>();
  private final Function<String, String> arrays;

  /** Where names are looked up first. */
  private record Scope(String place, @Nullable FragmentFile file, Map<String, String> arguments) {}

  /** A template; {@code arrays} replaces the names of arrays in a text. */
  ProgramTemplate(Function<String, String> arrays) {
    this.arrays = arrays;
  }

  /** Chooses the resource {@code FILE.fragment} beside the class {@code home} for a part. */
  public ProgramTemplate fragments(String part, Class<?> home, String file) {
    return put(parts, part, FragmentFile.load(home, file));
  }

  /** Sets a value, which may contain names itself. */
  public ProgramTemplate value(String name, Object value) {
    return put(values, name, String.valueOf(value));
  }

  /** Sets values that are true or false. */
  public ProgramTemplate flag(String name, boolean value) {
    return value(name, value);
  }

  /** Sets a function from arguments to an expression. */
  ProgramTemplate function(String name, Function<List<String>, String> function) {
    return put(functions, name, function);
  }

  private <T> ProgramTemplate put(Map<String, T> map, String name, T value) {
    if (values.containsKey(name) || functions.containsKey(name) || parts.containsKey(name)) {
      throw new IllegalArgumentException(name + " is set twice");
    }
    map.put(name, value);
    return this;
  }

  /** The text of the resource {@code NAME.program} beside the class {@code home}. */
  public String text(Class<?> home, String name) {
    return text(name + ".program", FragmentFile.lines(home, name + ".program"));
  }

  /** The text of {@code lines}. */
  String text(String place, List<String> lines) {
    used.clear();
    List<String> text = expand(lines, new Scope(place, null, Map.of()));
    Set<String> unused = new TreeSet<>(values.keySet());
    unused.addAll(parts.keySet());
    unused.removeAll(used);
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(place + " and its fragments do not use " + unused);
    }
    return arrays.apply(String.join("\n", text) + "\n");
  }

  private List<String> expand(List<String> lines, Scope scope) {
    List<String> text = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String indent = " ".repeat(line.length() - line.stripLeading().length());
      String statement = line.strip();
      if (statement.startsWith("#")) {
        text.add(line);
      } else if (statement.startsWith(FLAG) && statement.endsWith("}:")) {
        List<String> then = block(lines.subList(i + 1, lines.size()), indent);
        i += then.size();
        boolean otherwise = i + 1 < lines.size() && lines.get(i + 1).equals(indent + "else:");
        List<String> other =
            otherwise ? block(lines.subList(i + 2, lines.size()), indent) : List.of();
        i += otherwise ? 1 + other.size() : 0;
        boolean decided = isTrue(statement.substring(FLAG.length(), statement.length() - 2), scope);
        mention(decided ? other : then);
        text.addAll(expand(outdented(decided ? then : other), scope));
      } else if (statement.startsWith("${") && end(statement, 0) == statement.length()) {
        call(statement.substring(2, statement.length() - 1), scope)
            .forEach(inserted -> text.add(indent + inserted));
      } else {
        text.add(indent + inline(statement, scope));
      }
    }
    return text;
  }

  private static List<String> block(List<String> lines, String indent) {
    int end = 0;
    while (end < lines.size() && lines.get(end).startsWith(indent + "  ")) {
      end++;
    }
    return lines.subList(0, end);
  }

  private static List<String> outdented(List<String> block) {
    List<String> lines = new ArrayList<>();
    for (String line : block) {
      lines.add(line.substring(2));
    }
    return lines;
  }

  private boolean isTrue(String name, Scope scope) {
    String value = String.join("", call(name, scope));
    if (!value.equals("true") && !value.equals("false")) {
      throw wrong(scope, "if ${" + name + "}: is " + value + ", neither true nor false");
    }
    return value.equals("true");
  }

  /** Marks the names in lines that are left out as used. */
  private void mention(List<String> lines) {
    for (String line : lines) {
      for (int at = line.indexOf("${"); at >= 0; at = line.indexOf("${", at + 2)) {
        int end = at + 2;
        while (Character.isLetterOrDigit(line.charAt(end))) {
          end++;
        }
        used.add(line.substring(at + 2, end));
      }
    }
  }

  private String inline(String text, Scope scope) {
    StringBuilder all = new StringBuilder();
    int from = 0;
    for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", from)) {
      int end = end(text, at);
      if (end < 0) {
        throw wrong(scope, "no } after " + text.substring(at));
      }
      String name = text.substring(at + 2, end - 1);
      List<String> inserted = call(name, scope);
      if (inserted.size() != 1) {
        throw wrong(scope, "${" + name + "} has several lines, in the line " + text);
      }
      all.append(text, from, at).append(inserted.get(0));
      from = end;
    }
    return all.append(text, from, text.length()).toString();
  }

  /** The index after the bracket that closes the one at {@code at + 1}; -1 if none does. */
  private static int end(String text, int at) {
    int depth = 0;
    for (int i = at + 1; i < text.length(); i++) {
      depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  /** The lines of {@code NAME} or {@code NAME(ARGUMENTS)}. */
  private List<String> call(String called, Scope scope) {
    int open = called.indexOf('(');
    int space = called.indexOf(' ');
    if (open < 0 && space > 0) {
      long left = Long.parseLong(inline("${" + called.substring(0, space) + "}", scope));
      long right = Long.parseLong(called.substring(space + 3));
      return List.of(String.valueOf(computed(left, called.charAt(space + 1), right)));
    }
    String name = open < 0 ? called : called.substring(0, open);
    List<String> arguments =
        open < 0
            ? List.of()
            : arguments(inline(called.substring(open + 1, called.length() - 1), scope));
    int dot = name.indexOf('.');
    FragmentFile file = dot < 0 ? scope.file() : parts.get(name.substring(0, dot));
    FragmentFile.Definition definition =
        file == null ? null : file.definitions().get(name.substring(dot + 1));
    used.add(dot < 0 ? name : name.substring(0, dot));
    String argument = scope.arguments().get(name);
    if (argument != null) {
      return List.of(argument);
    }
    if (file != null && definition != null) {
      return body(file, name.substring(dot + 1), definition, arguments, scope);
    }
    Function<List<String>, String> function = functions.get(name);
    String value = function == null ? values.get(name) : function.apply(arguments);
    if (value == null) {
      Set<String> known = new TreeSet<>(values.keySet());
      known.addAll(functions.keySet());
      known.addAll(scope.arguments().keySet());
      parts.forEach(
          (part, of) -> of.definitions().keySet().forEach(d -> known.add(part + "." + d)));
      throw wrong(scope, "${" + name + "} is not known; known are " + String.join(", ", known));
    }
    return value.contains("${")
        ? expand(value.lines().toList(), new Scope("value " + name, null, Map.of()))
        : List.of(value);
  }

  private static long computed(long left, char sign, long right) {
    return sign == '*' ? left * right : sign == '+' ? left + right : left - right;
  }

  private List<String> body(
      FragmentFile file,
      String name,
      FragmentFile.Definition definition,
      List<String> arguments,
      Scope caller) {
    List<String> parameters = definition.parameters();
    if (parameters.size() != arguments.size()) {
      throw wrong(
          caller, name + " of " + file.name() + " takes " + parameters + ", given " + arguments);
    }
    Map<String, String> given = new LinkedHashMap<>();
    for (int i = 0; i < parameters.size(); i++) {
      given.put(parameters.get(i), arguments.get(i));
    }
    Scope scope = new Scope(file.name() + ", " + name, file, given);
    return definition.isExpression()
        ? List.of(inline(definition.expression(), scope))
        : expand(definition.lines(), scope);
  }

  /** Splits {@code text} at the commas that are in no bracket. */
  private static List<String> arguments(String text) {
    List<String> arguments = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      if (c == ',' && depth == 0) {
        arguments.add(text.substring(from, i).strip());
        from = i + 1;
      }
    }
    arguments.add(text.substring(from).strip());
    return arguments;
  }

  private static IllegalArgumentException wrong(Scope scope, String problem) {
    return new IllegalArgumentException(scope.place() + ": " + problem);
  }
}
