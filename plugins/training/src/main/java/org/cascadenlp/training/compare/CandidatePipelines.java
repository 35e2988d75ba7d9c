package org.cascadenlp.training.compare;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.PipelineOverrides;
import org.cascadenlp.core.pipeline.PipelineText;
import org.cascadenlp.core.pipeline.SettingsLookup;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pipeline and the training pipeline that it names, and divides what a command line changes
 * between the two.
 *
 * @param name the candidate
 * @param file the pipeline
 * @param overrides what is changed in both pipelines
 * @param plugins jars with further components
 */
record CandidatePipelines(String name, Path file, PipelineOverrides overrides, List<Path> plugins) {

  private static final String PREFIX = "train-";

  Candidate read() {
    TrainingInstruction instruction = instruction(url(file));
    PipelineText running = with(with(plain(file), Candidate.EMBEDDING), Candidate.TASK);
    PipelineText training = with(plain(training(instruction)), Candidate.TRAINER);
    overrides.parts().keySet().forEach(role -> holdPart(role, running, training));
    PipelineText changed =
        PipelineText.read(file, PipelineOverrides.NONE.withParts(parts(running)), plugins);
    Map<String, String> trainingParts = parts(training);
    List<Path> recipes = new ArrayList<>();
    add(instruction.recipe(), recipes);
    for (String role : instruction(url(training.file())).parts()) {
      URL part = Objects.requireNonNull(with(changed, role).parts().get(role));
      TrainingInstruction own = instruction(part);
      trainingParts.put(role, own.training() == null ? value(part) : own.training().toString());
      add(own.recipe(), recipes);
    }
    recipes.addAll(overrides.files());
    PipelineText trained =
        PipelineText.read(
            training.file(), PipelineOverrides.NONE.withParts(trainingParts), plugins);
    overrides.values().keySet().forEach(key -> holdValue(key, changed, trained));
    return new Candidate(
        name,
        ConfiguredPipeline.of(
            file,
            overrides
                .withParts(parts(running))
                .withValues(values(changed))
                .sharedWith(trained.externalNames()),
            plugins),
        ConfiguredPipeline.of(
            training.file(),
            overrides
                .withParts(trainingParts)
                .withFiles(recipes)
                .withValues(values(trained))
                .sharedWith(changed.externalNames()),
            plugins));
  }

  private PipelineText plain(Path pipeline) {
    return PipelineText.read(pipeline, PipelineOverrides.NONE, plugins);
  }

  private Path training(TrainingInstruction instruction) {
    if (instruction.training() != null) {
      return instruction.training();
    }
    plain(file); // reports a missing file first
    Path beside = Path.of(PREFIX + file.getFileName());
    boolean isThere = Files.isRegularFile(file.resolveSibling(beside));
    throw CascadeException.of(
        file.toString(),
        "it does not name the pipeline that trains its head",
        "write <?cascade training=\""
            + (isThere ? beside : "FILE.xml")
            + "\"?> below its first line");
  }

  /**
   * Returns {@code pipeline} if it has a part {@code role}, and otherwise throws an error that
   * lists its parts.
   */
  private static PipelineText with(PipelineText pipeline, String role) {
    if (!pipeline.hasPart(role)) {
      throw CascadeException.of(
          pipeline.file().toString(),
          "this pipeline has no part '" + role + "': its parts are " + pipeline.roles(),
          "a pipeline that is compared has the parts "
              + Candidate.EMBEDDING
              + " and "
              + Candidate.TASK
              + ", and the one that trains it "
              + Candidate.TRAINER);
    }
    return pipeline;
  }

  private void holdPart(String role, PipelineText running, PipelineText training) {
    String place = "--part " + role + "=" + overrides.parts().get(role);
    if (!running.hasPart(role) && !training.hasPart(role)) {
      throw unknown(place, "neither pipeline has such a part", running, training);
    }
    if (running.hasPart(Candidate.EMBEDDING)
        && role.split("/", 2)[0].equals(Candidate.EMBEDDING)
        && !training.hasPart(Candidate.EMBEDDING)) {
      throw unknown(
          place,
          "the training pipeline "
              + training.file()
              + " has no such part and would not train on it",
          running,
          training);
    }
  }

  private void holdValue(String key, PipelineText running, PipelineText training) {
    if (!running.takes(key) && !training.takes(key)) {
      throw unknown(
          "--set " + key, "neither pipeline has such a part or parameter", running, training);
    }
  }

  private CascadeException unknown(
      String place, String problem, PipelineText running, PipelineText training) {
    return CascadeException.of(
        name,
        place + ": " + problem,
        "the parts are "
            + running.roles()
            + ", in training "
            + training.roles()
            + (place.startsWith("--set") ? "; write ROLE.PARAMETER=VALUE" : ""));
  }

  /** The replaced parts that {@code pipeline} has. */
  private Map<String, String> parts(PipelineText pipeline) {
    Map<String, String> parts = new LinkedHashMap<>(overrides.parts());
    parts.keySet().removeIf(role -> !pipeline.hasPart(role));
    return parts;
  }

  /** The values of parameters that {@code pipeline} has. */
  private Map<String, String> values(PipelineText pipeline) {
    Map<String, String> values = new LinkedHashMap<>(overrides.values());
    values.keySet().removeIf(key -> !pipeline.takes(key));
    return values;
  }

  private static void add(@Nullable Path file, List<Path> files) {
    if (file != null) {
      files.add(file);
    }
  }

  private TrainingInstruction instruction(URL descriptor) {
    return TrainingInstruction.of(
        descriptor, resource -> SettingsLookup.onClassPath(List.of(resource), file, plugins));
  }

  private static URL url(Path descriptor) {
    try {
      return descriptor.toAbsolutePath().toUri().toURL();
    } catch (MalformedURLException e) {
      throw CascadeException.of(
          descriptor.toString(), "this path cannot be used: " + e.getMessage(), "rename it", e);
    }
  }

  /** The descriptor at {@code part} as {@code --part} takes it: a file, or a name to import. */
  private static String value(URL part) {
    String url = part.toString();
    int entry = url.indexOf("!/");
    return entry < 0
        ? Path.of(URI.create(url)).toString()
        : url.substring(entry + "!/".length(), url.lastIndexOf('.')).replace('/', '.');
  }
}
