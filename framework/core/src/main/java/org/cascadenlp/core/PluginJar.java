package org.cascadenlp.core;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A jar that somebody has dropped in, looked at before anything of it is loaded.
 *
 * <p>UIMA's class loader for such jars looks in the jar first, so a jar that brings classes of the
 * framework, or of what the framework shares with it, would have types of its own that fit nothing.
 */
record PluginJar(Path file) {

  private static final List<String> SHARED =
      List.of(
          "org/cascadenlp/core/",
          "org/cascadenlp/neural/",
          "org/cascadenlp/types/",
          "org/apache/uima/",
          "com/google/inject/",
          "jakarta/inject/",
          "ai/djl/");

  /** JVM specification, table 4.1-A: Java 17 reads class files up to version 61. */
  private static final int JAVA_0 = 44;

  /** Throws where this is no jar, or one that cannot work with this Java or this framework. */
  void examine() {
    try (JarFile jar = new JarFile(file.toFile())) {
      for (Iterator<JarEntry> entries = jar.entries().asIterator(); entries.hasNext(); ) {
        JarEntry entry = entries.next();
        String name = entry.getName();
        if (name.endsWith(".class") && !name.startsWith("META-INF/") && !isModule(name)) {
          examine(jar, entry);
        }
      }
    } catch (IOException e) {
      throw CascadeException.of(
          file.toString(),
          "this is not a readable jar: " + CascadeException.describe(e),
          "build it anew, or remove it from the folder",
          e);
    }
  }

  private void examine(JarFile jar, JarEntry entry) throws IOException {
    String name = entry.getName();
    if (SHARED.stream().anyMatch(name::startsWith)) {
      throw CascadeException.of(
          file.toString(),
          "it brings " + name + ", which the framework has",
          "build it without its dependencies: a plugin's jar must not bundle Cascade's own classes,"
              + " nor UIMA's, Guice's or DJL's");
    }
    int needed = version(jar, entry) - JAVA_0;
    int running = Runtime.version().feature();
    if (needed > running) {
      throw CascadeException.of(
          file.toString(),
          "it is built for Java " + needed + " (" + name + "), and this is Java " + running,
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

  private static boolean isModule(String name) {
    return name.equals("module-info.class") || name.endsWith("/module-info.class");
  }
}
