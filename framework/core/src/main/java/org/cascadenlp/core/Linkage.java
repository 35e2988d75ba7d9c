package org.cascadenlp.core;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Explains an error of linking: a drop-in jar that was built against another version of Cascade
 * calls what is not there, or lacks what is called.
 */
final class Linkage {

  private static final int MOST_BYTES = 1 << 20;

  private Linkage() {}

  /**
   * The error that names the jar, or null where {@code error} is none of linking or no drop-in jar
   * has to do with it.
   *
   * @param loader of the drop-in jars
   */
  static @Nullable CascadeException explain(Throwable error, @Nullable ClassLoader loader) {
    LinkageError linkage = linkage(error);
    if (linkage == null || !(loader instanceof URLClassLoader jars)) {
      return null;
    }
    for (String name : named(linkage)) {
      URL found = jars.findResource(name.replace('.', '/') + ".class");
      if (found != null) {
        return explained(jar(found), linkage);
      }
    }
    for (URL jar : jars.getURLs()) {
      if (named(linkage).stream().anyMatch(name -> uses(jar, name.replace('.', '/')))) {
        return explained(jar(jar), linkage);
      }
    }
    return null;
  }

  private static CascadeException explained(String jar, LinkageError error) {
    return CascadeException.of(
        jar,
        "it was built against another version of Cascade, or what it needs is missing: " + error,
        "build it against this version, put what it needs beside it, or remove it",
        error);
  }

  /** True where a class in {@code jar} names {@code type}, as a class file writes names. */
  private static boolean uses(URL jar, String type) {
    if (!type.contains("/") || type.startsWith("java/")) {
      return false;
    }
    try (JarFile file = new JarFile(new File(jar.toURI()))) {
      for (JarEntry entry : Collections.list(file.entries())) {
        if (entry.getName().endsWith(".class")) {
          try (InputStream in = file.getInputStream(entry)) {
            byte[] start = in.readNBytes(MOST_BYTES);
            if (new String(start, StandardCharsets.ISO_8859_1).contains(type)) {
              return true;
            }
          }
        }
      }
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      return false; // it is only to be named, and this is an error already
    }
    return false;
  }

  /** A native library that is missing is an error of linking too, and another matter. */
  private static @Nullable LinkageError linkage(Throwable error) {
    int depth = 0;
    for (Throwable t = error; t != null && depth < 64; t = t.getCause(), depth++) {
      if (t instanceof IncompatibleClassChangeError
          || t instanceof NoClassDefFoundError
          || t instanceof ClassFormatError
          || t instanceof VerifyError) {
        return (LinkageError) t;
      }
    }
    return null;
  }

  /** The classes that {@code error} names: where it was thrown, and in its message. */
  private static List<String> named(LinkageError error) {
    List<String> names = new ArrayList<>();
    for (StackTraceElement frame : error.getStackTrace()) {
      names.add(frame.getClassName());
    }
    for (String word : String.valueOf(error.getMessage()).split("[^\\w.$/]+")) {
      names.add(word.replace('/', '.'));
    }
    return names;
  }

  /** The name of the jar that {@code url} is or is in. */
  private static String jar(URL url) {
    String text = url.toString();
    int end = text.indexOf("!/");
    String jar = end < 0 ? text : text.substring(0, end);
    return jar.substring(jar.lastIndexOf('/') + 1);
  }
}
