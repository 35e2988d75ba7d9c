package org.cascadenlp.opennlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import de.tudarmstadt.ukp.dkpro.core.api.syntax.type.chunk.Chunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import opennlp.tools.chunker.ChunkerME;
import opennlp.tools.chunker.ChunkerModel;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.namefind.TokenNameFinderModel;
import opennlp.tools.util.Span;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.types.ScoredEntity;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks and names of models trained on a few sentences. */
class OpenNlpSpansTest {

  private static final String[] CHUNKS = {"OpenNlpSegmenter", "OpenNlpPosTagger", "OpenNlpChunker"};
  private static final String[] NAMES = {"OpenNlpSegmenter", "OpenNlpNameFinder"};

  @TempDir static Path folder = Path.of("");

  private static ChunkerModel chunkerModel;
  private static TokenNameFinderModel namesModel;

  @BeforeAll
  static void train() {
    chunkerModel = Trained.chunker();
    namesModel = Trained.names();
    Trained.write(chunkerModel, folder, "chunks.bin");
    Trained.write(namesModel, folder, "names.bin");
  }

  private static Pipeline chunks() {
    // the file is relative to the folder of the pipeline
    return Parts.pipeline(
        folder,
        Map.of("OpenNlpChunker.model", "chunks.bin", "OpenNlpPosTagger.language", "en"),
        CHUNKS);
  }

  private static Pipeline names() {
    return Parts.pipeline(folder, Map.of("OpenNlpNameFinder.model", "names.bin"), NAMES);
  }

  @Test
  void chunksAreFound() {
    try (Pipeline pipeline = chunks()) {
      JCas cas = pipeline.annotate("The small mill was standing by the old river.");
      assertThat(chunks(cas))
          .containsExactly("NP The small mill", "VP was standing", "PP by", "NP the old river");
      assertThat(pipeline.summary("OpenNlpChunker")).isEqualTo("chunks");
    }
  }

  @Test
  void namesAreFoundWithTheirScoreAndSource() {
    try (Pipeline pipeline = names()) {
      JCas cas = pipeline.annotate("Jonas Weld lives in Hallow.");
      List<ScoredEntity> found = cas.select(ScoredEntity.class).asList();
      assertThat(entities(cas)).containsExactly("person Jonas Weld", "place Hallow");
      assertThat(found)
          .allMatch(e -> e.getScore() > 0.5 && e.getScore() <= 1)
          .allMatch(e -> e.getSource().equals("OpenNlpNameFinder names"));
    }
  }

  @Test
  void theResultsEqualOpenNlps() throws IOException {
    ChunkerME chunker = new ChunkerME(chunkerModel);
    NameFinderME finder = new NameFinderME(namesModel);
    int total = 0;
    try (Pipeline chunks = chunks();
        Pipeline names = names()) {
      for (Path document : Parts.documents()) {
        String text = Files.readString(document);
        JCas chunked = chunks.annotate(text);
        JCas named = names.annotate(text);
        List<String> expectedChunks = new ArrayList<>();
        List<String> expectedNames = new ArrayList<>();
        finder.clearAdaptiveData();
        for (Sentence sentence : chunked.select(Sentence.class)) {
          List<Token> tokens = chunked.select(Token.class).coveredBy(sentence).asList();
          String[] forms = tokens.stream().map(Token::getCoveredText).toArray(String[]::new);
          String[] tags = tokens.stream().map(t -> t.getPos().getPosValue()).toArray(String[]::new);
          for (Span span : chunker.chunkAsSpans(forms, tags)) {
            expectedChunks.add(span.getType() + " " + covered(text, tokens, span));
          }
          Span[] spans = finder.find(forms);
          double[] scores = finder.probs(spans);
          for (int i = 0; i < spans.length; i++) {
            expectedNames.add(
                spans[i].getType() + " " + covered(text, tokens, spans[i]) + (float) scores[i]);
          }
        }
        total += expectedNames.size();
        assertThat(chunks(chunked)).isEqualTo(expectedChunks);
        assertThat(
                named
                    .select(ScoredEntity.class)
                    .map(e -> e.getValue() + " " + e.getCoveredText() + e.getScore())
                    .toList())
            .isEqualTo(expectedNames);
      }
    }
    assertThat(total).isGreaterThan(20);
  }

  @Test
  void documentsDoNotDependOnTheirOrder() {
    String before = "Elsa Brandt walked from Hallow to Orrin. Mira Talvik waited in Hallow.";
    String after = "Mira Talvik lives in Hallow. The letter came from Elsa Brandt.";
    try (Pipeline fresh = names();
        Pipeline used = names()) {
      List<Object> expected = scored(fresh.annotate(after));
      used.annotate(before);
      used.annotate(before);
      assertThat(expected).isNotEmpty();
      assertThat(scored(used.annotate(after))).isEqualTo(expected);
    }
  }

  @Test
  void aModelMustBeGiven() {
    assertThatThrownBy(() -> Parts.pipeline(folder, Map.of(), NAMES))
        .hasMessageContaining("OpenNlpNameFinder")
        .hasMessageContaining("model");
    assertThatThrownBy(
            () -> Parts.pipeline(folder, Map.of("OpenNlpNameFinder.model", "published"), NAMES))
        .hasMessageStartingWith(
            "OpenNlpNameFinder (OpenNlpNameFinder): parameter model = 'published'; there is no such"
                + " file or resource; looked for: ");
  }

  private static List<Object> scored(JCas cas) {
    return cas.select(ScoredEntity.class)
        .map(e -> (Object) (e.getValue() + e.getBegin() + "-" + e.getEnd() + " " + e.getScore()))
        .toList();
  }

  private static String covered(String text, List<Token> tokens, Span span) {
    return text.substring(
        tokens.get(span.getStart()).getBegin(), tokens.get(span.getEnd() - 1).getEnd());
  }

  private static List<String> chunks(JCas cas) {
    return cas.select(Chunk.class).map(c -> c.getChunkValue() + " " + c.getCoveredText()).toList();
  }

  private static List<String> entities(JCas cas) {
    return cas.select(ScoredEntity.class)
        .map(e -> e.getValue() + " " + e.getCoveredText())
        .toList();
  }
}
