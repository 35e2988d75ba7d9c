package org.cascadenlp.formats.squad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.uima.cas.CASException;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.text.PartRole;
import org.cascadenlp.core.text.TextInstances;
import org.cascadenlp.formats.Corpus;
import org.cascadenlp.types.Answer;
import org.cascadenlp.types.Instance;
import org.cascadenlp.types.TextPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SquadFormatTest {

  private static final String PARAGRAPH =
      """
      {"context": "😀 Ada met Bob.\\nTwice.", "qas": [
        {"id": "a", "question": "  Whom did Ada meet? ", "answers": [
          {"text": "Bob", "answer_start": 10}, {"text": " met Bob", "answer_start": 5},
          {"text": "Bob", "answer_start": 10}]},
        {"id": 2, "question": "When?", "answers": [], "is_impossible": true,
          "plausible_answers": [{"text": "Twice", "answer_start": 15}]}]}
      """;

  @TempDir private Path folder;

  private final JCas cas = Corpus.newCas();

  /** The answers of a document, as {@code rank id text}, in text order. */
  private List<String> answers(SourceDocument document) throws CASException {
    cas.reset();
    JCas gold = cas.createView(InputFormat.GOLD_VIEW);
    document.fill(cas, gold);
    assertThat(cas.select(Answer.class).isEmpty()).isTrue();
    List<String> found = new ArrayList<>();
    for (Answer answer : gold.select(Answer.class)) {
      assertThat(answer.getNoAnswer()).isEqualTo(answer.getCoveredText().isEmpty());
      found.add(answer.getRank() + " " + answer.getId() + " " + answer.getCoveredText());
    }
    return found;
  }

  private DocumentSource open(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), json);
    return new SquadFormat().open(file, InputOptions.gold(Map.of()));
  }

  private static String file(String paragraphs) {
    return "{\"data\": [{\"paragraphs\": [" + paragraphs + "], \"title\": \"x\"}]}";
  }

  @Test
  void aQuestionWithItsContextIsADocumentOfTwoParts() throws Exception {
    try (DocumentSource source = open(file(PARAGRAPH))) {
      SourceDocument first = Objects.requireNonNull(source.next());
      assertThat(first.name()).isEqualTo("a");
      assertThat(first.fields()).extracting("name").containsExactly("id", "question");
      assertThat(source.fields()).containsExactly("id", "question");
      assertThat(answers(first)).containsExactly("2 a met Bob", "1 a Bob");
      assertThat(cas.getDocumentText()).isEqualTo("Whom did Ada meet? \n😀 Ada met Bob.\nTwice.");
      List<Instance> instances = TextInstances.of(cas);
      assertThat(instances).extracting(Instance::getId).containsExactly("a");
      assertThat(TextInstances.part(instances.get(0), PartRole.QUESTION))
          .map(TextPart::getCoveredText)
          .contains("Whom did Ada meet? ");
      assertThat(TextInstances.part(instances.get(0), PartRole.CONTEXT))
          .map(TextPart::getCoveredText)
          .contains("😀 Ada met Bob.\nTwice.");
    }
  }

  @Test
  void aQuestionWithoutAnAnswerHasAnEmptyOneAtTheBeginOfItsContext() throws Exception {
    try (DocumentSource source = open(file(PARAGRAPH))) {
      source.next();
      SourceDocument second = Objects.requireNonNull(source.next());
      assertThat(second.name()).isEqualTo("2");
      assertThat(answers(second)).containsExactly("0 2 ");
      assertThat(cas.getView(InputFormat.GOLD_VIEW).select(Answer.class).single().getBegin())
          .isEqualTo("When?\n".length());
      assertThat(source.next()).isNull();
    }
  }

  @Test
  void anAnswerElsewhereIsTakenFromTheNearestPlaceIfAsked() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("moved.json"),
            file(
                """
                {"context": "b a b ð a", "qas": [{"id": 1, "question": "q", "answers": [
                  {"text": "a", "answer_start": 7}, {"text": "c", "answer_start": 0},
                  {"text": "b", "answer_start": -1}, {"text": "a", "answer_start": 99}]},
                  {"id": 2, "question": "q", "answers": [{"text": "c", "answer_start": 0}]}]}
                """));
    InputOptions nearest = InputOptions.gold(Map.of("answers", "nearest"));
    try (DocumentSource source = new SquadFormat().open(file, nearest)) {
      SourceDocument first = Objects.requireNonNull(source.next());
      assertThat(answers(first)).containsExactly("2 1 b", "1 1 a");
      assertThat(cas.getView(InputFormat.GOLD_VIEW).select(Answer.class).asList().get(1).getBegin())
          .isEqualTo("q\nb a b ð ".length());
      SourceDocument second = Objects.requireNonNull(source.next());
      assertThatThrownBy(() -> answers(second))
          .hasMessageEndingWith(
              "qas[1]: the context contains none of its answers; copy an answer from the context");
    }
  }

  @Test
  void withoutGoldAnswersAreNotRead() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("b.json"),
            file("{\"context\": \"c\", \"qas\": [{\"id\": \"a\", \"question\": \"b\"}]}"));
    try (DocumentSource source = new SquadFormat().open(file, InputOptions.texts(Map.of()))) {
      assertThat(answers(Objects.requireNonNull(source.next()))).isEmpty();
    }
  }

  @Test
  void aRangeOfQuestionsMayBeRead() throws Exception {
    Path file = Files.writeString(folder.resolve("range.json"), file(PARAGRAPH));
    for (Map.Entry<String, String> range : Map.of("1-1", "a", "2-", "2").entrySet()) {
      InputOptions options = InputOptions.gold(Map.of("sentences", range.getKey()));
      try (DocumentSource source = new SquadFormat().open(file, options)) {
        assertThat(Objects.requireNonNull(source.next()).name()).isEqualTo(range.getValue());
        assertThat(source.next()).isNull();
      }
    }
  }

  @Test
  void aMalformedQuestionEndsNothing() throws Exception {
    String bad = "{\"context\": \"c\", \"qas\": [{\"id\": \"b\"}]}, {\"qas\": 1}, ";
    try (DocumentSource source = open(file(bad + PARAGRAPH))) {
      for (String path : List.of("data[0].paragraphs[0].qas[0]", "data[0].paragraphs[1]")) {
        SourceDocument malformed = Objects.requireNonNull(source.next());
        assertThat(malformed.name()).isEqualTo(path);
        assertThatThrownBy(() -> answers(malformed))
            .isInstanceOf(CascadeException.class)
            .hasMessageContaining("a.json, " + path + ": ");
      }
      assertThat(Objects.requireNonNull(source.next()).name()).isEqualTo("a");
    }
  }

  /** The file is cut: a reader of the whole file would fail before the first question. */
  @Test
  void onlyOneParagraphIsInMemory() throws Exception {
    Path file = folder.resolve("long.json");
    int paragraphs = 2000;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("{\"data\": [{\"paragraphs\": [");
      for (int i = 0; i < paragraphs; i++) {
        out.write(i == 0 ? "" : ", ");
        out.write("{\"context\": \"" + "x".repeat(10_000) + "\", \"qas\": [{\"id\": " + i);
        out.write(
            ", \"question\": \"q\", \"answers\": [{\"text\": \"x\", \"answer_start\": 0}]}]}");
      }
    }
    try (DocumentSource source = new SquadFormat().open(file, InputOptions.gold(Map.of()))) {
      for (int i = 0; i < paragraphs; i++) {
        assertThat(Objects.requireNonNull(source.next()).name()).isEqualTo(String.valueOf(i));
      }
      assertThatThrownBy(source::next).hasMessageContaining("this is not the JSON of questions");
    }
  }

  @Test
  void aFileOfAnotherEncodingIsRefusedOrReadByItsSetting() throws Exception {
    String json =
        file("{\"context\": \"\u00E9\", \"qas\": [{\"id\": \"a\", \"question\": \"b\"}]}");
    Path file = Files.write(folder.resolve("latin"), json.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Corpus.read(new SquadFormat(), file, Map.of()))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining("there are bytes of another encoding; convert the file to UTF-8");
    InputOptions latin = InputOptions.texts(Map.of("encoding", "ISO-8859-1"));
    try (DocumentSource source = new SquadFormat().open(file, latin)) {
      answers(Objects.requireNonNull(source.next()));
      assertThat(cas.getDocumentText()).isEqualTo("b\n\u00E9");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "xquad/xquad.en.json, strict, 1190, 1190, 0",
    "covid-qa/covidQA.json, nearest, 1380, 1380, 0",
    "cmrc2018/cmrc2018_trial.json, nearest, 1002, 1000, 2",
    "cmrc2018/cmrc2018_dev.json, nearest, 3219, 4003, 0"
  })
  void aCorpusIsReadCompletely(String name, String places, int questions, int answers, int empty)
      throws Exception {
    String data = System.getProperty("cascade.data");
    assumeTrue(data != null, "skipped: needs the corpora, named by -Dcascade.data=DIR");
    int documents = 0;
    int found = 0;
    int malformed = 0;
    try (DocumentSource source =
        new SquadFormat().open(Path.of(data, name), InputOptions.gold(Map.of("answers", places)))) {
      for (SourceDocument next; (next = source.next()) != null; ) {
        documents++;
        try {
          found += answers(next).size();
        } catch (CascadeException e) {
          assertThat(e).hasMessageContaining("the member 'question' is empty");
          malformed++;
        }
      }
    }
    assertThat(documents).isEqualTo(questions);
    assertThat(found).isEqualTo(answers);
    assertThat(malformed).isEqualTo(empty);
  }
}
