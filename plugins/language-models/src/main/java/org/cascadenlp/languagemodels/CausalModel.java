package org.cascadenlp.languagemodels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.languagemodels.ScoreSettings.Start;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.files.CausalHead;
import org.cascadenlp.transformers.files.EncoderSource;
import org.cascadenlp.transformers.files.EncoderSources;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.transformers.tokenizer.settings.Encoding;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * A causal decoder with its language modelling head: GPT, GPT-2 and models of its architecture,
 * GPT-Neo.
 *
 * <p>Thread safe: workers share one instance, whose network runs on the process's inference thread.
 * Results for a text are the same to the bit for any batch it is in.
 */
public final class CausalModel implements AutoCloseable {

  private final String name;
  private final EncoderConfiguration configuration;
  private final SubwordTokenizer tokenizer;
  private final CausalNetwork network;
  private final ModelStore.Lease<InferenceThread> thread;
  private final AtomicBoolean closed = new AtomicBoolean();

  private CausalModel(EncoderSource source, Precision precision) {
    this.name = source.name();
    this.configuration = source.configuration().get();
    if (!configuration.spec().attention().isCausal()) {
      throw CascadeException.of(
          "model " + name,
          "is a " + configuration.architecture().modelType() + ", which attends to both sides",
          "use a causal decoder: openai-gpt, gpt2 or gpt_neo");
    }
    this.tokenizer = source.tokenizer().get();
    try {
      if (tokenizer.vocabularySize() > configuration.vocabulary()) {
        throw CascadeException.of(
            "model " + name,
            "the tokenizer has "
                + tokenizer.vocabularySize()
                + " subwords, the weights "
                + configuration.vocabulary(),
            "use the tokenizer that came with the weights");
      }
      Map<String, Tensor> own =
          configuration.tiesWordEmbeddings()
              ? Map.of()
              : CausalHead.of(source.tensors().get(), configuration, source.place());
      if (own.isEmpty() && !configuration.tiesWordEmbeddings()) {
        throw CascadeException.of(
            source.place() + ", array " + CausalHead.NAME,
            "is missing, and tie_word_embeddings is false",
            "use weights that include the model's head");
      }
      this.network =
          new CausalNetwork(
              configuration,
              source.weights(configuration),
              own,
              precision.bfloat16(),
              Torch.preparesLinear(precision.bfloat16()));
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
    this.thread = InferenceThread.lease();
  }

  /**
   * Opens the model in the Hugging Face folder {@code model}.
   *
   * @param precision the type of matrix products
   */
  public static CausalModel open(String model, Precision precision) {
    try (Interruption guard = Interruption.of()) { // arrays are created on this thread
      return new CausalModel(EncoderSources.named(model), precision);
    }
  }

  /** A lease of the model in folder {@code model}, which all users in this process share. */
  public static ModelStore.Lease<CausalModel> lease(String model, Precision precision) {
    return ModelStore.shared()
        .open(
            List.of("causal model", model, precision.bfloat16()),
            CausalModel.class,
            () -> open(model, precision));
  }

  /** The display name. */
  public String name() {
    return name;
  }

  /** The tokenizer, which is closed with the model. */
  public SubwordTokenizer tokenizer() {
    return tokenizer;
  }

  /** The context size in subwords. */
  public int positions() {
    return configuration.positions();
  }

  /** Scores each text: log-probabilities of its subwords. */
  public List<TextScore> score(List<String> texts, ScoreSettings settings) {
    checkOpen();
    List<Encoding> encodings = texts.stream().map(tokenizer::encode).toList();
    List<double[]> scores =
        logProbabilities(encodings.stream().map(Encoding::ids).toList(), settings);
    List<TextScore> all = new ArrayList<>();
    for (int i = 0; i < scores.size(); i++) {
      all.add(new TextScore(encodings.get(i), scores.get(i)));
    }
    return all;
  }

  /**
   * The log-probability in nats of each subword of each sequence given the preceding ones; NaN for
   * a first subword without a preceding one.
   */
  public List<double[]> logProbabilities(List<int[]> sequences, ScoreSettings settings) {
    int window = settings.window() == 0 ? positions() : settings.window();
    int stride = settings.stride() == 0 ? Math.max(1, window / 2) : settings.stride();
    if (window < 2 || window > positions()) {
      throw CascadeException.of(
          "model " + name,
          "does not support a window of " + window + " subwords",
          "give 2 to " + positions());
    }
    if (stride < 1 || stride >= window) {
      throw CascadeException.of(
          "model " + name,
          "windows of " + window + " subwords cannot have the stride " + stride,
          "give 1 to " + (window - 1));
    }
    checkOpen();
    sequences.forEach(this::check);
    Scorer scorer = new Scorer(network, thread.model(), window, stride, name);
    if (settings.start() == Start.NOTHING) {
      return numbers(scorer.score(sequences));
    }
    int end =
        end()
            .orElseThrow(
                () ->
                    CascadeException.of(
                        "model " + name,
                        "its vocabulary has no end-of-text subword",
                        "score without --start end-of-text"));
    return numbers(scorer.score(sequences.stream().map(ids -> after(end, ids)).toList())).stream()
        .map(scores -> Arrays.copyOfRange(scores, 1, scores.length))
        .toList();
  }

  /** Checks that no score but that of a first subword is NaN. */
  private List<double[]> numbers(List<double[]> scores) {
    if (scores.stream().anyMatch(all -> Arrays.stream(all).skip(1).anyMatch(Double::isNaN))) {
      throw notNumbers(name);
    }
    return scores;
  }

  /** The error for a model whose network returns NaN. */
  static CascadeException notNumbers(String name) {
    return CascadeException.of(
        "model " + name,
        "gives probabilities that are not finite numbers",
        "its weights are broken (NaN or infinite): fetch it again");
  }

  /**
   * Continues each prompt.
   *
   * <p>An empty prompt starts with {@link #end}, as texts do in training. A prompt that fills the
   * context is an error; a continuation ends when the context is full.
   */
  public List<Continuation> generate(List<String> prompts, GenerationSettings settings) {
    checkOpen();
    return generateIds(
        prompts.stream().map(text -> tokenizer.encode(text).ids()).toList(), settings);
  }

  /** As {@link #generate}, for prompts of subword ids. */
  public List<Continuation> generateIds(List<int[]> prompts, GenerationSettings settings) {
    if (settings.tokens() < 1 || settings.tokens() >= positions()) {
      throw CascadeException.of(
          "model " + name,
          "cannot continue a text by " + settings.tokens() + " subwords",
          "its context has " + positions() + ": give 1 to " + (positions() - 1));
    }
    checkOpen();
    List<int[]> begun = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      int[] ids = prompts.get(i);
      check(ids);
      if (ids.length >= positions()) {
        throw CascadeException.of(
            "prompt " + (i + 1),
            "has " + ids.length + " subwords",
            "the context of model " + name + " has " + positions() + ": shorten it");
      }
      if (ids.length == 0 && end().isEmpty()) {
        throw CascadeException.of(
            "prompt " + (i + 1),
            "is empty, and the vocabulary of model "
                + name
                + " has no end-of-text subword to start with",
            "give a prompt");
      }
      begun.add(ids.length == 0 ? new int[] {end().getAsInt()} : ids);
    }
    return new Generator(
            network, thread.model(), tokenizer, settings, positions(), end().orElse(-1), name)
        .run(begun);
  }

  /** The number of native arrays of this model, for tests of leaks. */
  int liveArrays() {
    return network.liveArrays();
  }

  /** The end-of-text subword, if the vocabulary has one; GPT of 2018 has none. */
  public OptionalInt end() {
    return tokenizer.special("eos");
  }

  private static int[] after(int first, int[] ids) {
    int[] all = new int[ids.length + 1];
    all[0] = first;
    System.arraycopy(ids, 0, all, 1, ids.length);
    return all;
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException("model " + name + " is closed");
    }
  }

  private void check(int[] ids) {
    for (int id : ids) {
      if (id < 0 || id >= configuration.vocabulary()) {
        throw CascadeException.of(
            "model " + name,
            "has no subword " + id,
            "its vocabulary has 0 to " + (configuration.vocabulary() - 1));
      }
    }
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    thread.model().release(network::close);
    thread.close();
    tokenizer.close();
  }
}
