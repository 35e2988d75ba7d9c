package org.cascadenlp.core.loading;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.uima.internal.util.UIMAClassLoader;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.error.CauseChain;
import org.jspecify.annotations.Nullable;

/**
 * Explains linkage errors of drop-in jars that were built against another version of Cascade, or
 * whose dependencies are missing.
 */
public final class Linkage {

  private static final int MOST_BYTES = 1 << 20;
  private static final String UIMA_FIT = "org.apache.uima.fit.";
  private static final String SPRING = "org.springframework.";

  private Linkage() {}

  /**
   * An error that names the jar; null if {@code error} is not a linkage error, or no drop-in jar is
   * involved.
   *
   * @param loader the class loader of the drop-in jars
   */
  public static @Nullable CascadeException explain(Throwable error, @Nullable ClassLoader loader) {
    LinkageError linkage = linkage(error);
    if (linkage == null || !(loader instanceof UIMAClassLoader)) {
      return null;
    }
    List<String> named = named(linkage);
    List<String> stack =
        Arrays.stream(linkage.getStackTrace()).map(StackTraceElement::getClassName).toList();
    String thrower = stack.stream().filter(type -> !isJava(type)).findFirst().orElse("");
    // a class that cannot be defined, because its superclass is missing, is not on the stack
    boolean defining = !stack.isEmpty() && isJava(stack.get(0));
    List<String> suspects = new ArrayList<>(named);
    if (!defining) {
      suspects.add(0, thrower);
    }
    for (String name : suspects) {
      URL found = dropped(name, loader);
      if (found != null) {
        return explained(jar(found), linkage);
      }
    }
    if (thrower.startsWith(UIMA_FIT) && named.stream().anyMatch(name -> name.startsWith(SPRING))) {
      return CascadeException.of(
          "--plugins",
          "a component of uimaFIT needs Spring, and Cascade's uimaFIT has none: " + linkage,
          "put uimafit-core and what it depends on into the folder, as plugins/README.md says",
          linkage);
    }
    List<String> missing =
        linkage instanceof AbstractMethodError // its message names the declaring class last
            ? named.subList(named.size() - 1, named.size())
            : defining ? named : List.of();
    List<String> users =
        PluginClassLoader.jars(loader).stream()
            .filter(jar -> missing.stream().anyMatch(name -> uses(jar, name.replace('.', '/'))))
            .map(Linkage::jar)
            .toList();
    return users.isEmpty() ? null : explained(String.join(" or ", users), linkage);
  }

  private static CascadeException explained(String jar, LinkageError error) {
    return CascadeException.of(
        jar,
        "it was built against another version of Cascade, or what it needs is missing: " + error,
        "build it against this version, put what it needs beside it, or remove it",
        error);
  }

  /** True if a class file in {@code jar} contains the internal name {@code type}. */
  private static boolean uses(URL jar, String type) {
    if (!type.contains("/") || isJava(type.replace('/', '.'))) {
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
      return false; // only needed for the message of an error that is already being reported
    }
    return false;
  }

  /**
   * The first linkage error in the chain, or null; {@link UnsatisfiedLinkError} is left out,
   * because it is about native libraries.
   */
  private static @Nullable LinkageError linkage(Throwable error) {
    return CauseChain.of(error)
        .filter(
            one ->
                one instanceof IncompatibleClassChangeError
                    || one instanceof NoClassDefFoundError
                    || one instanceof ClassFormatError
                    || one.getClass() == LinkageError.class
                    || one instanceof VerifyError)
        .map(LinkageError.class::cast)
        .findFirst()
        .orElse(null);
  }

  /** The class names in the message of {@code error}. */
  private static List<String> named(LinkageError error) {
    return Arrays.stream(String.valueOf(error.getMessage()).split("[^\\w.$/]+"))
        .map(word -> word.replace('/', '.').replaceFirst("[.]+$", ""))
        .toList();
  }

  /**
   * The URL of {@code type} in a drop-in jar; null if it is in none, or if Cascade's class is used.
   */
  private static @Nullable URL dropped(String type, ClassLoader loader) {
    String resource = type.replace('.', '/') + ".class";
    URL used = type.isEmpty() ? null : loader.getResource(resource);
    return used != null
            && PluginClassLoader.jars(loader).stream()
                .anyMatch(jar -> used.toString().contains(jar + "!/"))
        ? used
        : null;
  }

  private static boolean isJava(String type) {
    return type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("sun.");
  }

  /** The file name of the jar that {@code url} refers to or into. */
  private static String jar(URL url) {
    String text = url.toString();
    int end = text.indexOf("!/");
    String jar = end < 0 ? text : text.substring(0, end);
    return jar.substring(jar.lastIndexOf('/') + 1);
  }
}
