package org.cascadenlp.training.compare;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cascadenlp.batch.evaluate.EvaluationJob;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.Fingerprint;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.training.TrainingJob;
import org.cascadenlp.training.checkpoint.Checkpoints;
import org.cascadenlp.training.checkpoint.ResumeMode;
import org.cascadenlp.weights.json.JsonFile;

/**
 * The training of a candidate with one seed, and its evaluation.
 *
 * <p>Its folder is named after candidate, seed and a hash of everything that the training depends
 * on, so that other settings never find an older result. {@code model/} is the output of {@code
 * cascade train}; {@code run.json}, written last, marks the folder as complete.
 *
 * @param candidate the candidate to train
 * @param corpus the data
 * @param seed the seed of the head's weights, shuffling and dropout
 * @param output the folder of the whole comparison
 */
record SeedRun(Candidate candidate, Corpus corpus, int seed, Path output) {

  private static final int DIGITS = 8;

  /**
   * The model and its scores.
   *
   * @param card the model's card
   * @param model the model's folder
   * @param dev the scores on the development data; the first is the one that the epoch was chosen
   *     by
   * @param test the scores on the test data; empty without test data
   */
  record Result(
      int seed, ModelCard card, Path model, Map<String, Double> dev, Map<String, Double> test) {}

  /**
   * The stored result if nothing that it depends on has changed; otherwise trains, from the last
   * checkpoint of an interrupted run if there is one that fits, and evaluates.
   *
   * @param again whether to train and evaluate anyway, from the start
   */
  Result result(boolean again) {
    ConfiguredPipeline training = training();
    String print = trainingPrint(training);
    Path folder = folder(print);
    Path file = folder.resolve("run.json");
    Path model = folder.resolve("model");
    JsonObject known = Files.isRegularFile(file) && !again ? JsonFile.read(file) : new JsonObject();
    if (!is(known, "training", print)) {
      ConfiguredPipeline run = again ? training : resumed(training, model);
      new TrainingJob(run.file(), corpus.options(), corpus.train(), corpus.dev())
          .run(Candidate.TRAINER, run.overrides(), model);
      known = new JsonObject();
      known.addProperty("candidate", candidate.name());
      known.addProperty("seed", seed);
      known.addProperty("training", print);
      JsonFile.write(file, known);
    }
    ModelCard card = ModelFolder.read(model);
    ConfiguredPipeline running = running(candidate, card, model);
    String testPrint = corpus.test().isEmpty() ? "" : testPrint(print, running);
    if (!is(known, "evaluation", testPrint)) {
      Map<String, Double> test = corpus.test().isEmpty() ? Map.of() : tested(running, card);
      known.addProperty("evaluation", testPrint);
      known.add("dev", json(card.scores()));
      known.add("test", json(test));
      JsonFile.write(file, known);
    }
    return new Result(seed, card, model, scores(known, "dev"), scores(known, "test"));
  }

  /** {@code training}, going on from the checkpoints of an interrupted run if they fit. */
  private static ConfiguredPipeline resumed(ConfiguredPipeline training, Path model) {
    return Checkpoints.areIn(model)
        ? training.with(Candidate.TRAINER + ".resume", ResumeMode.FITTING.toString())
        : training;
  }

  /** The scores on the test data, by the comparison of the head's task. */
  private Map<String, Double> tested(ConfiguredPipeline running, ModelCard card) {
    HeadSettings head = card.head();
    return new EvaluationJob(running.file(), corpus.options(), corpus.test())
        .taskScores(running.overrides(), head == null ? "" : head.task())
        .metrics();
  }

  /** Whether {@link #result} would find a trained model. */
  boolean isTrained() {
    String print = trainingPrint(training());
    Path file = folder(print).resolve("run.json");
    return Files.isRegularFile(file) && is(JsonFile.read(file), "training", print);
  }

  /** The candidate's pipeline with {@code model}. */
  static ConfiguredPipeline running(Candidate candidate, ModelCard card, Path model) {
    String folder = model.toAbsolutePath().normalize().toString();
    ConfiguredPipeline running = candidate.running().with(Candidate.TASK + ".model", folder);
    return card.kind().equals("head")
        ? running
        : running.with(Candidate.EMBEDDING + ".model", folder); // it was trained with the head
  }

  private ConfiguredPipeline training() {
    return candidate.training().with(Candidate.TRAINER + ".seed", String.valueOf(seed));
  }

  private String trainingPrint(ConfiguredPipeline training) {
    Fingerprint print = new Fingerprint();
    training.addTo(print);
    corpus.addTo(print, corpus.train());
    corpus.addTo(print, corpus.dev());
    return print.text();
  }

  private String testPrint(String trained, ConfiguredPipeline running) {
    Fingerprint print = new Fingerprint().add(trained);
    running.addTo(print);
    corpus.addTo(print, corpus.test());
    return print.text();
  }

  private Path folder(String print) {
    return output.resolve(
        "runs/" + candidate.name() + "-seed" + seed + "-" + print.substring(0, DIGITS));
  }

  private static boolean is(JsonObject json, String name, String value) {
    return json.has(name) && json.get(name).getAsString().equals(value);
  }

  private static JsonObject json(Map<String, Double> scores) {
    JsonObject json = new JsonObject();
    scores.forEach(json::addProperty);
    return json;
  }

  private static Map<String, Double> scores(JsonObject json, String name) {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> score : json.getAsJsonObject(name).entrySet()) {
      scores.put(score.getKey(), score.getValue().getAsDouble());
    }
    return scores;
  }

  /** The name of the score that epochs are chosen by: the first development score. */
  static String metric(Result result) {
    return result.dev().keySet().stream()
        .findFirst()
        .orElseThrow(
            () ->
                CascadeException.of(
                    result.model().toString(), "has no scores", "give --dev data with gold"));
  }
}
