package org.cascadenlp.core.loading;

import java.util.List;
import java.util.Optional;

/**
 * The packages whose classes Cascade and drop-in jars exchange, so that each class must be loaded
 * only once.
 *
 * <p>All other libraries, such as OpenNLP, Spring and Apache Commons, are loaded from the jar, in
 * the version it was built with. So is uimaFIT, although it belongs to UIMA: Cascade ships it
 * without Spring, and a uimaFIT loaded from Cascade could not find the Spring of a drop-in jar.
 */
final class SharedPackages {

  /** Cascade's packages. */
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
          // a native library can be loaded only once
          "ai.djl.",
          "ai.onnxruntime.",
          "com.sun.jna.");

  private static final List<String> OF_THE_JAR = List.of("org.apache.uima.fit.");

  private SharedPackages() {}

  /**
   * The prefix in the table that the class name {@code name} begins with; empty if the class is not
   * shared.
   */
  static Optional<String> of(String name) {
    return OF_THE_JAR.stream().anyMatch(name::startsWith)
        ? Optional.empty()
        : SHARED.stream().filter(name::startsWith).findFirst();
  }

  /** As {@link #of}, for a class file or another resource, given its path in a jar. */
  static Optional<String> ofResource(String path) {
    return of(path.replace('/', '.'));
  }
}
