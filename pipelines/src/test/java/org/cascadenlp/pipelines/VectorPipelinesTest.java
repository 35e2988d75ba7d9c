package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.batch.encode.EncodeCommand;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.types.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pipelines that end in vectors, and the line that chooses their model. */
class VectorPipelinesTest {

  private static final Path ENGLISH = Checkout.PIPELINES.resolve("vectors-minilm.xml");
  private static final Path CHINESE = Checkout.PIPELINES.resolve("vectors-bge-small-zh.xml");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "minilm, all-minilm-l6-v2",
    "bge-small-en, bge-small-en-v1.5",
    "e5-small, e5-small-v2"
  })
  void changingOneLineChangesTheModel(String embedding, String model) throws Exception {
    List<String> lines = Files.readAllLines(ENGLISH);
    List<String> changed =
        lines.stream()
            .map(
                line ->
                    line.replace(
                        "embeddings/minilm.xml",
                        Checkout.PIPELINES
                            .resolve("embeddings/" + embedding + ".xml")
                            .toUri()
                            .toString()))
            .toList();
    long differing = 0;
    for (int i = 0; i < lines.size(); i++) {
      differing += lines.get(i).equals(changed.get(i)) ? 0 : 1;
    }
    assertThat(differing).isEqualTo(1);
    Path pipeline = Files.write(folder.resolve("vectors.xml"), changed);
    try (Pipeline loaded = Pipeline.load(pipeline, Checkout.FLOAT32, List.of())) {
      JCas cas = loaded.annotate("The ferry left. Nobody was on it.");
      List<Vectors> vectors = cas.select(Vectors.class).asList();
      assertThat(vectors).hasSize(2);
      for (Vectors v : vectors) {
        assertThat(v.getSource()).isEqualTo(model);
        assertThat(v.getPooled().size()).isEqualTo(v.getWidth()).isEqualTo(384);
        assertThat(length(v.getPooled().toArray())).isBetween(0.99999, 1.00001);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"sentence, pooled, 36", "sentence, mean, 72", "token, auto, 72"})
  void aPooledVectorHasHalfTheWidthOfAFirstLastTokenVector(String unit, String pooling, int width)
      throws Exception {
    Path text = Files.writeString(folder.resolve("text.txt"), "The ferry left. Nobody was on it.");
    Path found = folder.resolve("vectors.jsonl");
    Path bert = Checkout.TESTDATA.resolve("models/tiny-bert");
    SmallPipeline.run(
        new EncodeCommand(),
        List.of(
            SmallPipeline.write(
                    folder,
                    "tokenizer=opennlp.OpenNlpSegmenter",
                    "embedding=contextual-embeddings.BertEmbedding")
                .toString(),
            "--input",
            text.toString(),
            "--output",
            found.toString(),
            "--unit",
            unit,
            "--pooling",
            pooling),
        List.of(
            "embedding.model=" + bert,
            "embedding.window=64",
            "embedding.overlap=16",
            "embedding.pooling=first-last",
            "embedding.pooled=mean"));
    assertThat(Files.readAllLines(found))
        .hasSize(unit.equals("token") ? 9 : 2)
        .allMatch(line -> line.split(",").length == width + 2);
  }

  @Test
  void chineseSentencesOnOneTopicAreNearEachOther() {
    try (Pipeline loaded = Pipeline.load(CHINESE, Checkout.FLOAT32, List.of())) {
      JCas cas = loaded.annotate("今天天气很好。外面阳光明媚。股票市场下跌了。");
      List<float[]> sentences =
          cas.select(Vectors.class).map(v -> v.getPooled().toArray()).toList();
      assertThat(sentences).hasSize(3).allMatch(vector -> vector.length == 512);
      assertThat(cosine(sentences.get(0), sentences.get(1)))
          .isGreaterThan(cosine(sentences.get(0), sentences.get(2)) + 0.1);
    }
  }

  @Test
  void everyTokenOfAChineseCorpusGetsAVector() throws Exception {
    String data = System.getProperty("cascade.data");
    assumeTrue(data != null, "skipped: needs the corpora, named by -Dcascade.data=DIR");
    Path file = Path.of(data, "ud-chinese-gsdsimp/zh_gsdsimp-ud-test.conllu");
    assumeTrue(Files.exists(file), "skipped: no ud-chinese-gsdsimp in cascade.data");
    String text =
        Files.readAllLines(file).stream()
            .filter(line -> line.startsWith("# text = "))
            .map(line -> line.substring("# text = ".length()))
            .limit(20)
            .collect(Collectors.joining("\n"));
    try (Pipeline loaded = Pipeline.load(CHINESE, Map.of(), List.of())) {
      JCas cas = loaded.annotate(text);
      assertThat(cas.select(Sentence.class).count()).isGreaterThanOrEqualTo(20);
      int rows = cas.select(Vectors.class).mapToInt(v -> v.getValues().size() / 512).sum();
      assertThat(rows).isEqualTo((int) cas.select(Token.class).count()).isGreaterThan(200);
    }
  }

  private static double length(float[] vector) {
    return Math.sqrt(cosine(vector, vector));
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
