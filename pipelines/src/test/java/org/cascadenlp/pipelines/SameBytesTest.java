package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.cascadenlp.batch.BatchRun;
import org.cascadenlp.batch.BatchSettings;
import org.cascadenlp.batch.ResultWriter;
import org.cascadenlp.batch.input.InputFiles;
import org.cascadenlp.batch.output.OnExistingResult;
import org.cascadenlp.batch.output.OutputFolder;
import org.cascadenlp.batch.report.BatchReport;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.formats.json.JsonOutput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The result of a document, including vectors and scores, has the same bytes for any number of
 * workers, any batch size and any order of documents.
 */
class SameBytesTest {

  @TempDir Path folder = Path.of("");

  @Test
  void float32ResultsDoNotDependOnWorkersBatchSizeOrOrder() throws IOException {
    compare(Checkout.documents(), "float32", List.of(1, 2, 4), List.of(1, 2, 4));
  }

  /** Few and short documents, as bfloat16 products are emulated on a CPU without them. */
  @Test
  void bfloat16ResultsDoNotDependOnWorkersBatchSizeOrOrder() throws IOException {
    List<Path> documents =
        Stream.of("emoji.txt", "one-word.txt", "tabs-and-blank-lines.txt")
            .map(Checkout.DOCUMENTS::resolve)
            .toList();
    compare(documents, "bfloat16", List.of(1), List.of(4));
  }

  /** Heads with BiLSTM, CRF and attention. */
  @ParameterizedTest
  @ValueSource(strings = {"entities-glove", "entities-minilm", "pos-glove", "genre-glove"})
  void biLstmResultsDoNotDependOnWorkersBatchSizeOrOrder(String name) throws IOException {
    List<Path> results = new ArrayList<>();
    try (Pipeline pipeline = Pipeline.load(Checkout.PIPELINES.resolve(name + ".xml"))) {
      runs(pipeline, Checkout.documents(), List.of(1, 2, 4), results);
    }
    compare(Checkout.documents(), results);
  }

  /** Runs with each number of workers, with large batches and then with small ones. */
  private void compare(
      List<Path> documents, String precision, List<Integer> large, List<Integer> small)
      throws IOException {
    List<Path> results = new ArrayList<>();
    for (Map.Entry<String, List<Integer>> size :
        List.of(Map.entry("4096", large), Map.entry("64", small))) {
      try (Pipeline pipeline = pipeline(size.getKey(), precision)) {
        runs(pipeline, documents, size.getValue(), results);
      }
    }
    compare(documents, results);
  }

  /** Runs with each number of workers, all but the first run in another order of documents. */
  private void runs(
      Pipeline pipeline, List<Path> documents, List<Integer> workers, List<Path> results)
      throws IOException {
    for (int number : workers) {
      List<Path> order = new ArrayList<>(documents);
      if (!results.isEmpty()) {
        Collections.shuffle(order, new Random(results.size()));
      }
      results.add(run(pipeline, order, number));
    }
  }

  private static void compare(List<Path> documents, List<Path> results) throws IOException {
    assertThat(results).hasSizeGreaterThan(1);
    for (Path document : documents) {
      String name = document.getFileName() + ".json";
      Path first = results.get(0).resolve(name);
      assertThat(first).content(StandardCharsets.UTF_8).contains("\"vectors\":[{");
      for (Path result : results) {
        assertThat(Files.mismatch(first, result.resolve(name)))
            .as(name + " in " + result.getFileName() + " differs from the first run at byte")
            .isEqualTo(-1);
      }
    }
  }

  private static Pipeline pipeline(String batchTokens, String precision) {
    Map<String, String> settings =
        Map.of("embedding/bert.batchTokens", batchTokens, "embedding.precision", precision);
    return Pipeline.load(Checkout.ENTITIES, settings, List.of());
  }

  private Path run(Pipeline pipeline, List<Path> documents, int workers) throws IOException {
    Path output = Files.createTempDirectory(folder, workers + "-workers-");
    try (OutputFolder results = OutputFolder.open(output, "this test")) {
      BatchRun run =
          new BatchRun(
              pipeline,
              InputFiles.find(documents.stream().map(Path::toString).toList(), output),
              ResultWriter.of(new JsonOutput(), OutputOptions.of(VectorOutput.WRITTEN)),
              results,
              new BatchSettings(
                  workers,
                  1_000_000,
                  StandardCharsets.UTF_8,
                  "x-unspecified",
                  OnExistingResult.REPLACE));
      BatchReport report = run.execute();
      assertThat(report.failed()).isEmpty();
      assertThat(report.exitCode()).isZero();
      return output;
    }
  }
}
