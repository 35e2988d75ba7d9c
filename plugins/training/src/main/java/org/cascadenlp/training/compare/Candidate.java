package org.cascadenlp.training.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.PipelineText;

/**
 * One embedding in a comparison: the pipeline that uses it, and the training pipeline of that
 * pipeline's head.
 *
 * @param name the file name without its extension
 * @param running the pipeline that annotates, with the parts {@value #EMBEDDING} and {@value #TASK}
 * @param training the pipeline that trains, in the file {@code train-NAME}, with the part {@value
 *     #TRAINER}
 */
record Candidate(String name, PipelineText running, PipelineText training) {

  static final String EMBEDDING = "embedding";
  static final String TASK = "task";
  static final String TRAINER = "trainer";
  private static final String PREFIX = "train-";
  private static final String ENDING = ".xml";

  /**
   * The pair of pipelines that {@code file} is one of.
   *
   * @param plugins jars with further components
   * @throws CascadeException if one of the two files is missing or lacks a part
   */
  static Candidate of(Path file, List<Path> plugins) {
    String given = String.valueOf(file.getFileName());
    String name = given.startsWith(PREFIX) ? given.substring(PREFIX.length()) : given;
    Path running = file.resolveSibling(name);
    Path training = file.resolveSibling(PREFIX + name);
    for (Path one : List.of(running, training)) {
      if (!Files.isRegularFile(one)) {
        throw CascadeException.of(
            file.toString(),
            "there is no file " + one,
            "a pipeline TASK-EMBEDDING.xml is compared together with the train-TASK-EMBEDDING.xml"
                + " beside it, which trains its head");
      }
    }
    return new Candidate(
        name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name,
        with(with(PipelineText.read(running, plugins), EMBEDDING), TASK),
        with(PipelineText.read(training, plugins), TRAINER));
  }

  /**
   * Returns {@code pipeline} if it has a part {@code role}, and otherwise throws an error that
   * lists its parts.
   */
  private static PipelineText with(PipelineText pipeline, String role) {
    if (!pipeline.roles().contains(role)) {
      throw CascadeException.of(
          pipeline.file().toString(),
          "this pipeline has no part '" + role + "': its parts are " + pipeline.roles(),
          "a pipeline that is compared has the parts "
              + EMBEDDING
              + " and "
              + TASK
              + ", and the one that trains it "
              + TRAINER);
    }
    return pipeline;
  }

  /** The entries of {@code settings} that apply to the training pipeline. */
  Map<String, String> trainingSettings(Map<String, String> settings) {
    return applying(training, settings);
  }

  /** The entries of {@code settings} that apply to the pipeline that annotates. */
  Map<String, String> runningSettings(Map<String, String> settings) {
    return applying(running, settings);
  }

  private Map<String, String> applying(PipelineText pipeline, Map<String, String> settings) {
    Map<String, String> applying = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> {
          if (!training.takes(key) && !running.takes(key)) {
            throw CascadeException.of(
                name,
                "--set " + key + ": neither pipeline has such a part or parameter",
                "the parts are "
                    + running.roles()
                    + ", in training "
                    + training.roles()
                    + "; write ROLE.PARAMETER=VALUE");
          }
          if (pipeline.takes(key)) {
            applying.put(key, value);
          }
        });
    return applying;
  }
}
