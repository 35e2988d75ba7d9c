package org.cascadenlp.contextual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each architecture with its kind of tokenizer, from words to vectors. */
class FamilyTokenizerTest {

  private static final Path MODELS = Path.of(System.getProperty("cascade.root"), "testdata/models");
  private static final int WORDS = 2000; // more than any of the tiny vocabularies has
  private static final List<Sequence> SEQUENCES =
      List.of(
          new Sequence(List.of("Anna", "moved", "to", "Zürich", ",", "twice", "\uD83D\uDE00")),
          new Sequence(List.of("a")),
          new Sequence(List.copyOf(java.util.Collections.nCopies(60, "unbelievably"))));

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "tiny-roberta, roberta",
    "tiny-xlm-roberta, xlm-roberta",
    "tiny-albert, albert",
    "tiny-mpnet, mpnet",
    "tiny-deberta-v3, deberta-v2",
    "tiny-xlnet, xlnet"
  })
  void tokensAndSequencesHaveVectors(String model, String tokenizer) throws IOException {
    List<SequenceVectors> vectors = embed(model, tokenizer, SequencePooling.CLS);
    check(vectors);
    for (SequenceVectors sequence : vectors) {
      double squares = 0;
      for (float value : sequence.pooled()) {
        squares += value * value;
      }
      assertThat(squares).isBetween(0.999, 1.001);
    }
  }

  @ParameterizedTest
  @CsvSource({"tiny-gpt, gpt", "tiny-gpt2, gpt2", "tiny-gpt-neo, gpt2"})
  void tokensHaveVectorsWithoutAClassificationToken(String model, String tokenizer)
      throws IOException {
    check(embed(model, tokenizer, SequencePooling.MEAN));
    assertThatThrownBy(() -> embed(model, tokenizer, SequencePooling.CLS))
        .isInstanceOf(CascadeException.class);
  }

  @Test
  void aTokenizerWithUnknownTokenTypesIsRefused() {
    assertThatThrownBy(() -> embed("tiny-albert", "xlnet", SequencePooling.MEAN))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining(
            "the tokenizer gives a special token the token type 2; the weights have token types 0"
                + " to 1: use the tokenizer that came with them");
  }

  private static void check(List<SequenceVectors> vectors) {
    for (int i = 0; i < SEQUENCES.size(); i++) {
      float[] values = vectors.get(i).values();
      assertThat(values).hasSize(SEQUENCES.get(i).size() * vectors.get(1).values().length);
      int width = vectors.get(1).values().length;
      for (int t = 0; t < SEQUENCES.get(i).size(); t++) {
        float[] row = Arrays.copyOfRange(values, t * width, (t + 1) * width);
        assertThat(row).isNotEqualTo(new float[width]);
        for (float value : row) {
          assertThat(value).isFinite();
        }
      }
    }
  }

  private List<SequenceVectors> embed(String name, String tokenizer, SequencePooling pooled)
      throws IOException {
    Path model = Files.createTempDirectory(folder, "model");
    JsonObject json = JsonFile.read(MODELS.resolve(name).resolve("config.json"));
    json.addProperty("vocab_size", WORDS);
    JsonFile.write(model.resolve("config.json"), json);
    EncoderConfiguration configuration = EncoderConfiguration.read(model.resolve("config.json"));
    Map<String, Tensor> tensors =
        new LinkedHashMap<>(SafeTensors.read(MODELS.resolve(name).resolve("model.safetensors")));
    String words = configuration.spec().embeddings().words().name();
    tensors.put(words, random(WORDS, (int) configuration.spec().embeddings().width()));
    SafeTensors.write(model.resolve("model.safetensors"), tensors, Map.of());
    try (Stream<Path> files = Files.list(MODELS.resolve("tokenizers").resolve(tokenizer))) {
      for (Path file : files.toList()) {
        Files.copy(file, model.resolve(file.getFileName()));
      }
    }
    EmbedderSettings settings =
        new EmbedderSettings(
            List.of(-1), Pooling.FIRST, pooled, true, 32, 8, Precision.FLOAT32, 512);
    try (TransformerEncoder encoder =
        (TransformerEncoder) new TransformerProvider().open(model, settings)) {
      return encoder.vectors(SEQUENCES);
    }
  }

  private static Tensor random(int rows, int width) {
    Random random = new Random(rows);
    float[] values = new float[rows * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Tensor(new long[] {rows, width}, values);
  }
}
