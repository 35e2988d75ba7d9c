package org.cascadenlp.training.compare;

import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.PipelineOverrides;

/**
 * One embedding in a comparison: the pipeline that uses it, and the training pipeline of that
 * pipeline's head.
 *
 * @param name the file name without its extension, and what is put into the pipeline
 * @param running the pipeline that annotates, with the parts {@value #EMBEDDING} and {@value #TASK}
 * @param training the pipeline that trains, with the part {@value #TRAINER}
 */
record Candidate(String name, ConfiguredPipeline running, ConfiguredPipeline training) {

  static final String EMBEDDING = "embedding";
  static final String TASK = "task";
  static final String TRAINER = "trainer";

  private static final String ENDING = ".xml";

  /**
   * The pipeline {@code file} and the training pipeline that it names.
   *
   * @param variant what distinguishes it from other candidates with the same file; empty for none
   * @param overrides what is changed in both pipelines; each part, value and name in a file applies
   *     to those that have it
   * @param plugins jars with further components
   * @throws CascadeException if one of the two is missing or lacks a part, or if neither has a part
   *     or parameter that {@code overrides} names
   */
  static Candidate of(Path file, String variant, PipelineOverrides overrides, List<Path> plugins) {
    String given = String.valueOf(file.getFileName());
    String stem =
        given.endsWith(ENDING) ? given.substring(0, given.length() - ENDING.length()) : given;
    String name = variant.isEmpty() ? stem : stem + "+" + variant;
    return new CandidatePipelines(name, file, overrides, plugins).read();
  }
}
