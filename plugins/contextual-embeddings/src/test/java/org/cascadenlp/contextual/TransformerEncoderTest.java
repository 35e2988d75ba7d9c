package org.cascadenlp.contextual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.cascadenlp.contextual.TinyTransformers.TESTDATA;
import static org.cascadenlp.contextual.TinyTransformers.WORDS;
import static org.cascadenlp.contextual.TinyTransformers.sequences;
import static org.cascadenlp.contextual.TinyTransformers.settings;
import static org.cascadenlp.contextual.TinyTransformers.tiny;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.model.DenseLayer;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.model.PretrainedHead;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransformerEncoderTest {

  private static final String MINILM = "all-minilm-l6-v2";

  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FLOAT32", "BFLOAT16"})
  void vectorsDoNotDependOnTheBatch(Precision precision) {
    List<Sequence> sequences = sequences(40, 30, 3);
    float[][] alone = new float[sequences.size()][];
    try (TransformerEncoder encoder =
        tiny("tiny-bert", settings(List.of(0, 2), Pooling.MEAN, 48, precision, 16))) {
      for (int i = 0; i < alone.length; i++) {
        alone[i] = encoder.embed(List.of(sequences.get(i))).get(0);
      }
    }
    for (int batchTokens : new int[] {64, 333, 100_000}) {
      try (TransformerEncoder encoder =
          tiny("tiny-bert", settings(List.of(0, 2), Pooling.MEAN, 48, precision, batchTokens))) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < alone.length; i++) {
          order.add(i);
        }
        Collections.shuffle(order, new Random(batchTokens));
        List<float[]> together = encoder.embed(order.stream().map(sequences::get).toList());
        for (int i = 0; i < alone.length; i++) {
          assertThat(together.get(i)).isEqualTo(alone[order.get(i)]);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-1, MEAN, BertForTokenClassification",
    "2, FIRST, BertForTokenClassification",
    "1, MEAN, BertModel",
    "-1, FIRST_LAST, BertModel"
  })
  void onlyAHeadOnTheLastStateOpensInHuggingFaceWithTheEncoder(
      int layer, Pooling pooling, String opensAs, @TempDir Path saved) throws IOException {
    try (TransformerEncoder encoder =
            tiny("tiny-bert", settings(List.of(layer), pooling, 48, Precision.FLOAT32, 512));
        NDManager owner = Torch.manager()) {
      int width = encoder.vectorSpace().width();
      Map<String, Tensor> head =
          Map.of("classifier.weight", new Tensor(new long[] {2, width}, new float[2 * width]));
      encoder.save(
          saved,
          encoder.trainable(owner),
          new SavedHead(Weights.of(owner, head), List.of("A", "B"), "ForTokenClassification"));
    }
    assertThat(JsonFile.read(saved.resolve("config.json")).get("architectures"))
        .hasToString("[\"" + opensAs + "\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "tiny-bert, tanh, BertForSequenceClassification, bert.pooler.dense, classifier",
    "tiny-roberta, tanh, RobertaForSequenceClassification, classifier.dense, classifier.out_proj",
    "tiny-xlm-roberta, tanh, XLMRobertaForSequenceClassification, classifier.dense,"
        + " classifier.out_proj",
    "tiny-electra, gelu, ElectraForSequenceClassification, classifier.dense, classifier.out_proj",
    "tiny-electra, tanh, ElectraModel, pooler.dense, classifier",
    "tiny-distilbert, relu, DistilBertForSequenceClassification, pre_classifier, classifier",
    "tiny-albert, tanh, AlbertForSequenceClassification, albert.pooler, classifier",
    "tiny-mpnet, tanh, MPNetForSequenceClassification, classifier.dense, classifier.out_proj",
    "tiny-deberta-v3, gelu, DebertaV2ForSequenceClassification, pooler.dense, classifier",
    "tiny-xlnet, tanh, XLNetForSequenceClassification, sequence_summary.summary, logits_proj",
    "tiny-gpt2, tanh, GPT2Model, pooler.dense, classifier",
    "tiny-gpt2, '', GPT2ForSequenceClassification, , score",
    "tiny-gpt, '', OpenAIGPTForSequenceClassification, , score",
    "tiny-gpt-neo, '', GPTNeoForSequenceClassification, , score",
    "tiny-bert, '', BertModel, , classifier"
  })
  void aClassifierIsSavedUnderTheNamesOfItsClass(
      String name,
      String activation,
      String architecture,
      @Nullable String dense,
      String output,
      @TempDir Path folder)
      throws IOException {
    Path model =
        name.equals("tiny-bert")
            ? TESTDATA.resolve("models/tiny-bert")
            : LetterTokenizer.with(TESTDATA.resolve("models").resolve(name), folder);
    Path saved = folder.resolve("saved");
    Map<String, Tensor> head = new LinkedHashMap<>();
    try (TransformerEncoder encoder =
            (TransformerEncoder)
                new TransformerProvider()
                    .open(
                        model,
                        settings(
                            List.of(-1),
                            Pooling.FIRST,
                            name.startsWith("tiny-gpt")
                                ? SequencePooling.LAST
                                : SequencePooling.CLS,
                            false,
                            32,
                            Precision.FLOAT32,
                            512));
        NDManager owner = Torch.manager()) {
      int width = encoder.vectorSpace().width();
      float[] values = new float[width * width];
      Arrays.fill(values, 0.5f);
      head.put("classifier.weight", new Tensor(new long[] {2, width}, new float[2 * width]));
      if (dense != null) {
        head.put("pooler.dense.weight", new Tensor(new long[] {width, width}, values));
        head.put("pooler.dense.bias", new Tensor(new long[] {width}, new float[width]));
        head.put("classifier.bias", new Tensor(new long[] {2}, new float[] {1, 2}));
      }
      HeadClass kind =
          new HeadClass(HeadClass.SEQUENCES, DenseLayer.of(activation), HeadClass.SINGLE_LABEL);
      encoder.save(
          saved,
          encoder.trainable(owner),
          new SavedHead(Weights.of(owner, head), List.of("A", "B"), kind));
    }
    assertThat(JsonFile.read(saved.resolve("config.json")).get("architectures"))
        .hasToString("[\"" + architecture + "\"]");
    assertThat(SafeTensors.read(saved.resolve("model.safetensors")).keySet())
        .contains(output + ".weight")
        .containsAll(
            dense == null
                ? List.of()
                : List.of(dense + ".weight", dense + ".bias", output + ".bias"));
    if (!architecture.endsWith("Model")) {
      PretrainedHead read = new TransformerProvider().head(saved);
      assertThat(read.labels()).containsExactly("A", "B");
      assertThat(read.headClass().problemType()).isEqualTo(HeadClass.SINGLE_LABEL);
      assertThat(Tensor.hash(new TreeMap<>(read.weights())))
          .isEqualTo(Tensor.hash(new TreeMap<>(head)));
    }
  }

  @Test
  void interruptionStopsATaskBetweenBatches() throws Exception {
    List<Sequence> sequences = sequences(4000, 30, 7); // one task of the queue, in many batches
    try (Interruption guard = Interruption.of();
        TransformerEncoder encoder =
            tiny("tiny-bert", settings(List.of(2), Pooling.MEAN, 48, Precision.FLOAT32, 16))) {
      encoder.embed(sequences.subList(0, 10));
      int arrays = encoder.liveArrays();
      CompletableFuture<Throwable> error = new CompletableFuture<>();
      Thread worker =
          new Thread(
              () -> error.complete(catchThrowable(() -> encoder.embed(sequences))), "worker");
      worker.start();
      Thread.sleep(200);
      guard.ask();
      assertThat(error.get(60, TimeUnit.SECONDS)).isInstanceOf(StoppedException.class);
      assertThat(encoder.liveArrays()).as("arrays left by the batches").isEqualTo(arrays);
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, 24", "BFLOAT16, 8"})
  void vectorsOfMiniLmDoNotDependOnTheBatch(Precision precision, int count) {
    List<Sequence> sequences = sequences(count, 40, 11);
    try (TransformerEncoder one = miniLm(precision, 16);
        TransformerEncoder many = miniLm(precision, 4096)) {
      List<float[]> together = many.embed(sequences);
      for (int i = 0; i < sequences.size(); i++) {
        assertThat(one.embed(List.of(sequences.get(i))).get(0)).isEqualTo(together.get(i));
      }
    }
  }

  private static TransformerEncoder miniLm(Precision precision, int batchTokens) {
    return (TransformerEncoder)
        new TransformerProvider()
            .open(MINILM, settings(List.of(-1), Pooling.FIRST, 256, precision, batchTokens));
  }

  @Test
  void bfloat16StaysCloseToFloat32() {
    List<Sequence> sequences = sequences(6, 20, 5);
    try (TransformerEncoder exact =
            tiny("tiny-bert", settings(List.of(-1), Pooling.FIRST, 64, Precision.FLOAT32, 512));
        TransformerEncoder coarse =
            tiny("tiny-bert", settings(List.of(-1), Pooling.FIRST, 64, Precision.BFLOAT16, 512))) {
      List<float[]> a = exact.embed(sequences);
      List<float[]> b = coarse.embed(sequences);
      for (int i = 0; i < a.size(); i++) {
        assertThat(cosine(a.get(i), b.get(i))).isGreaterThan(0.999).isLessThan(1.0);
      }
    }
  }

  @Test
  void everyTokenOfALongSequenceHasAVector() {
    Sequence sequence = new Sequence(sequences(1, 1, 1).get(0).tokens());
    List<String> many = new ArrayList<>();
    Random random = new Random(2);
    for (int i = 0; i < 1000; i++) {
      many.add(WORDS[random.nextInt(WORDS.length)]);
    }
    sequence = new Sequence(many);
    try (TransformerEncoder encoder =
        tiny("tiny-bert", settings(List.of(-1), Pooling.FIRST, 32, Precision.FLOAT32, 512))) {
      float[] vectors = encoder.embed(List.of(sequence)).get(0);
      int width = encoder.vectorSpace().width();
      assertThat(vectors).hasSize(1000 * width);
      for (int t = 0; t < 1000; t++) {
        float[] row = Arrays.copyOfRange(vectors, t * width, (t + 1) * width);
        assertThat(row).as("token %d", t).isNotEqualTo(new float[width]);
      }
    }
  }

  @Test
  void liveArraysStayConstantOverManyBatches() {
    try (TransformerEncoder encoder =
        tiny("tiny-bert", settings(List.of(-1), Pooling.MEAN, 48, Precision.FLOAT32, 128))) {
      encoder.embed(sequences(20, 20, 1));
      int before = encoder.liveArrays();
      for (int i = 0; i < 50; i++) {
        encoder.embed(sequences(20, 20, i));
      }
      assertThat(encoder.liveArrays()).isEqualTo(before);
    }
  }

  private static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }
}
