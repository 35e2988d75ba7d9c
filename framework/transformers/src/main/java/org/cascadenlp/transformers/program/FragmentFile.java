package org.cascadenlp.transformers.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A resource with pieces of program text, the definitions of one part of a network.
 *
 * <pre>{@code
 * # Layer normalisation (Ba et al. 2016) of a variable (..., width).
 * def apply(x, array, width):
 *   ${x} = torch.layer_norm(${x}, [${width}], w.${array}.weight, w.${array}.bias, ${epsilon})
 * }</pre>
 *
 * @param name the name of the resource, for errors
 * @param definitions by name
 */
record FragmentFile(String name, Map<String, Definition> definitions) {

  private static final String HEAD = "def ";
  private static final String HEAD_END = "):";
  private static final String INDENT = "  ";
  private static final String RETURN = "return ";

  /**
   * A piece of text.
   *
   * @param parameters the names of its parameters
   * @param lines its lines without the common indentation
   */
  record Definition(List<String> parameters, List<String> lines) {

    Definition {
      parameters = List.copyOf(parameters);
      lines = List.copyOf(lines);
    }

    /** Whether it is an expression, {@code return EXPRESSION}, instead of statements. */
    boolean isExpression() {
      return lines.size() == 1 && lines.get(0).startsWith(RETURN);
    }

    /** The text of {@link #isExpression}. */
    String expression() {
      return lines.get(0).substring(RETURN.length());
    }
  }

  /** The lines of the resource {@code file} beside the class {@code home}. */
  static List<String> lines(Class<?> home, String file) {
    try (InputStream in = home.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + file + " beside " + home);
      }
      return List.of(
          new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing().split("\n", -1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the resource {@code NAME.fragment} beside the class {@code home}. */
  static FragmentFile load(Class<?> home, String name) {
    String file = name + ".fragment";
    return of(file, lines(home, file));
  }

  /** Reads the definitions in {@code lines}. */
  static FragmentFile of(String file, List<String> lines) {
    Map<String, Definition> definitions = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int open = line.indexOf('(');
      boolean head = line.startsWith(HEAD) && open > 0 && line.endsWith(HEAD_END);
      List<String> body = head ? body(lines.subList(i + 1, lines.size())) : List.of();
      if (body.isEmpty()) {
        throw new IllegalArgumentException(
            file + " line " + (i + 1) + ": expected 'def NAME(PARAMETERS):' with indented lines");
      }
      String inside = line.substring(open + 1, line.length() - HEAD_END.length());
      List<String> parameters = inside.isEmpty() ? List.of() : List.of(inside.split(", ", -1));
      String name = line.substring(HEAD.length(), open);
      if (definitions.put(name, new Definition(parameters, text(body))) != null) {
        throw new IllegalArgumentException(
            file + " line " + (i + 1) + ": " + name + " is defined twice");
      }
      i += body.size();
    }
    return new FragmentFile(file, definitions);
  }

  private static List<String> body(List<String> lines) {
    int end = 0;
    while (end < lines.size() && lines.get(end).startsWith(INDENT)) {
      end++;
    }
    return lines.subList(0, end);
  }

  private static List<String> text(List<String> body) {
    List<String> text = new ArrayList<>();
    for (String line : body) {
      text.add(line.substring(INDENT.length()));
    }
    text.remove("pass");
    return text;
  }
}
