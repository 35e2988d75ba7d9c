package org.cascadenlp.training.source;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.model.LoraAdapter;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.training.settings.LoraSettings;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * An encoder with frozen weights and trained low-rank matrices added to some of them (Hu et al.
 * 2021). It works with any encoder, which computes with the sums as its weights.
 */
public final class LoraEncoder extends EncoderVectors {

  private static final Pattern IN_LAYER = Pattern.compile(".*?\\.\\d+\\.(.+)\\.weight");

  private final @Nullable Path home;
  private final Program sum = Program.load(LoraEncoder.class, "lora", Map.of());
  private final List<String> adapted = new ArrayList<>();
  private final List<NDArray> a = new ArrayList<>();
  private final List<NDArray> b = new ArrayList<>();
  private final int rank;
  private final double alpha;
  private final boolean inputsFirst;
  private final Weights trained;
  private final List<TensorGroup> tensors;

  /**
   * A new adapter: {@code A} is drawn from {@code seed} as in He et al. (2015), {@code B} is zero.
   *
   * @param home the folder of {@code encoder}, written to a saved adapter as a relative path; null
   *     if the encoder has a registered name or lies beside the adapter
   */
  public LoraEncoder(
      Encoder encoder, @Nullable Path home, LoraSettings settings, long seed, Level level) {
    this(encoder, home, settings, seed, level, Cut.TOKENS);
  }

  /** As above, with a subword tokenizer that reads tokens or text as {@code cut} specifies. */
  public LoraEncoder(
      Encoder encoder,
      @Nullable Path home,
      LoraSettings settings,
      long seed,
      Level level,
      Cut cut) {
    this(encoder, home, fresh(encoder, settings, seed), level, cut);
  }

  /** The adapter {@code start}, to be trained further. */
  public LoraEncoder(Encoder encoder, LoraAdapter start, Level level) {
    this(encoder, null, start, level, Cut.TOKENS);
  }

  private LoraEncoder(
      Encoder encoder, @Nullable Path home, LoraAdapter start, Level level, Cut cut) {
    super(encoder, level, cut);
    this.home = home;
    this.rank = start.rank();
    this.alpha = start.scale() * start.rank();
    this.inputsFirst = start.inputsFirst();
    Map<String, LoraAdapter.Pair> pairs = start.pairs(weights().names());
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    TensorGroup.Collector groups = new TensorGroup.Collector();
    for (String name : weights().names()) {
      String place = TensorGroup.place(encoder.layerOf(name), encoder.depth());
      groups.add(place, TensorGroup.Fate.FROZEN, name, weights().get(name));
      LoraAdapter.Pair pair = pairs.get(name);
      if (pair != null) {
        adapted.add(name);
        String module = name.substring(0, name.length() - ".weight".length());
        a.add(Weights.array(manager(), pair.a()));
        b.add(Weights.array(manager(), pair.b()));
        Map<String, NDArray> halves =
            Map.of(
                module + ".lora_A.weight", a.get(a.size() - 1),
                module + ".lora_B.weight", b.get(b.size() - 1));
        new TreeMap<>(halves)
            .forEach(
                (half, array) -> {
                  arrays.put(half, array);
                  groups.add(place, TensorGroup.Fate.REINITIALISED, half, array);
                });
      }
    }
    arrays.values().forEach(array -> array.setRequiresGradient(true));
    this.trained = new Weights(arrays);
    this.tensors = groups.groups();
  }

  private static LoraAdapter fresh(Encoder encoder, LoraSettings settings, long seed) {
    Random random = new Random(Seeds.of(seed, -1));
    Map<String, LoraAdapter.Pair> pairs = new LinkedHashMap<>();
    List<String> known = new ArrayList<>();
    Set<Boolean> orders = new HashSet<>();
    try (NDManager own = Torch.manager()) {
      Weights weights = encoder.trainable(own);
      for (String name : weights.names()) {
        Shape shape = weights.get(name).getShape();
        Matcher module = IN_LAYER.matcher(name);
        int layer = encoder.layerOf(name);
        if (shape.dimension() == 2 && layer >= 0 && layer < encoder.depth() && module.matches()) {
          if (!known.contains(module.group(1))) {
            known.add(module.group(1));
          }
          if (settings.adapts(module.group(1))) {
            orders.add(encoder.inputsFirst(name));
            pairs.put(
                name,
                encoder.inputsFirst(name)
                    ? pair(settings.rank(), shape.get(1), shape.get(0), random)
                    : pair(settings.rank(), shape.get(0), shape.get(1), random));
          }
        }
      }
    }
    if (pairs.isEmpty()) {
      throw CascadeException.of(
          "LoRA on " + encoder.vectorSpace().name(),
          known.isEmpty()
              ? "it has no linear layer that an adapter can change"
              : "loraTargets = " + settings.targets() + " names no linear layer",
          known.isEmpty()
              ? "an adapter changes matrices called ...NUMBER.NAME.weight of the layers that"
                  + " Encoder.layerOf numbers; use mode fine-tune"
              : "use " + LoraSettings.ALL + " or some of " + known);
    }
    if (orders.size() > 1) {
      throw CascadeException.of(
          "LoRA on " + encoder.vectorSpace().name(),
          "some weights of loraTargets = " + settings.targets() + " are (in, out), some (out, in)",
          "name those of one kind: an adapter has one");
    }
    return new LoraAdapter(
        encoder.vectorSpace().name(),
        settings.rank(),
        settings.alpha(),
        orders.contains(true),
        pairs);
  }

  private static LoraAdapter.Pair pair(int rank, long out, long in, Random random) {
    float[] a = new float[Math.toIntExact(rank * in)];
    float bound = (float) (1 / Math.sqrt(in)); // Kaiming-uniform with a = sqrt(5)
    for (int i = 0; i < a.length; i++) {
      a[i] = (2 * random.nextFloat() - 1) * bound;
    }
    return new LoraAdapter.Pair(
        new Tensor(new long[] {rank, in}, a),
        new Tensor(new long[] {out, rank}, new float[Math.toIntExact(out * rank)]));
  }

  @Override
  public Weights trained() {
    return trained;
  }

  @Override
  public List<TensorGroup> tensors() {
    return tensors;
  }

  @Override
  public NDArray vectors(NDManager owner, List<Instance> batch, Mode mode, float dropout) {
    NDList sums =
        sum.call(
            mode,
            owner.create((float) (alpha / rank)),
            owner.create(inputsFirst),
            Program.list(adapted.stream().map(weights()::get).toList()),
            Program.list(a),
            Program.list(b));
    Map<String, NDArray> replaced = new LinkedHashMap<>();
    for (int i = 0; i < adapted.size(); i++) {
      replaced.put(adapted.get(i), sums.get(i));
    }
    return forward(owner, batch, weights().with(replaced), mode, dropout);
  }

  /** A copy of the adapter's current weights. */
  LoraAdapter adapter() {
    return adapter(encoder().vectorSpace().name());
  }

  private LoraAdapter adapter(String base) {
    Map<String, LoraAdapter.Pair> pairs = new LinkedHashMap<>();
    for (int i = 0; i < adapted.size(); i++) {
      pairs.put(
          adapted.get(i), new LoraAdapter.Pair(Weights.copy(a.get(i)), Weights.copy(b.get(i))));
    }
    return new LoraAdapter(base, rank, alpha, inputsFirst, pairs);
  }

  /** The encoder's name, or the path of its folder relative to the parent of {@code place}. */
  private String base(Path place) {
    if (home == null) {
      return encoder().vectorSpace().name();
    }
    Path there = home.toAbsolutePath().normalize();
    Path from = place.toAbsolutePath().normalize().getParent();
    if (from == null || !Objects.equals(from.getRoot(), there.getRoot())) {
      return there.toString();
    }
    return from.relativize(there).toString().replace('\\', '/');
  }

  @Override
  public Saved save(Path folder, Path place, SavedHead head) throws IOException {
    Files.createDirectories(folder);
    LoraAdapter adapter = adapter(base(place));
    adapter.write(folder);
    SafeTensors.write(folder.resolve("model.safetensors"), head.weights().toTensors(), Map.of());
    VectorSpace base = vectorSpace();
    VectorSpace merged =
        base.with(base.name() + " adapted", Tensor.hash(adapter.merge(weights().toTensors())));
    return new Saved("lora", merged, base);
  }

  @Override
  public void close() {
    sum.close();
    super.close();
  }
}
