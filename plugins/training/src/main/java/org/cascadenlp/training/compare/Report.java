package org.cascadenlp.training.compare;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cascadenlp.batch.corpus.CorpusSlice;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.output.UnfinishedFile;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.weights.json.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * The report of a comparison: {@code compare.json} for programs, {@code compare.md} and {@code
 * compare.html} for people.
 *
 * @param rows one row per embedding, in the order of the command line
 */
record Report(Corpus corpus, List<Integer> seeds, List<CandidateResult> rows) {

  private static final String TITLE = "Embeddings compared";

  Report {
    rows = List.copyOf(rows);
  }

  /** Writes the three files into {@code folder}, replacing those of an earlier comparison. */
  void write(Path folder) {
    String date = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    ReportTable table = ReportTable.of(metric(), !corpus.test().isEmpty(), rows);
    List<String> facts = facts(date);
    JsonFile.write(folder.resolve("compare.json"), json(date));
    StringBuilder text = new StringBuilder("# " + TITLE + "\n\n");
    facts.forEach(fact -> text.append("- ").append(fact).append('\n'));
    write(folder.resolve("compare.md"), text.append('\n').append(table.markdown()).toString());
    write(
        folder.resolve("compare.html"), new ReportPage(TITLE, facts, table, metric(), rows).text());
  }

  /** The metric that epochs were chosen by; all candidates of one task have the same. */
  private String metric() {
    return rows.stream()
        .flatMap(row -> row.runs().stream())
        .map(SeedRun::metric)
        .findFirst()
        .orElse("score");
  }

  private List<String> facts(String date) {
    List<String> facts = new ArrayList<>();
    facts.add(date + ", " + HostDescription.describe());
    Map<String, String> versions = versions();
    if (!versions.isEmpty()) {
      facts.add("trained with " + String.join(", ", texts(versions)));
    }
    facts.add(
        "seeds "
            + String.join(", ", seeds.stream().map(String::valueOf).toList())
            + "; scores in percent, mean ± standard deviation over seeds, of the epoch that was"
            + " best on the development data");
    facts.add(
        "train "
            + names(corpus.train())
            + "; dev "
            + names(corpus.dev())
            + (corpus.test().isEmpty() ? "" : "; test " + names(corpus.test())));
    facts.add(
        "words/s: the whole pipeline on the plain texts of "
            + names(corpus.measured())
            + ", one document at a time; memory: the peak resident memory of that process;"
            + " start-up: from the start of Java until a first sentence is annotated");
    List<String> heads =
        rows.stream()
            .map(CandidateResult::head)
            .filter(head -> !head.isEmpty())
            .distinct()
            .toList();
    if (heads.size() > 1) {
      facts.add(
          "the heads differ, so scores do not compare embeddings alone: "
              + String.join("; ", heads));
    } else if (!heads.isEmpty()) {
      facts.add("head: " + heads.get(0));
    }
    return facts;
  }

  private static List<String> texts(Map<String, String> versions) {
    return versions.entrySet().stream().map(v -> v.getKey() + " " + v.getValue()).toList();
  }

  private static String names(List<CorpusSlice> slices) {
    return String.join(
        ", ",
        slices.stream()
            .map(slice -> String.valueOf(Path.of(slice.toString()).getFileName()))
            .toList());
  }

  private Map<String, String> versions() {
    return rows.stream()
        .flatMap(row -> row.runs().stream())
        .map(run -> run.card().versions())
        .findFirst()
        .map(versions -> (Map<String, String>) new TreeMap<>(versions))
        .orElse(Map.of());
  }

  private JsonObject json(String date) {
    JsonObject json = new JsonObject();
    json.addProperty("date", date);
    json.addProperty("machine", HostDescription.describe());
    JsonObject versions = new JsonObject();
    versions().forEach(versions::addProperty);
    json.add("versions", versions);
    json.add("seeds", array(seeds.stream().<JsonElement>map(JsonPrimitive::new).toList()));
    json.addProperty("metric", metric());
    json.add("train", files(corpus.train()));
    json.add("dev", files(corpus.dev()));
    json.add("test", files(corpus.test()));
    json.add("embeddings", array(rows.stream().<JsonElement>map(this::json).toList()));
    return json;
  }

  private JsonObject json(CandidateResult row) {
    JsonObject json = new JsonObject();
    json.addProperty("name", row.candidate().name());
    json.addProperty("pipeline", row.candidate().running().file().toString());
    json.addProperty("training", row.candidate().training().file().toString());
    JsonObject parts = new JsonObject();
    row.candidate().running().overrides().parts().forEach(parts::addProperty);
    if (!parts.isEmpty()) {
      json.add("parts", parts);
    }
    if (!row.runs().isEmpty()) {
      VectorSpace embedder = row.runs().get(0).card().embedder();
      json.addProperty("vectors", String.valueOf(embedder));
      json.addProperty("kind", row.runs().get(0).card().kind());
      json.addProperty("head", row.head());
    }
    add(json, "dev", row.dev(metric()));
    add(json, "test", row.test(metric()));
    json.add("runs", array(row.runs().stream().<JsonElement>map(Report::json).toList()));
    if (row.measurement() != null) {
      json.add("measurement", row.measurement().toJson());
    }
    if (row.failed()) {
      json.addProperty("error", row.error());
    }
    return json;
  }

  private static JsonObject json(SeedRun.Result run) {
    JsonObject json = new JsonObject();
    json.addProperty("seed", run.seed());
    json.addProperty("model", run.model().toString());
    json.add("dev", scores(run.dev()));
    json.add("test", scores(run.test()));
    return json;
  }

  private static JsonObject scores(Map<String, Double> scores) {
    JsonObject json = new JsonObject();
    scores.forEach(json::addProperty);
    return json;
  }

  private static void add(JsonObject json, String name, @Nullable MeanAndDeviation spread) {
    if (spread != null) {
      JsonObject inner = new JsonObject();
      inner.addProperty("mean", spread.mean());
      if (spread.hasDeviation()) {
        inner.addProperty("sd", spread.deviation());
      }
      json.add(name, inner);
    }
  }

  private static JsonArray files(List<CorpusSlice> slices) {
    return array(
        slices.stream().<JsonElement>map(slice -> new JsonPrimitive(slice.toString())).toList());
  }

  private static JsonArray array(List<JsonElement> elements) {
    JsonArray array = new JsonArray();
    elements.forEach(array::add);
    return array;
  }

  private static void write(Path file, String text) {
    try {
      UnfinishedFile.write(file, text);
    } catch (IOException e) {
      throw CascadeException.of(
          file.toString(),
          "cannot be written: " + CascadeException.describe(e),
          "check its folder and the space",
          e);
    }
  }
}
