package org.cascadenlp.training.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.PipelineText;

/**
 * One embedding that is compared: the pipeline that uses it, and the one beside it that trains that
 * pipeline's head.
 *
 * @param name the file's name without ending
 * @param running the pipeline, with the parts {@value #EMBEDDING} and {@value #TASK}
 * @param training the same name after {@code train-}, with the part {@value #TRAINER}
 */
record Candidate(String name, PipelineText running, PipelineText training) {

  static final String EMBEDDING = "embedding";
  static final String TASK = "task";
  static final String TRAINER = "trainer";
  private static final String PREFIX = "train-";
  private static final String ENDING = ".xml";

  /**
   * The pair that {@code file} belongs to, whichever of the two it is.
   *
   * @param plugins jars with further parts
   * @throws CascadeException where one of the two is missing or lacks a part
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
   * {@code pipeline}, where it has a part called {@code role}; else an error that lists its parts.
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

  /** Those of {@code settings} that the training pipeline has a part or parameter for. */
  Map<String, String> trainingSettings(Map<String, String> settings) {
    return taken(training, settings);
  }

  /** Those of {@code settings} that the pipeline has a part or parameter for. */
  Map<String, String> runningSettings(Map<String, String> settings) {
    return taken(running, settings);
  }

  private Map<String, String> taken(PipelineText pipeline, Map<String, String> settings) {
    Map<String, String> taken = new LinkedHashMap<>();
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
            taken.put(key, value);
          }
        });
    return taken;
  }
}
