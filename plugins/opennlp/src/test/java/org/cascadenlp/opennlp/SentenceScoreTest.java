package org.cascadenlp.opennlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scores of sentence splitting on the raw text of UD English EWT's development documents. */
class SentenceScoreTest {

  private static final Path SPLITTER =
      Path.of(
          System.getProperty("cascade.root"), "descriptors/opennlp/OpenNlpSentenceSplitter.xml");

  @TempDir Path folder;

  private record Span(int begin, int end) {}

  private record Document(String text, Set<Span> sentences) {}

  /** The raw text: sentences with their spacing, paragraphs separated by a blank line. */
  private static List<Document> documents(Path file) throws IOException {
    List<Document> documents = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Set<Span> sentences = new HashSet<>();
    boolean spaced = true;
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("# newdoc")) {
        documents.add(new Document(text.toString(), sentences));
        text.setLength(0);
        sentences = new HashSet<>();
      } else if (line.startsWith("# newpar") && !text.isEmpty()) {
        text.append("\n\n");
        spaced = false;
      } else if (line.startsWith("# text = ")) {
        text.append(spaced && !text.isEmpty() ? " " : "");
        int begin = text.length();
        text.append(line.substring("# text = ".length()));
        sentences.add(new Span(begin, text.length()));
      } else if (!line.isEmpty() && Character.isDigit(line.charAt(0))) {
        spaced = !line.contains("SpaceAfter=No");
      }
    }
    documents.add(new Document(text.toString(), sentences));
    return documents;
  }

  private static double f1(List<Document> documents, Map<String, String> settings) {
    int right = 0;
    int found = 0;
    int gold = 0;
    try (Pipeline pipeline = Pipeline.load(SPLITTER, settings, List.of())) {
      for (Document document : documents) {
        List<Span> spans =
            pipeline.annotate(document.text).select(Sentence.class).asList().stream()
                .map(sentence -> new Span(sentence.getBegin(), sentence.getEnd()))
                .toList();
        found += spans.size();
        gold += document.sentences.size();
        right += (int) spans.stream().filter(document.sentences::contains).count();
      }
    }
    return 2.0 * right / (found + gold);
  }

  @Test
  void theShippedListScoresHigherThanAPlainListOfWords() throws IOException {
    String data = System.getProperty("cascade.data");
    assumeTrue(data != null, "skipped: needs the corpora, named by -Dcascade.data=DIR");
    Path file =
        Path.of(
            data, "ud-english-ewt", System.getProperty("cascade.split", "en_ewt-ud-dev.conllu"));
    assumeTrue(Files.exists(file), "skipped: " + file + " is not there");
    List<Document> documents = documents(file);
    List<String> shipped =
        Files.readAllLines(
            Path.of(System.getProperty("cascade.root"))
                .resolve(
                    "plugins/opennlp/src/main/resources/org/cascadenlp/opennlp/text/abbreviations-en.txt"));
    Path always =
        Files.write(
            folder.resolve("always.txt"),
            shipped.stream().filter(line -> !line.contains("\t")).toList());
    double before = f1(documents, Map.of("abbreviations", always.toString()));
    double now = f1(documents, Map.of());
    System.out.printf("sentence F1 %.4f, without kinds %.4f%n", now, before);
    assertThat(now).isGreaterThanOrEqualTo(before);
  }
}
