package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.embedding.EmbedderRegistry;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.LoraAdapter;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.LabelTask;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.Task;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.training.loop.TrainingRun;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.FeatureCache;
import org.cascadenlp.training.source.FrozenVectors;
import org.cascadenlp.training.source.LoraEncoder;
import org.cascadenlp.training.source.TunedEncoder;
import org.cascadenlp.training.source.VectorSource;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Training gives the losses and gradients of PyTorch, transformers, peft and pytorch-crf; scripts
 * in testdata/reference made the expected values.
 */
class TrainingParityTest {

  private static final List<String> LABELS =
      List.of("O", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-PER", "I-PER");
  @Inject private EmbedderRegistry embedders;
  @Inject private java.util.Set<EmbedderProvider> families;
  @Inject private Map<String, Task> tasks;

  private ResourceManager resources;

  @BeforeEach
  void inject() {
    resources = UIMAFramework.newDefaultResourceManager();
    Injectors.inject(resources, this);
  }

  @AfterEach
  void destroy() {
    resources.destroy();
  }

  @Test
  void aTunedTinyBertWithALinearHeadHasPyTorchsLossesAndGradients() throws IOException {
    tuned(Parity.TINY_BERT, "tiny-linear", "linear", Map.of(), "");
  }

  @Test
  void classWeightsGiveTheLossesAndGradientsOfPyTorch() throws IOException {
    Map<String, Float> weights = new HashMap<>();
    float[] values = Parity.reference("tiny-linear").get("class_weights").values();
    for (int i = 0; i < LABELS.size(); i++) {
      weights.put(LABELS.get(i), values[i]);
    }
    tuned(Parity.TINY_BERT, "tiny-linear", "linear", weights, ".class_weights");
  }

  @Test
  void aTunedTinyBertWithACrfHasTheLossesAndGradientsOfPytorchCrf() throws IOException {
    tuned(Parity.TINY_BERT, "tiny-crf", "crf", Map.of(), "");
  }

  private void tuned(
      Path model, String name, String decoder, Map<String, Float> classWeights, String suffix)
      throws IOException {
    try (ModelStore.Lease<Embedder> lease = embedders.open(model, Parity.rows());
        VectorSource source = new TunedEncoder((Encoder) lease.model(), 0, Level.TOKEN)) {
      compare(source, name, options(decoder, 0), Parity.settings(1e-3, 1e-2, classWeights), suffix);
    }
  }

  /** Local attention, gradients through gates and rotations, and the head of its class. */
  @Test
  void aTunedTinyModernBertHasTheLossesAndGradientsOfTransformers(
      @org.junit.jupiter.api.io.TempDir Path folder) throws IOException {
    Path model =
        new TinyEncoder("tiny-modernbert-long", "contextual-embeddings.BertEmbedding", List.of())
            .openable(folder);
    EmbedderSettings rows =
        new EmbedderSettings(
            List.of(-1),
            EmbedderSettings.Pooling.FIRST,
            EmbedderSettings.SequencePooling.CLS,
            false,
            180,
            16,
            EmbedderSettings.Precision.FLOAT32,
            4096);
    Map<String, String> options = new HashMap<>(options("linear", 0));
    options.put("pooler", "gelu-unbiased+norm@1e-6");
    try (ModelStore.Lease<Embedder> lease = embedders.open(model, rows);
        VectorSource source = new TunedEncoder((Encoder) lease.model(), 0, Level.TOKEN)) {
      compare(source, "tiny-modernbert", options, Parity.settings(1e-3, 1e-2, Map.of()), "");
    }
  }

  @Test
  void anAdapterHasTheLossesAndGradientsOfPeft() throws IOException {
    LoraAdapter adapter = LoraAdapter.read(Parity.REFERENCE.resolve("tiny-lora"));
    try (ModelStore.Lease<Embedder> lease = embedders.open(Parity.TINY_BERT, Parity.rows());
        VectorSource source = new LoraEncoder((Encoder) lease.model(), adapter, Level.TOKEN)) {
      compare(source, "tiny-lora", options("linear", 0), Parity.settings(1e-2, 1e-2, Map.of()), "");
    }
  }

  @Test
  void aBilstmOverFrozenVectorsHasPyTorchsLossesAndGradients() throws IOException {
    try (ModelStore.Lease<Embedder> lease = embedders.open(Parity.TINY_BERT, Parity.rows());
        FrozenVectors source =
            new FrozenVectors(lease.model().vectorSpace(), Level.TOKEN, new FeatureCache(16, 16))) {
      examples = Parity.examples();
      for (Labelled<List<String>> example : examples) {
        source.add(
            example.instance(), lease.model().embed(List.of(example.instance().sequence())).get(0));
      }
      compare(
          source, "tiny-bilstm", options("linear", 20), Parity.settings(1e-3, 1e-2, Map.of()), "");
    }
  }

  @Test
  void tunedMiniLmHasPyTorchsLossesAndGradientNorms() throws IOException {
    EmbedderProvider family =
        families.stream().filter(f -> f.names().contains("all-minilm-l6-v2")).findFirst().get();
    try (Embedder embedder = family.open("all-minilm-l6-v2", Parity.rows());
        VectorSource source = new TunedEncoder((Encoder) embedder, 0, Level.TOKEN)) {
      compare(source, "minilm", options("linear", 0), Parity.settings(1e-4, 1e-4, Map.of()), "");
    }
  }

  private List<Labelled<List<String>>> examples = List.of();

  /** Trains twenty steps and compares losses, norms and the first step's gradients. */
  private void compare(
      VectorSource source,
      String name,
      Map<String, String> options,
      TrainingSettings settings,
      String suffix)
      throws IOException {
    Map<String, Tensor> expected = Parity.reference(name);
    if (examples.isEmpty()) {
      examples = Parity.examples();
    }
    HeadSettings head =
        new HeadSettings(
            "entities", LABELS, options, 1, source.vectorSpace().width(), settings.seed());
    Map<String, Tensor> start = new LinkedHashMap<>(expected);
    start.keySet().removeIf(n -> !n.matches("(classifier|crf|lstm|pooler)\\..*"));
    try (NDManager owner = Torch.manager();
        LabelHead network = ((LabelTask) tasks.get("entities")).head(owner, head, start);
        TrainingRun<Labelled<List<String>>> run = Parity.run(source, network, settings)) {
      Parity.compare(run, name, examples, suffix);
    }
  }

  @Test
  void anAdapterOfPeftGivesItsHiddenStatesMergedAndUnmerged() throws IOException {
    LoraAdapter adapter = LoraAdapter.read(Parity.REFERENCE.resolve("tiny-lora"));
    Tensor states = Parity.reference("tiny-lora").get("hidden_states.2");
    int rows = 0;
    try (ModelStore.Lease<Embedder> lease = embedders.open(Parity.TINY_BERT, Parity.rows());
        LoraEncoder unmerged = new LoraEncoder((Encoder) lease.model(), adapter, Level.TOKEN);
        NDManager owner = Torch.manager()) {
      Encoder encoder = (Encoder) lease.model();
      Weights merged = Weights.of(owner, adapter.merge(encoder.trainable(owner).toTensors()));
      for (Sentence sentence : sentencesOfTinyBert()) {
        Labelled<List<String>> example =
            new Labelled<>(Instance.of(new Sequence(sentence.words)), sentence.words);
        NDArray live = unmerged.vectors(owner, List.of(example.instance()), Mode.INFERENCE, 0);
        NDArray sum =
            encoder.forward(
                owner,
                List.of(example.instance().sequence()),
                Level.TOKEN,
                merged,
                Mode.INFERENCE,
                0);
        float[] expected = sentence.rows(states);
        for (float[] found : List.of(live.toFloatArray(), sum.toFloatArray())) {
          assertThat(found).usingComparatorWithPrecision(1e-5f).containsExactly(expected);
        }
        rows++;
      }
    }
    assertThat(rows).isGreaterThan(1);
  }

  @Test
  void aWrittenAdapterIsReadBackEqual(@org.junit.jupiter.api.io.TempDir Path folder)
      throws IOException {
    LoraAdapter adapter = LoraAdapter.read(Parity.REFERENCE.resolve("tiny-lora"));
    adapter.write(folder);
    LoraAdapter again = LoraAdapter.read(folder);
    assertThat(again.scale()).isEqualTo(adapter.scale());
    try (ModelStore.Lease<Embedder> lease = embedders.open(Parity.TINY_BERT, Parity.rows());
        NDManager owner = Torch.manager()) {
      Map<String, Tensor> base = ((Encoder) lease.model()).trainable(owner).toTensors();
      assertThat(Tensor.hash(again.merge(base)))
          .isEqualTo(Tensor.hash(adapter.merge(base)))
          .isNotEqualTo(Tensor.hash(base));
    }
  }

  /** A row of the reference inputs: its words, and the position of the first subword of each. */
  private record Sentence(int row, int length, List<String> words, List<Integer> places) {

    float[] rows(Tensor states) {
      int width = (int) states.shape()[2];
      float[] rows = new float[words.size() * width];
      for (int i = 0; i < words.size(); i++) {
        int at = (int) (row * states.shape()[1] + places.get(i)) * width;
        System.arraycopy(states.values(), at, rows, i * width, width);
      }
      return rows;
    }
  }

  /** The rows of tiny-bert's reference inputs that are one sentence of known subwords. */
  private static List<Sentence> sentencesOfTinyBert() {
    Path file = Parity.TINY_BERT.resolve("reference.safetensors");
    long[] ids = SafeTensors.readLongs(file, "input_ids");
    long[] mask = SafeTensors.readLongs(file, "attention_mask");
    long[] types = SafeTensors.readLongs(file, "token_type_ids");
    Map<Long, String> pieces = new HashMap<>();
    JsonObject model =
        JsonFile.read(Parity.TINY_BERT.resolve("tokenizer.json")).getAsJsonObject("model");
    model
        .getAsJsonObject("vocab")
        .entrySet()
        .forEach(entry -> pieces.put(entry.getValue().getAsLong(), entry.getKey()));
    List<Sentence> sentences = new ArrayList<>();
    int width = ids.length / 5;
    for (int row = 0; row < 5; row++) {
      List<String> words = new ArrayList<>();
      List<Integer> places = new ArrayList<>();
      boolean plain = true;
      int length = 0;
      while (length < width && mask[row * width + length] == 1) {
        plain &= types[row * width + length] == 0;
        length++;
      }
      for (int k = 1; k < length - 1; k++) {
        String piece = pieces.get(ids[row * width + k]);
        if (piece.startsWith("##") && !words.isEmpty()) {
          words.set(words.size() - 1, words.get(words.size() - 1) + piece.substring(2));
        } else {
          plain &= !piece.startsWith("[") && !piece.startsWith("##");
          words.add(piece);
          places.add(k);
        }
      }
      if (plain) {
        sentences.add(new Sentence(row, length, words, places));
      }
    }
    return sentences;
  }

  private static Map<String, String> options(String decoder, int bilstm) {
    return Map.of(
        "scheme", "BIO", "decoder", decoder, "bilstm", String.valueOf(bilstm), "mix", "false");
  }
}
