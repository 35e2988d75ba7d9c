package org.cascadenlp.contextual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.embedding.SequenceQueue;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.sequence.SubwordWindow;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.files.HuggingFaceFolder;
import org.cascadenlp.transformers.head.HeadLayout;
import org.cascadenlp.transformers.program.SubwordBatch;
import org.cascadenlp.transformers.program.TransformerNetwork;
import org.cascadenlp.transformers.sequences.SequencePooler;
import org.cascadenlp.transformers.sequences.SequenceReader;
import org.cascadenlp.transformers.sequences.SequenceWindows;
import org.cascadenlp.transformers.sequences.SubwordPooling;
import org.cascadenlp.transformers.sequences.Window;
import org.cascadenlp.transformers.sequences.WindowReader;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;

/** A transformer encoder: computes vectors in inference, and can be fine-tuned. */
public final class TransformerEncoder implements Encoder {

  private static final float[] NONE = {0, 0, 0};
  private static final Pattern LAYER = Pattern.compile("(?:^|\\.)(\\d+)\\.");

  private final EncoderModel model;
  private final EmbedderSettings settings;
  private final SequencePooler pooler;
  private final VectorSpace vectorSpace;
  private final Optional<VectorSpace> pooledSpace;
  private final boolean lastStateOnly;
  private final SequenceWindows windows;
  private final TransformerNetwork network;
  private final WindowReader reader;
  private final SubwordPooling pooling;
  private final NDManager manager;
  private final TransformerNetwork.PreparedWeights prepared;
  private final BatchReader batches;
  private final SequenceQueue<SequenceVectors> queue;

  /**
   * An encoder of {@code model}, which it closes.
   *
   * @param layers the indices of the hidden states in a token's vector, 0 = after the embeddings
   * @param bfloat16 whether matrix products are in bfloat16
   */
  TransformerEncoder(
      EncoderModel model, EmbedderSettings settings, List<Integer> layers, boolean bfloat16) {
    this.model = model;
    this.settings = settings;
    Map<String, Tensor> tensors = model.weights(); // first: it may fail, before others need closing
    EncoderSpaces spaces =
        new EncoderSpaces(
            model.name(),
            model.configuration().hiddenSize(),
            Tensor.hash(tensors),
            settings,
            layers);
    this.vectorSpace = spaces.tokens();
    this.pooledSpace = spaces.pooled();
    this.lastStateOnly = layers.equals(List.of(model.configuration().layers()));
    this.network =
        new TransformerNetwork(model.configuration(), layers, settings.memory(), bfloat16);
    this.reader = new WindowReader(network, model.configuration(), settings.memory());
    this.windows = new SequenceWindows(model.tokenizer(), settings);
    this.pooling = new SubwordPooling(settings.pooling());
    this.pooler = new SequencePooler(settings.pooled(), settings.normalize(), model.pad());
    this.manager = Torch.manager();
    this.prepared = network.prepareForInference(manager, tensors, Torch.preparesLinear(bfloat16));
    this.batches =
        new BatchReader(
            model,
            settings,
            spaces,
            windows,
            new SequenceReader(manager, reader, prepared, pooling, pooler, settings));
    this.queue = new SequenceQueue<>("embedding " + model.name(), batches::read, this::free);
  }

  @Override
  public VectorSpace vectorSpace() {
    return vectorSpace;
  }

  @Override
  public Level level() {
    return batches.level();
  }

  @Override
  public Optional<VectorSpace> pooledSpace() {
    return pooledSpace;
  }

  @Override
  public boolean cutsText() {
    return true;
  }

  @Override
  public boolean readsPairs() {
    return settings.memory() == 0;
  }

  @Override
  public List<SubwordWindow> windows(Sequence sequence) {
    return windows.of(checked(sequence), Level.SUBWORD).stream().map(Window::described).toList();
  }

  @Override
  public int context() {
    return settings.context(); // a token has at least one subword
  }

  @Override
  public List<float[]> embed(List<Sequence> sequences) {
    return vectors(sequences).stream().map(SequenceVectors::values).toList();
  }

  @Override
  public List<SequenceVectors> vectors(List<Sequence> sequences) {
    return queue.embed(sequences);
  }

  @Override
  public int depth() {
    return model.configuration().layers();
  }

  @Override
  public String modelType() {
    return model.configuration().architecture().modelType();
  }

  @Override
  public int layerOf(String name) {
    Matcher number = LAYER.matcher(name);
    if (number.find()) {
      return Integer.parseInt(number.group(1));
    }
    String last = model.configuration().spec().lastNorm();
    return !last.isEmpty() && name.startsWith(last + ".") ? depth() : -1;
  }

  @Override
  public boolean inputsFirst(String name) {
    return model.configuration().spec().inputsFirst(name);
  }

  @Override
  public boolean decays(String name) {
    return !model.configuration().spec().isNorm(name) && !Weights.isBias(name);
  }

  @Override
  public Weights trainable(NDManager owner) {
    return Weights.of(owner, model.weights());
  }

  @Override
  public NDArray forward(
      NDManager owner,
      List<Sequence> sequences,
      Level level,
      Weights weights,
      Mode mode,
      float dropout) {
    EncoderConfiguration.Dropout defaults = model.configuration().dropout();
    float[] dropouts =
        dropout < 0
            ? new float[] {defaults.embeddings(), defaults.hidden(), defaults.attention()}
            : new float[] {dropout, dropout, dropout};
    List<List<Window>> all = sequences.stream().map(u -> windows.of(checked(u), level)).toList();
    List<Window> flat = all.stream().flatMap(List::stream).toList();
    TransformerNetwork.PreparedWeights trained = network.prepare(owner, weights, mode);
    WindowReader.Encoded encoded = reader.readAll(owner, all, trained, mode, dropouts);
    return switch (level) {
      case SEQUENCE -> pooler.sequences(owner, encoded.states(), flat, encoded.firstRows(), mode);
      case TOKEN -> pooling.apply(owner, encoded.states(), flat, encoded.firstRows(), mode);
      case SUBWORD -> reader.subwords(encoded, flat);
    };
  }

  @Override
  public void save(Path folder, Weights weights, SavedHead head) throws IOException {
    Files.createDirectories(folder);
    // in Hugging Face's models with a head the encoder's arrays have the architecture's prefix
    String prefix =
        head.weights().names().isEmpty() ? "" : model.configuration().architecture().prefix();
    Optional<HeadLayout> layout = layout(head.headClass());
    Map<String, Tensor> all = new LinkedHashMap<>();
    weights.toTensors().forEach((name, tensor) -> all.put(prefix + name, tensor));
    head.weights()
        .toTensors()
        .forEach((name, tensor) -> all.put(layout.map(l -> l.stored(name)).orElse(name), tensor));
    model
        .configuration()
        .write(folder.resolve("config.json"), layout.isPresent() ? head : head.withoutClass());
    new HuggingFaceFolder(folder).write(model.tokenizer(), model.configuration());
    SafeTensors.write(folder.resolve("model.safetensors"), all, Map.of());
  }

  /**
   * How transformers names the layers of a head of {@code kind}; empty if no class computes the
   * same from the states of this network.
   */
  private Optional<HeadLayout> layout(HeadClass kind) {
    boolean sequences = kind.name().equals(HeadClass.SEQUENCES);
    boolean same =
        sequences
            ? settings.pooled() == PretrainedFolder.pooling(model.configuration())
                && !settings.normalize()
            : vectorSpace.width() == model.configuration().hiddenSize();
    return HeadLayout.of(model.configuration(), kind.name())
        .filter(layout -> lastStateOnly && same && layout.layer().equals(kind.dense()));
  }

  /**
   * The hidden states of sequences of subword ids with token type 0, without pooling.
   *
   * @return (rows of all sequences, layers, width), followed by padding rows
   */
  public NDArray hiddenStates(NDManager owner, List<int[]> sequences) {
    List<int[]> segments = sequences.stream().map(s -> new int[s.length]).toList();
    SubwordBatch batch = reader.batch(sequences, segments, new int[sequences.size()]);
    return network.run(owner, batch, prepared, Mode.INFERENCE, NONE);
  }

  private Sequence checked(Sequence sequence) {
    return batches.checked(sequence);
  }

  /** The number of native arrays of this encoder, for tests of leaks. */
  public int liveArrays() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    queue.close();
  }

  /** Frees native memory on the inference thread. */
  private void free() {
    manager.close();
    network.close();
    pooling.close();
    pooler.close();
    model.tokenizer().close(); // the thread splits texts, too
  }
}
