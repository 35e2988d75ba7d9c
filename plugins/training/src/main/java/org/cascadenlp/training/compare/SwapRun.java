package org.cascadenlp.training.compare;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.Fingerprint;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.weights.json.JsonFile;

/**
 * The training, evaluation and measurement of candidates, with the same settings for all.
 *
 * @param output the folder for models and measurements
 * @param process starts the process that measures
 * @param again whether stored results are computed again
 */
record SwapRun(
    Corpus corpus, List<Integer> seeds, Path output, FreshProcess process, boolean again) {

  /**
   * All results of {@code candidate}. If a step fails, the row has the error and the results before
   * it.
   */
  CandidateResult row(Candidate candidate, RunCounter counter) {
    List<SeedRun.Result> runs = new ArrayList<>();
    Measurement measurement = null;
    String error = "";
    try {
      for (int seed : seeds) {
        SeedRun run = new SeedRun(candidate, corpus, seed, output);
        String name = candidate.name() + ", seed " + seed;
        boolean known = !again && run.isTrained();
        counter.begin(name + (known ? ": already trained" : ": training"));
        SeedRun.Result result = run.result(again);
        runs.add(result);
        String metric = SeedRun.metric(result);
        counter.end(name, metric, result.dev().get(metric), result.test().get(metric), known);
      }
      measurement = measurement(candidate, runs.get(0), counter);
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      Interruption.check(); // an interrupted comparison is resumed by the next one
      error = CascadeException.describe(e).strip().replaceAll("\\s*\\R\\s*", " ");
      counter.failed(candidate.name(), error, seeds.size() - runs.size());
    }
    return new CandidateResult(candidate, runs, measurement, error);
  }

  private Measurement measurement(Candidate candidate, SeedRun.Result first, RunCounter counter) {
    ConfiguredPipeline running = SeedRun.running(candidate, first.card(), first.model());
    Fingerprint print = new Fingerprint();
    running.addTo(print);
    corpus.addTo(print, corpus.measured());
    print.add(HostDescription.describe()).add(String.valueOf(process.seconds()));
    String text = print.text();
    Path file = output.resolve("measured").resolve(candidate.name() + ".json");
    if (!again && Files.isRegularFile(file)) {
      JsonObject known = JsonFile.read(file);
      if (known.has("of") && known.get("of").getAsString().equals(text)) {
        return Measurement.of(known);
      }
    }
    counter.between(candidate.name() + ": measuring in a separate process");
    try {
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw CascadeException.of(
          file.toString(),
          "cannot be written: " + CascadeException.describe(e),
          "check rights and space",
          e);
    }
    Measurement measured = process.measure(running, corpus, file);
    JsonObject json = measured.toJson();
    json.addProperty("of", text);
    JsonFile.write(file, json);
    return measured;
  }
}
