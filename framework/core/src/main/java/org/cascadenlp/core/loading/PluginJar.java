package org.cascadenlp.core.loading;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.cascadenlp.core.error.CascadeException;

/** Checks a drop-in jar before any class is loaded from it. */
record PluginJar(Path file) {

  /**
   * Class file version minus Java version (JVM specification, table 4.1-A: Java 17 reads up to
   * version 61).
   */
  private static final int JAVA_0 = 44;

  private static final String MADE_BY_CASCADE = "META-INF/maven/org.cascadenlp/";

  /**
   * The result of the check.
   *
   * @param used whether the jar is added to the class path; false for a copy of Cascade's own
   *     classes
   * @param note a warning for the user; empty if absent
   */
  record Verdict(boolean used, String note) {}

  /**
   * Checks this jar against the classes of {@code cascade}.
   *
   * @throws CascadeException if this is not a readable jar, is built for a later Java version, or
   *     contains a class with the name of one of Cascade's
   */
  Verdict examine(ClassLoader cascade) {
    try (JarFile jar = new JarFile(file.toFile(), false)) {
      return examine(jar, cascade);
    } catch (IOException e) {
      throw CascadeException.of(
          file.toString(),
          "this is not a readable jar: " + CascadeException.describe(e),
          "build it anew, or remove it from the folder",
          e);
    }
  }

  private Verdict examine(JarFile jar, ClassLoader cascade) throws IOException {
    List<JarEntry> entries =
        Collections.list(jar.entries()).stream().filter(e -> isContent(e.getName())).toList();
    TreeSet<String> shared = new TreeSet<>();
    String shadow = "";
    int copied = 0;
    int added = 0;
    boolean more = false;
    for (JarEntry entry : entries) {
      String name = entry.getName();
      Optional<String> packages = SharedPackages.ofResource(name);
      boolean known = packages.isPresent() && cascade.getResource(name) != null;
      if (known && shadow.isEmpty() && packages.get().equals(SharedPackages.CASCADE)) {
        shadow = name;
      }
      if (isClass(name)) {
        copied += known ? 1 : 0;
        added += known ? 0 : 1;
        more |= packages.isEmpty();
        packages.filter(p -> known).ifPresent(shared::add);
      }
    }
    // another version of a library has some classes that Cascade's copy lacks
    if (!more && copied > added && (shadow.isEmpty() || isCascades(jar))) {
      return new Verdict(false, "skipped, because Cascade already contains " + packages(shared));
    }
    if (!shadow.isEmpty()) {
      throw CascadeException.of(
          file.toString(),
          "it contains " + name(shadow) + ", which is part of Cascade",
          "give it another name, in a package of your own, or build the jar without Cascade's"
              + " classes");
    }
    for (JarEntry entry : entries) {
      if (isClass(entry.getName())) {
        examine(jar, entry);
      }
    }
    shared.remove(SharedPackages.DKPRO_TYPES); // jars of DKPro Core bundle these with their code
    return new Verdict(
        true,
        more && !shared.isEmpty()
            ? "Cascade's classes are used instead of the bundled " + packages(shared)
            : "");
  }

  private void examine(JarFile jar, JarEntry entry) throws IOException {
    int needed = version(jar, entry) - JAVA_0;
    int running = Runtime.version().feature();
    if (needed > running) {
      throw CascadeException.of(
          file.toString(),
          "it is built for Java "
              + needed
              + " ("
              + entry.getName()
              + "), and this is Java "
              + running,
          "run Cascade with Java " + needed + ", or build the jar with --release " + running);
    }
  }

  /** The major version of a class file (JVM specification, section 4.1). */
  private static int version(JarFile jar, JarEntry entry) throws IOException {
    try (InputStream in = jar.getInputStream(entry);
        DataInputStream header = new DataInputStream(in)) {
      if (header.readInt() != 0xCAFEBABE) {
        throw new IOException(entry.getName() + " is not a class file");
      }
      header.readUnsignedShort();
      return header.readUnsignedShort();
    }
  }

  private static boolean isCascades(JarFile jar) {
    return jar.stream().anyMatch(entry -> entry.getName().startsWith(MADE_BY_CASCADE));
  }

  private static boolean isContent(String name) {
    return !name.startsWith("META-INF/") && !name.endsWith("/");
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class")
        && !name.equals("module-info.class")
        && !name.endsWith("/module-info.class");
  }

  private static String name(String entry) {
    return isClass(entry)
        ? entry.substring(0, entry.length() - ".class".length()).replace('/', '.')
        : entry;
  }

  private static String packages(TreeSet<String> prefixes) {
    return String.join(" and ", prefixes.stream().map(p -> p + "*").toList());
  }
}
