package org.cascadenlp.core.loading;

import java.util.List;
import java.util.Optional;

/**
 * The packages whose classes Cascade and drop-in jars hand to each other, so that there may be only
 * one class of a name.
 *
 * <p>What is not in this table a jar brings for itself, in the version it was built with: OpenNLP,
 * Spring, Apache Commons and the like. uimaFIT is among these although it is UIMA's, for Cascade
 * comes without Spring and its uimaFIT cannot see that of a drop-in jar.
 */
final class SharedPackages {

  /** Cascade's own. */
  static final String CASCADE = "org.cascadenlp.";

  /** DKPro Core's types; its code is in {@code org.dkpro.core} and belongs to the drop-in jars. */
  static final String DKPRO_TYPES = "de.tudarmstadt.ukp.dkpro.core.api.";

  private static final List<String> SHARED =
      List.of(
          CASCADE,
          DKPRO_TYPES,
          "org.apache.uima.",
          "com.google.inject.",
          "jakarta.inject.",
          "com.google.gson.",
          "picocli.",
          "org.slf4j.",
          "org.jspecify.",
          // a native library is loaded once
          "ai.djl.",
          "ai.onnxruntime.",
          "com.sun.jna.");

  private static final List<String> OF_THE_JAR = List.of("org.apache.uima.fit.");

  private SharedPackages() {}

  /** The line of the table that {@code name}, a class's, is under; empty if it is not shared. */
  static Optional<String> of(String name) {
    return OF_THE_JAR.stream().anyMatch(name::startsWith)
        ? Optional.empty()
        : SHARED.stream().filter(name::startsWith).findFirst();
  }

  /** As {@link #of}, of a class file or another resource with its path in a jar. */
  static Optional<String> ofResource(String path) {
    return of(path.replace('/', '.'));
  }
}
