package org.cascadenlp.staticembeddings.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.words.VectorFile;
import org.cascadenlp.staticembeddings.Data;
import org.cascadenlp.staticembeddings.SubwordVectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares scores, neighbours and vectors of fastText models with gensim
 * (testdata/reference/vectors.py).
 */
class GensimTest {

  private static final JsonObject REFERENCE = Data.reference("vectors.json");
  private static final int THREADS = 2;

  @TempDir private Path folder;

  @Test
  void theScoresOfGloveEqualGensims() {
    compare(Data.SHIPPED, REFERENCE.getAsJsonObject("glove-6b-100d-top10k"));
    FrequentWords exact =
        new FrequentWords(VectorFile.open(Data.SHIPPED), 5000, FrequentWords.Spelling.EXACT);
    compare(
        new AnalogyTest(exact, THREADS).run(Data.file("word-analogies/questions-words.txt")),
        REFERENCE.getAsJsonObject("glove-case-sensitive"));
  }

  @Test
  void theScoresOfNlp4jEqualGensims() throws IOException {
    Data.file(""); // the test sets are among the corpora
    compare(Data.nlp4j(), REFERENCE.getAsJsonObject("nlp4j"));
  }

  private static void compare(Path path, JsonObject expected) {
    VectorFile file = VectorFile.open(path);
    assertThat(file.size()).isEqualTo(expected.get("words").getAsInt());
    FrequentWords vocabulary = new FrequentWords(file, 300_000, FrequentWords.Spelling.UPPER_CASE);
    compare(
        new AnalogyTest(vocabulary, THREADS).run(Data.file("word-analogies/questions-words.txt")),
        expected.getAsJsonObject("analogies"));
    similarities(vocabulary, "", expected);
    similarities(
        new FrequentWords(file, file.size(), FrequentWords.Spelling.UPPER_CASE),
        "AllWords",
        expected);
    WordVectors vectors = new WordVectors(path, THREADS);
    for (Map.Entry<String, JsonElement> word : expected.getAsJsonObject("nearest").entrySet()) {
      compare(file, vectors.nearest(word.getKey(), 10), word.getValue().getAsJsonArray());
    }
    compare(file, vectors.analogy("man", "king", "woman", 10), expected.getAsJsonArray("analogy"));
  }

  private static void similarities(FrequentWords vocabulary, String suffix, JsonObject expected) {
    for (String name : List.of("wordsim353", "simlex999")) {
      String extension = name.equals("wordsim353") ? ".tsv" : ".txt";
      SimilarityScores scores =
          new SimilarityTest(vocabulary)
              .run(Data.file("vector-format-samples/" + name + extension));
      JsonObject gensim = expected.getAsJsonObject(name + suffix);
      assertThat(scores.pearson()).isCloseTo(gensim.get("pearson").getAsDouble(), within(1e-6));
      assertThat(scores.spearman()).isCloseTo(gensim.get("spearman").getAsDouble(), within(1e-6));
      assertThat(100 * scores.unknownRatio())
          .isCloseTo(gensim.get("unknown").getAsDouble(), within(1e-9));
    }
  }

  private static void compare(AnalogyScores scores, JsonObject expected) {
    assertThat(scores.total().accuracy())
        .isCloseTo(expected.get("accuracy").getAsDouble(), within(1e-12));
    JsonArray sections = expected.getAsJsonArray("sections");
    for (int i = 0; i < scores.sections().size(); i++) {
      JsonObject section = sections.get(i).getAsJsonObject();
      assertThat(scores.sections().get(i))
          .isEqualTo(
              new AnalogyScores.Section(
                  section.get("name").getAsString(),
                  section.get("correct").getAsInt(),
                  section.get("incorrect").getAsInt()));
    }
    assertThat(scores.sections()).hasSize(sections.size() - 1); // gensim adds the total
  }

  private static void compare(VectorFile file, List<Hit> hits, JsonArray expected) {
    assertThat(hits).hasSize(expected.size());
    for (int i = 0; i < hits.size(); i++) {
      JsonArray pair = expected.get(i).getAsJsonArray();
      assertThat(file.word(hits.get(i).rank())).isEqualTo(pair.get(0).getAsString());
      assertThat(hits.get(i).score()).isCloseTo(pair.get(1).getAsFloat(), within(1e-5f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lee_fasttext.bin", "crime-and-punishment.bin"})
  void vectorsOfUnknownWordsEqualFastTexts(String name) {
    VectorFile file = imported(name);
    JsonObject expected = REFERENCE.getAsJsonObject(name);
    for (Map.Entry<String, JsonElement> word : expected.getAsJsonObject("rows").entrySet()) {
      if (word.getKey().equals("</s>")) {
        continue; // gensim uses n-grams here, fastText does not: see the comparison with the .vec
      }
      float[] row = new float[file.width()];
      file.row(file.rank(word.getKey()), row, 0);
      compare(word, row);
    }
    SubwordVectors subwords = new SubwordVectors(file);
    assertThat(expected.getAsJsonObject("unknown").size()).isGreaterThan(5);
    for (Map.Entry<String, JsonElement> word : expected.getAsJsonObject("unknown").entrySet()) {
      assertThat(file.rank(word.getKey())).isEqualTo(-1);
      float[] row = new float[file.width()];
      assertThat(subwords.row(word.getKey(), row, 0)).isTrue();
      compare(word, row);
    }
  }

  private static void compare(Map.Entry<String, JsonElement> word, float[] row) {
    JsonArray numbers = word.getValue().getAsJsonArray();
    for (int i = 0; i < row.length; i++) {
      assertThat(row[i]).as(word.getKey()).isCloseTo(numbers.get(i).getAsFloat(), within(1e-5f));
    }
  }

  /** Both files were written by fastText; the text file has five digits. */
  @ParameterizedTest
  @CsvSource({"lee_fasttext, 1762", "crime-and-punishment, 291"})
  void theVectorsOfABinaryEqualThoseOfItsVec(String name, int words) {
    VectorFile binary = imported(name + ".bin");
    VectorFile text = imported(name + ".vec");
    assertThat(binary.size()).isEqualTo(words);
    assertThat(text.size()).isEqualTo(words);
    for (int rank = 0; rank < words; rank++) {
      assertThat(binary.word(rank)).isEqualTo(text.word(rank));
      float[] one = new float[binary.width()];
      float[] other = new float[binary.width()];
      binary.row(rank, one, 0);
      text.row(rank, other, 0);
      for (int i = 0; i < one.length; i++) {
        // half a unit of the text's fifth digit is more than 1e-5 from 1 on
        float tolerance = Math.abs(other[i]) < 1 ? 1e-5f : 5.01e-5f;
        assertThat(one[i]).as(Arrays.toString(other)).isCloseTo(other[i], within(tolerance));
      }
    }
  }

  private VectorFile imported(String name) {
    return VectorFile.open(
        Data.imported(
            Data.file("vector-format-samples/" + name).toString(),
            folder.resolve(name + ".vectors")));
  }
}
