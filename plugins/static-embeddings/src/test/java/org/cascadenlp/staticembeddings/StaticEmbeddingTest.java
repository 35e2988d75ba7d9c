package org.cascadenlp.staticembeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceInitializationException;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.words.CharacterNgrams;
import org.cascadenlp.neural.words.VectorFile;
import org.cascadenlp.types.Vectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticEmbeddingTest {

  @TempDir private Path folder;

  private Path words = Path.of("");

  @BeforeEach
  void write() {
    words = Tiny.words(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zero           | [1.0, 0.0, 0.0, 0.0, 2.0, 3.0, 0.0, 0.0]",
        "lowercase,zero | [1.0, 0.0, 0.0, 1.0, 2.0, 3.0, 0.0, 0.0]",
        "mean           | [1.0, 0.0, 1.0, 1.3333334, 2.0, 3.0, 1.0, 1.3333334]",
        "lowercase,mean | [1.0, 0.0, 0.0, 1.0, 2.0, 3.0, 1.0, 1.3333334]",
      })
  void theVectorOfAnUnknownWordFollowsThePolicy(String oov, String rows) throws Exception {
    List<Vectors> found = embed(words, oov, "the Cat Rome dog");
    assertThat(found).hasSize(1);
    assertThat(java.util.Arrays.toString(found.get(0).getValues().toArray())).isEqualTo(rows);
  }

  @Test
  void theVectorsRecordFileAndPolicy() throws Exception {
    Vectors found = embed(words, "lowercase,zero", "the").get(0);
    assertThat(found.getSource()).isEqualTo("words.vectors");
    assertThat(found.getHash()).isEqualTo(VectorFile.open(words).hash()).hasSize(64);
    assertThat(found.getSettings()).isEqualTo("oov=lowercase,zero");
    assertThat(found.getLayers()).isEqualTo(1);
    assertThat(found.getWidth()).isEqualTo(2);
    assertThat(embed(words, "zero", "the").get(0).getSettings()).isEqualTo("oov=zero");
  }

  @ParameterizedTest
  @CsvSource({
    "1984, 0",
    "3.14, 1",
    "cat, 2",
    "don't, 2",
    "NATO, 3",
    "A, 3",
    "Rome, 4",
    "McDonald, 4",
    "iPhone5, 5",
    "b2b, 2",
    "iPhone, 6",
    "!, 6",
    "東京, 6",
    "Ωmega, 4"
  })
  void casingAppendsAOneHotVectorOfSevenClasses(String word, int expected) throws Exception {
    AnalysisEngine engine = engine(words, "zero", "classes");
    Vectors found = embed(engine, word).get(0);
    assertThat(found.getWidth()).isEqualTo(9);
    assertThat(found.getSettings()).isEqualTo("oov=zero casing=classes");
    float[] rows = found.getValues().toArray();
    float[] classes = new float[7];
    classes[expected] = 1;
    assertThat(java.util.Arrays.copyOfRange(rows, 2, 9)).isEqualTo(classes);
  }

  @Test
  void aSubwordVectorIsTheMeanOfTheNgramsWithoutSideEffects() throws Exception {
    Path file = Tiny.ngrams(folder);
    int[] buckets = new CharacterNgrams(2, 2, 4).of("dog");
    assertThat(buckets).hasSize(4);
    float sum = 0;
    for (int bucket : buckets) {
      sum += bucket;
    }
    float[] rows = embed(file, "subword,zero", "cat dog").get(0).getValues().toArray();
    assertThat(rows).containsExactly(0, 1, sum / 4, 1);
  }

  @Test
  void subwordIsRefusedForAFileWithoutNgrams() {
    assertThatThrownBy(() -> embed(words, "subword,zero", "the"))
        .isInstanceOf(ResourceInitializationException.class)
        .satisfies(
            error ->
                assertThat(CascadeException.describe(error))
                    .isEqualTo(
                        words
                            + ": parameter oov asks for subword, but the file has no n-grams;"
                            + " import a fastText .bin, or leave subword out"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "none",
        "lowercase",
        "zero,lowercase",
        "mean,zero",
        "lowercase,lowercase,zero",
        "zero,"
      })
  void policiesMustEndWithZeroOrMean(String oov) {
    assertThatThrownBy(() -> embed(words, oov, "the"))
        .satisfies(
            error ->
                assertThat(CascadeException.describe(error))
                    .isEqualTo(
                        "StaticEmbedding: parameter oov = '"
                            + oov
                            + "'; end with zero or mean; lowercase and subword may come before"
                            + " it, each once, separated by commas: for example"
                            + " lowercase,zero"));
  }

  @Test
  void theErrorForAnotherFormatNamesTheImport() throws IOException {
    Path text = Files.writeString(folder.resolve("glove.txt"), "the 0.1 0.2\n");
    assertThatThrownBy(() -> embed(text, "zero", "the"))
        .satisfies(
            error ->
                assertThat(CascadeException.describe(error))
                    .isEqualTo(
                        text
                            + ": no installed plugin reads this file as an embedder; give a model's"
                            + " folder, or word vectors that `cascade import vectors FILE --output"
                            + " NAME.vectors` has written"));
    Path named = Files.copy(text, folder.resolve("glove.vectors"));
    assertThatThrownBy(() -> embed(named, "zero", "the"))
        .satisfies(
            error ->
                assertThat(CascadeException.describe(error))
                    .isEqualTo(
                        named + ": is not a vector file; write one with `cascade import vectors`"));
  }

  @Test
  void fourEnginesMapTheFileOnce() throws Exception {
    List<AnalysisEngine> engines = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      engines.add(engine(words, "zero"));
    }
    assertThat(ModelStore.shared().size()).isEqualTo(1);
    AnalysisEngine other = engine(words, "mean");
    assertThat(ModelStore.shared().size()).isEqualTo(2);
    other.destroy();
    engines.forEach(AnalysisEngine::destroy);
    assertThat(ModelStore.shared().size()).isZero();
  }

  private List<Vectors> embed(Path model, String oov, String sentence) throws Exception {
    return embed(engine(model, oov), sentence);
  }

  private static List<Vectors> embed(AnalysisEngine engine, String sentence) throws Exception {
    try {
      JCas cas = engine.newJCas();
      cas.setDocumentText(sentence);
      new Sentence(cas, 0, sentence.length()).addToIndexes();
      int at = 0;
      for (String word : sentence.split(" ")) {
        new Token(cas, at, at + word.length()).addToIndexes();
        at += word.length() + 1;
      }
      engine.process(cas);
      return cas.select(Vectors.class).asList();
    } finally {
      engine.destroy();
    }
  }

  private AnalysisEngine engine(Path model, String oov) throws Exception {
    return engine(model, oov, "none");
  }

  private AnalysisEngine engine(Path model, String oov, String casing) throws Exception {
    var place =
        getClass()
            .getClassLoader()
            .getResource("org/cascadenlp/static-embeddings/StaticEmbedding.xml");
    AnalysisEngineDescription description =
        UIMAFramework.getXMLParser().parseAnalysisEngineDescription(new XMLInputSource(place));
    var settings = description.getAnalysisEngineMetaData().getConfigurationParameterSettings();
    settings.setParameterValue("model", model.toString());
    settings.setParameterValue("oov", oov);
    settings.setParameterValue("casing", casing);
    return UIMAFramework.produceAnalysisEngine(description);
  }

  @Test
  void theErrorForANanVectorNamesFileAndWord() throws Exception {
    byte[] bytes = Files.readAllBytes(words);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(128, Float.NaN);
    Files.write(words, bytes);
    assertThatThrownBy(() -> embed(words, "zero", "Rome Cat"))
        .rootCause()
        .hasMessage(
            words
                + ": is damaged: number 0 of the row of 'Rome' is NaN; import it again with `cascade"
                + " import vectors`");
  }
}
