package org.cascadenlp.training.compare;

import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.Fingerprint;
import org.cascadenlp.core.pipeline.PipelineOverrides;
import org.cascadenlp.core.pipeline.PipelineText;

/**
 * A pipeline and what a command line changes in it.
 *
 * @param text its descriptors, with the parts of {@code overrides}
 */
record ConfiguredPipeline(PipelineText text, PipelineOverrides overrides) {

  /**
   * Reads a pipeline.
   *
   * @param plugins jars with further components
   * @throws CascadeException if it cannot be read, or parts or files of {@code overrides} do not
   *     fit
   */
  static ConfiguredPipeline of(Path file, PipelineOverrides overrides, List<Path> plugins) {
    return new ConfiguredPipeline(PipelineText.read(file, overrides, plugins), overrides);
  }

  /** The descriptor. */
  Path file() {
    return text.file();
  }

  /** This pipeline with the value of one more parameter. */
  ConfiguredPipeline with(String key, String value) {
    return new ConfiguredPipeline(text, overrides.with(key, value));
  }

  /** Adds everything that its results depend on to {@code print}. */
  void addTo(Fingerprint print) {
    text.addTo(print, overrides);
  }
}
