package org.cascadenlp.contextual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.embedding.SequenceQueue;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.program.SubwordBatch;
import org.cascadenlp.transformers.program.TransformerNetwork;
import org.cascadenlp.transformers.sequences.SequencePooler;
import org.cascadenlp.transformers.sequences.SequenceReader;
import org.cascadenlp.transformers.sequences.SequenceReader.Gives;
import org.cascadenlp.transformers.sequences.SequenceRows;
import org.cascadenlp.transformers.sequences.SubwordPooling;
import org.cascadenlp.transformers.sequences.Subwords;
import org.cascadenlp.transformers.sequences.TextSubwords;
import org.cascadenlp.transformers.sequences.Window;
import org.cascadenlp.transformers.sequences.WindowReader;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;

/** A transformer as an embedder of tokens and as a network to be trained. */
public final class TransformerEncoder implements Encoder {

  private static final float[] NONE = {0, 0, 0};
  private static final Pattern LAYER = Pattern.compile("(?:^|\\.)(\\d+)\\.");

  private final EncoderModel model;
  private final EmbedderSettings settings;
  private final SequencePooler pooler;
  private final VectorSpace vectorSpace;
  private final Optional<VectorSpace> pooledSpace;
  private final TransformerNetwork network;
  private final WindowReader reader;
  private final SubwordPooling pooling;
  private final NDManager manager;
  private final TransformerNetwork.Fused fused;
  private final SequenceReader unitReader;
  private final SequenceQueue<SequenceVectors> queue;

  /**
   * An encoder over {@code model}.
   *
   * @param layers the hidden states a token has, 0 = after the embeddings
   * @param bfloat16 whether matrix products are in bfloat16
   */
  TransformerEncoder(
      EncoderModel model, EmbedderSettings settings, List<Integer> layers, boolean bfloat16) {
    this.model = model;
    this.settings = settings;
    Map<String, Tensor> tensors = model.weights(); // first: what opens needs closing
    String hash = Tensor.hash(tensors);
    String kept = "layers=" + String.join(",", layers.stream().map(String::valueOf).toList());
    String near = settings.context() == 0 ? "" : VectorSpace.CONTEXT + settings.context();
    String memory = settings.memory() == 0 ? "" : " memory=" + settings.memory();
    int hidden = model.configuration().hiddenSize();
    this.vectorSpace =
        new VectorSpace(
            model.name(),
            hash,
            kept + " pooling=" + written(settings.pooling()) + near + memory,
            layers.size(),
            settings.pooling().width(hidden));
    this.pooledSpace =
        settings.pooled() == SequencePooling.NONE
            ? Optional.empty()
            : Optional.of(
                new VectorSpace(
                    model.name(),
                    hash,
                    kept
                        + " pooled="
                        + written(settings.pooled())
                        + (settings.normalize() ? " normalized" : "")
                        + near
                        + memory,
                    layers.size(),
                    hidden));
    this.network =
        new TransformerNetwork(model.configuration(), layers, settings.memory(), bfloat16);
    this.reader = new WindowReader(network, model.configuration(), settings.memory());
    this.pooling = new SubwordPooling(settings.pooling());
    this.pooler = new SequencePooler(settings.pooled(), settings.normalize());
    this.manager = Torch.manager();
    this.fused = network.ready(manager, tensors, Torch.preparesLinear(bfloat16));
    this.unitReader = new SequenceReader(manager, reader, fused, pooling, pooler, settings);
    this.queue = new SequenceQueue<>("embedding " + model.name(), this::embedTogether, this::free);
  }

  /** As a descriptor has it. */
  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public VectorSpace vectorSpace() {
    return vectorSpace;
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
  public int context() {
    return settings.context(); // a token has at least one subword
  }

  @Override
  public List<float[]> embed(List<Sequence> units) {
    return vectors(units).stream().map(SequenceVectors::values).toList();
  }

  @Override
  public List<SequenceVectors> vectors(List<Sequence> units) {
    return queue.embed(units);
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
    String last = model.configuration().layout().lastNorm();
    return last != null && name.startsWith(last + ".") ? depth() : -1;
  }

  @Override
  public boolean inputsFirst(String name) {
    return model.configuration().layout().inputsFirst(name);
  }

  @Override
  public boolean decays(String name) {
    return !model.configuration().layout().isNorm(name) && !Weights.isBias(name);
  }

  @Override
  public Weights trainable(NDManager owner) {
    return Weights.of(owner, model.weights());
  }

  @Override
  public NDArray forward(
      NDManager owner,
      List<Sequence> units,
      Level level,
      Weights weights,
      Mode mode,
      float dropout) {
    EncoderConfiguration.Dropout own = model.configuration().dropout();
    float[] rates =
        dropout < 0
            ? new float[] {own.embeddings(), own.hidden(), own.attention()}
            : new float[] {dropout, dropout, dropout};
    List<List<Window>> windows = units.stream().map(u -> windows(u, level)).toList();
    List<Window> all = windows.stream().flatMap(List::stream).toList();
    TransformerNetwork.Fused ready = network.fuse(owner, weights, mode);
    WindowReader.Read read = reader.readAll(owner, windows, ready, mode, rates);
    return level == Level.SEQUENCE
        ? pooler.units(owner, read.states(), all, read.firstRows(), mode)
        : pooling.apply(owner, read.states(), all, read.firstRows(), mode);
  }

  @Override
  public void save(Path folder, Weights weights, SavedHead head) throws IOException {
    Files.createDirectories(folder);
    // Hugging Face puts the encoder of a model with a head under the family's name
    String prefix = head.weights().names().isEmpty() ? "" : model.configuration().architecture().prefix();
    Map<String, Tensor> all = new LinkedHashMap<>();
    weights.toTensors().forEach((name, tensor) -> all.put(prefix + name, tensor));
    all.putAll(head.weights().toTensors());
    model.configuration().write(folder.resolve("config.json"), head);
    model.tokenizer().save(folder);
    SafeTensors.write(folder.resolve("model.safetensors"), all, Map.of());
  }

  /**
   * The hidden states of raw sequences of one segment, without tokenizer and pooling.
   *
   * @return (rows of all sequences one after the other, layers, width), padded rows at the end
   */
  public NDArray hiddenStates(NDManager owner, List<int[]> sequences) {
    List<int[]> segments = sequences.stream().map(s -> new int[s.length]).toList();
    SubwordBatch batch = reader.laidOut(sequences, segments, new int[sequences.size()]);
    return network.run(owner, batch, fused, Mode.INFERENCE, NONE);
  }

  private List<Window> windows(Sequence unit, Level level) {
    int size = settings.window() - model.tokenizer().layout().size();
    int context = Math.min(settings.context(), size);
    if (!unit.hasText()) {
      return windows(
          Subwords.of(unit, model.tokenizer()).inContext(unit, model.tokenizer(), context, size),
          size);
    }
    TextSubwords text = TextSubwords.of(unit, model.tokenizer(), context, size);
    return windows(
        level == Level.SEQUENCE ? text.ofWhole(context, size) : text.ofTokens(context, size), size);
  }

  private List<Window> windows(Subwords subwords, int size) {
    return settings.memory() > 0
        ? subwords.segments(size)
        : subwords.windows(size, settings.overlap());
  }

  /** How {@code unit} is read: twice where its whole text lacks subwords for some of its tokens. */
  private void addReadings(
      Sequence unit, SequenceRows target, List<SequenceReader.Reading> readings) {
    int size = settings.window() - model.tokenizer().layout().size();
    int context = Math.min(settings.context(), size);
    TextSubwords text =
        unit.hasText() && settings.pooled() != SequencePooling.NONE
            ? TextSubwords.of(unit, model.tokenizer(), context, size)
            : null;
    if (text == null) {
      readings.add(new SequenceReader.Reading(windows(unit, Level.TOKEN), Gives.BOTH, target));
    } else if (!text.lacksTokens()) {
      List<Window> windows = windows(text.ofTokens(context, size), size);
      readings.add(new SequenceReader.Reading(windows, Gives.BOTH, target));
    } else {
      List<Window> tokens = windows(text.ofTokens(context, size), size);
      readings.add(new SequenceReader.Reading(tokens, Gives.TOKENS, target));
      List<Window> whole = windows(text.ofWhole(context, size), size);
      readings.add(new SequenceReader.Reading(whole, Gives.WHOLE, target));
    }
  }

  /** What the queue hands over; runs on the inference thread. */
  private List<SequenceVectors> embedTogether(List<Sequence> units) {
    int hidden = model.configuration().hiddenSize();
    int layers = vectorSpace.layers();
    List<SequenceRows> rows = new ArrayList<>(units.size());
    List<SequenceReader.Reading> readings = new ArrayList<>(units.size());
    for (Sequence unit : units) {
      Interruption.check(); // before thousands of units have become subwords
      SequenceRows target =
          new SequenceRows(unit.size(), layers * vectorSpace.width(), layers * hidden);
      rows.add(target);
      addReadings(unit, target, readings);
    }
    unitReader.read(readings);
    return rows.stream().map(r -> r.vectors(hidden, settings)).toList();
  }

  /** Arrays that belong to this encoder now, for tests of leaks. */
  public int liveArrays() {
    return manager.getManagedArrays().size();
  }

  @Override
  public void close() {
    queue.close();
    model.tokenizer().close();
  }

  /** Runs on the inference thread. */
  private void free() {
    manager.close();
    network.close();
    pooling.close();
    pooler.close();
  }
}
