package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bad document fails alone, with its cause, and the others are annotated. */
class BadDocumentsTest {

  private static final int LONGEST = 5_000_000;
  private static final List<String> GOOD = List.of("news-prize.txt", "emoji.txt");

  @TempDir static Path folder = Path.of("");

  private static Run mixed = new Run(-1, Path.of(""), "");
  private static Run good = new Run(-1, Path.of(""), "");

  @BeforeAll
  static void annotate() throws IOException {
    Path generated = Files.createDirectory(folder.resolve("generated"));
    Files.writeString(generated.resolve("six-megabytes.txt"), "x".repeat(6 << 20));
    Files.writeString(generated.resolve("one-line.txt"), "international ".repeat(21_500));
    List<Path> documents = GOOD.stream().map(Checkout.DOCUMENTS::resolve).toList();
    List<Path> inputs = new ArrayList<>(documents);
    inputs.add(1, Checkout.TESTDATA.resolve("bad"));
    inputs.add(2, generated);
    // keeps the network open for both runs
    Pipeline held = Pipeline.load(Checkout.ENTITIES, Checkout.FLOAT32, List.of());
    try {
      mixed =
          Run.of(Checkout.ENTITIES, inputs, folder.resolve("mixed"), "--max-chars", "" + LONGEST);
      good = Run.of(Checkout.ENTITIES, documents, folder.resolve("good"));
    } finally {
      held.close();
    }
  }

  private static Map<String, String> failures() {
    Map<String, String> failures = new TreeMap<>();
    for (JsonElement element : mixed.report().getAsJsonArray("failed")) {
      JsonObject failure = element.getAsJsonObject();
      failures.put(failure.get("document").getAsString(), failure.get("cause").getAsString());
    }
    return failures;
  }

  private static long count(String document, String type) {
    return StreamSupport.stream(
            mixed.document(document).getAsJsonArray("annotations").spliterator(), false)
        .filter(a -> a.getAsJsonObject().get("type").getAsString().equals(type))
        .count();
  }

  @Test
  void theExitCodeIs1IfADocumentFailed() {
    assertThat(mixed.code()).as(mixed.messages()).isEqualTo(1);
    assertThat(good.code()).as(good.messages()).isZero();
  }

  @Test
  void theReportNamesTheBadDocumentsAndTheirCauses() {
    assertThat(failures())
        .containsOnlyKeys(
            "invalid-utf-8.txt", "lone-surrogate.txt", "six-megabytes.txt", "truncated-utf-8.txt");
    failures()
        .forEach(
            (document, cause) -> {
              if (!document.equals("six-megabytes.txt")) {
                assertThat(cause).contains("UTF-8", "--encoding");
              }
            });
    assertThat(failures().get("six-megabytes.txt"))
        .contains("more than 5000000 characters", "--max-chars");
  }

  @Test
  void theReportCountsFailedDocuments() {
    JsonObject counts = mixed.report().getAsJsonObject("documents");
    assertThat(counts.get("found").getAsInt()).isEqualTo(12);
    assertThat(counts.get("failed").getAsInt()).isEqualTo(4);
    assertThat(counts.get("done").getAsInt()).isEqualTo(8);
    assertThat(counts.get("notReached").getAsInt()).isZero();
  }

  @Test
  void theSummaryNamesTheFailedDocuments() {
    assertThat(mixed.messages()).contains(failures().keySet());
  }

  @Test
  void onlyAnnotatedDocumentsHaveAResult() throws IOException {
    assertThat(mixed.files()).hasSize(8).noneMatch(name -> failures().containsKey(name));
  }

  @Test
  void goodDocumentsAreAnnotatedAsWithoutTheBadOnes() throws IOException {
    for (String document : GOOD) {
      assertThat(count(document, "NamedEntity")).as(document).isPositive();
      String name = document + ".json";
      assertThat(Files.mismatch(mixed.output().resolve(name), good.output().resolve(name)))
          .as(name)
          .isEqualTo(-1);
    }
  }

  @Test
  void emptyDocumentsHaveNoAnnotations() {
    assertThat(mixed.document("empty.txt").getAsJsonArray("annotations")).isEmpty();
    assertThat(mixed.document("white-space.txt").getAsJsonArray("annotations")).isEmpty();
  }

  @Test
  void byteOrderMarksSetTheEncoding() {
    assertThat(count("utf-16le-bom.txt", "Token")).isPositive();
    assertThat(mixed.document("utf-16le-bom.txt").get("text").getAsString())
        .doesNotContain("\uFEFF", "\u0000");
    assertThat(mixed.document("utf-8-bom.txt").get("text").getAsString()).doesNotContain("\uFEFF");
  }

  @Test
  void aLongLineWithoutASentenceEndIsAnnotatedCompletely() {
    int length = 14 * 21_500;
    assertThat(mixed.document("one-line.txt").get("text").getAsString()).hasSize(length);
    assertThat(count("one-line.txt", "Token")).isEqualTo(21_500);
    assertThat(count("one-line.txt", "Sentence")).isGreaterThan(1);
  }
}
