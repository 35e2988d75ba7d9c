package org.cascadenlp.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The modules with main classes, found through the root {@code pom.xml}. */
final class BuildModules {

  private static final String SOURCES = "src/main/java";
  private static final String JAVA = ".java";
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private BuildModules() {}

  /**
   * The names of the top-level classes of each module, without {@code package-info}, by its folder.
   */
  static Map<String, Set<String>> classes() {
    Map<String, Set<String>> modules = new TreeMap<>();
    try {
      read(Checkout.ROOT, modules);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return modules;
  }

  /** The packages of main classes of each module, by its folder. */
  static Map<String, Set<String>> packages() {
    Map<String, Set<String>> modules = new TreeMap<>();
    classes()
        .forEach(
            (module, classes) ->
                modules.put(
                    module,
                    classes.stream()
                        .map(name -> name.substring(0, name.lastIndexOf('.')))
                        .collect(Collectors.toCollection(TreeSet::new))));
    return modules;
  }

  private static void read(Path folder, Map<String, Set<String>> modules) throws IOException {
    Path sources = folder.resolve(SOURCES);
    if (Files.isDirectory(sources)) {
      try (Stream<Path> files = Files.walk(sources)) {
        Set<String> classes =
            files
                .map(file -> sources.relativize(file).toString())
                .filter(name -> name.endsWith(JAVA) && !name.endsWith("package-info.java"))
                .map(name -> name.substring(0, name.length() - JAVA.length()).replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
        modules.put(Checkout.ROOT.relativize(folder).toString(), classes);
      }
    }
    Matcher module = MODULE.matcher(Files.readString(folder.resolve("pom.xml")));
    while (module.find()) {
      read(folder.resolve(module.group(1)), modules);
    }
  }
}
