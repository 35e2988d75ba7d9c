package org.cascadenlp.pipelines;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public types of a module, and the public and protected members of supported types, one per
 * line: {@code TYPE STATUS KIND} and {@code TYPE.MEMBER : RESULT}.
 *
 * @param lines the lines in order
 */
record ApiFile(TreeSet<String> lines) {

  static final String NAME = "api.txt";

  private static final String HEAD =
      """
      # The public types of this module, and the members of those that others may use: see
      # CONTRIBUTING.md. ApiTest compares it, and -Dapi.write=true writes it anew.
      """;

  private static final Pattern MARKED = Pattern.compile("(\\S+) (stable|evolving|internal) ");

  /** How stable a type is for other projects. */
  enum Status {
    /** changes only by way of a deprecated release */
    STABLE,
    /** changes with a line in CHANGELOG.md */
    EVOLVING,
    /** public for other packages of Cascade alone, and may change at any time */
    INTERNAL
  }

  /** The status of each type by its name, read from the files of all modules. */
  static Map<String, Status> marked(Collection<Path> files) throws IOException {
    Map<String, Status> marked = new TreeMap<>();
    for (Path file : files) {
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        Matcher found = MARKED.matcher(line);
        if (found.lookingAt()) {
          marked.put(found.group(1), Status.valueOf(found.group(2).toUpperCase(Locale.ROOT)));
        }
      }
    }
    return marked;
  }

  /**
   * The API of the classes called {@code names}.
   *
   * @param marked the result of {@link #marked}; a type that has moved keeps its status
   * @param unmarked the status of a new type
   */
  static ApiFile of(Collection<String> names, Map<String, Status> marked, Status unmarked)
      throws ClassNotFoundException {
    Map<String, Status> bySimpleName = new TreeMap<>();
    marked.forEach((name, status) -> bySimpleName.put(name.replaceAll(".*\\.", ""), status));
    TreeSet<String> lines = new TreeSet<>();
    for (String name : names) {
      Class<?> type = Class.forName(name, false, ApiFile.class.getClassLoader());
      Status moved = bySimpleName.getOrDefault(type.getSimpleName(), unmarked);
      add(type, marked.getOrDefault(name, moved), marked, lines);
    }
    return new ApiFile(lines);
  }

  private static void add(
      Class<?> type, Status status, Map<String, Status> marked, TreeSet<String> lines) {
    if (!isOpen(type.getModifiers())) {
      return;
    }
    String name = type.getCanonicalName();
    lines.add(name + " " + status.name().toLowerCase(Locale.ROOT) + " " + kind(type));
    for (Class<?> inner : type.getDeclaredClasses()) {
      add(inner, marked.getOrDefault(inner.getCanonicalName(), status), marked, lines);
    }
    if (status == Status.INTERNAL) {
      return;
    }
    Stream.of(type.getDeclaredFields())
        .filter(field -> isOpen(field.getModifiers()) && !field.isSynthetic())
        .forEach(field -> lines.add(name + "." + field(field)));
    Stream.of(type.getDeclaredConstructors())
        .filter(constructor -> isOpen(constructor.getModifiers()) && !constructor.isSynthetic())
        .forEach(constructor -> lines.add(name + "." + constructor(constructor)));
    Stream.of(type.getDeclaredMethods())
        .filter(method -> isOpen(method.getModifiers()) && !method.isSynthetic())
        .filter(method -> !isGiven(method))
        .forEach(method -> lines.add(name + "." + method(method)));
  }

  private static boolean isOpen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  /** Whether a member is one that every enum or record has. */
  private static boolean isGiven(Method method) {
    Class<?> type = method.getDeclaringClass();
    return (type.isEnum() && method.getName().matches("values|valueOf"))
        || (type.isRecord() && method.getName().matches("equals|hashCode|toString"));
  }

  private static String kind(Class<?> type) {
    String kind = type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    if (type.isInterface()) {
      kind = type.isAnnotation() ? "annotation" : "interface";
    }
    Stream<Type> supers = Stream.of(type.getGenericInterfaces());
    if (type.getSuperclass() != null && !type.isEnum() && !type.isRecord()) {
      supers = Stream.concat(Stream.of(type.getGenericSuperclass()), supers);
    }
    String above =
        supers
            .filter(one -> one != Object.class)
            .map(ApiFile::text)
            .collect(Collectors.joining(", "));
    int shown = type.getModifiers() & (Modifier.ABSTRACT | Modifier.FINAL);
    boolean told = kind.equals("class") && shown != 0;
    return (told ? Modifier.toString(shown) + " " : "")
        + (isDeprecated(type) + kind)
        + (above.isEmpty() ? "" : " : " + above);
  }

  private static String field(Field field) {
    String type =
        field.isEnumConstant() ? "constant" : modifiers(field) + text(field.getGenericType());
    return field.getName() + " : " + isDeprecated(field) + type;
  }

  private static String constructor(Constructor<?> constructor) {
    String told = isDeprecated(constructor) + modifiers(constructor);
    return "new(" + parameters(constructor) + ") : " + told + "constructor";
  }

  private static String method(Method method) {
    return method.getName()
        + "("
        + parameters(method)
        + ") : "
        + isDeprecated(method)
        + modifiers(method)
        + (method.isDefault() ? "default " : "")
        + text(method.getGenericReturnType());
  }

  private static String isDeprecated(AnnotatedElement element) {
    return element.isAnnotationPresent(Deprecated.class) ? "deprecated " : "";
  }

  private static String modifiers(Member member) {
    int shown =
        member.getModifiers()
            & (Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL);
    return shown == 0 ? "" : Modifier.toString(shown) + " ";
  }

  private static String parameters(Executable method) {
    return Arrays.stream(method.getGenericParameterTypes())
        .map(ApiFile::text)
        .collect(Collectors.joining(", "));
  }

  /** The name of the type without the packages of the JDK and of Cascade. */
  private static String text(Type type) {
    return type.getTypeName()
        .replaceAll("\\b(java|org\\.cascadenlp)\\.([a-z0-9_]+\\.)*(?=[A-Z])", "")
        .replace('$', '.');
  }

  /** The content of the file. */
  String text() {
    return HEAD + String.join("\n", lines) + "\n";
  }
}
