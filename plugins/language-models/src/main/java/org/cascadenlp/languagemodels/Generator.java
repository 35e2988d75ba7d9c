package org.cascadenlp.languagemodels;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.cascadenlp.languagemodels.Continuation.End;
import org.cascadenlp.languagemodels.GenerationSettings.Past;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.weights.tensor.FiniteNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Generates continuations of prompts with continuous batching: when one has ended, the next prompt
 * takes its place in the batch.
 */
final class Generator {

  /** The maximum number of rows per call, unless a single prompt has more. */
  private static final int MAX_ROWS = 2048;

  private final CausalNetwork network;
  private final InferenceThread thread;
  private final SubwordTokenizer tokenizer;
  private final GenerationSettings settings;
  private final int positions;
  private final int end;
  private final String name;

  /**
   * A generator for one model and one set of settings.
   *
   * @param positions the context size in subwords
   * @param end the end-of-text subword, -1 for none
   */
  Generator(
      CausalNetwork network,
      InferenceThread thread,
      SubwordTokenizer tokenizer,
      GenerationSettings settings,
      int positions,
      int end,
      String name) {
    this.network = network;
    this.thread = thread;
    this.tokenizer = tokenizer;
    this.settings = settings;
    this.positions = positions;
    this.end = end;
    this.name = name;
  }

  /** A prompt and its continuation so far. */
  private static final class Running {
    final int number;
    final int prompt;
    final Random random;
    int[] ids;
    int length;
    @Nullable KeyValueCache cache;

    Running(int number, int[] prompt, long seed) {
      this.number = number;
      this.prompt = prompt.length;
      this.random = new Random(seed * 0x9E3779B97F4A7C15L ^ Arrays.hashCode(prompt));
      this.ids = prompt.clone();
      this.length = prompt.length;
    }

    void add(int id) {
      if (length == ids.length) {
        ids = Arrays.copyOf(ids, 2 * length);
      }
      ids[length++] = id;
    }

    int[] all() {
      return Arrays.copyOf(ids, length);
    }

    NewSubwords span() {
      return new NewSubwords(ids, cache == null ? 0 : cache.size(), length, cache);
    }
  }

  /** Continues each prompt; no prompt may be empty or too long. */
  List<Continuation> run(List<int[]> prompts) {
    Continuation[] found = new Continuation[prompts.size()];
    Deque<Running> waiting = new ArrayDeque<>();
    for (int i = 0; i < found.length; i++) {
      waiting.add(new Running(i, prompts.get(i), settings.seed()));
    }
    List<Running> active = new ArrayList<>();
    try {
      while (!active.isEmpty() || !waiting.isEmpty()) {
        while (active.size() < settings.batch() && !waiting.isEmpty()) {
          Running next = waiting.remove();
          active.add(next);
          if (settings.past() == Past.CACHED) {
            int most = Math.min(positions, next.prompt + settings.tokens());
            next.cache = thread.call("model " + name, () -> network.cache(most));
          }
        }
        step(active);
        for (Running running : List.copyOf(active)) {
          Continuation done = ended(running);
          if (done != null) {
            found[running.number] = done;
            active.remove(running);
            close(List.of(running));
          }
        }
      }
    } finally {
      close(active);
    }
    return List.of(found);
  }

  private void step(List<Running> active) {
    for (int next = 0; next < active.size(); ) {
      List<Running> together = new ArrayList<>();
      List<NewSubwords> spans = new ArrayList<>();
      for (int rows = 0; next < active.size(); next++) {
        NewSubwords span = active.get(next).span();
        rows += span.length();
        if (rows > MAX_ROWS && !spans.isEmpty()) {
          break;
        }
        together.add(active.get(next));
        spans.add(span);
      }
      int block = settings.batch() == 1 ? 1 : CausalNetwork.BLOCK;
      List<float[]> logits = thread.call("model " + name, () -> network.logits(spans, block));
      for (int i = 0; i < together.size(); i++) {
        Running running = together.get(i);
        running.add(choose(logits.get(i), running));
      }
    }
  }

  private int choose(float[] logits, Running running) {
    // the output matrix may have more rows than the vocabulary has subwords
    int known = Math.min(logits.length, tokenizer.vocabularySize());
    float[] mine = known == logits.length ? logits : Arrays.copyOf(logits, known);
    if (!FiniteNumbers.are(mine)) {
      throw CausalModel.notNumbers(name);
    }
    Sampling sampling = settings.sampling();
    return sampling.greedy()
        ? NextSubword.likeliest(mine, sampling, running.all())
        : NextSubword.draw(
            NextSubword.probabilities(mine, sampling, running.all()), running.random.nextDouble());
  }

  /** The continuation of {@code running} if it has ended, otherwise null. */
  private @Nullable Continuation ended(Running running) {
    if (running.ids[running.length - 1] == end) {
      return continuation(running, End.TEXT);
    }
    if (!settings.stops().isEmpty()) {
      String text = text(running);
      int at =
          settings.stops().stream().mapToInt(text::indexOf).filter(i -> i >= 0).min().orElse(-1);
      if (at >= 0) {
        return new Continuation(added(running), text.substring(0, at), End.STOP);
      }
    }
    if (running.length - running.prompt == settings.tokens()) {
      return continuation(running, End.LENGTH);
    }
    return running.length == positions ? continuation(running, End.CONTEXT) : null;
  }

  private Continuation continuation(Running running, End why) {
    return new Continuation(added(running), text(running), why);
  }

  private static int[] added(Running running) {
    return Arrays.copyOfRange(running.ids, running.prompt, running.length);
  }

  /**
   * The text of the new subwords, decoded after the prompt: some vocabularies encode spaces at word
   * ends.
   */
  private String text(Running running) {
    String before = tokenizer.decode(Arrays.copyOf(running.ids, running.prompt));
    String all = tokenizer.decode(running.all());
    return all.startsWith(before)
        ? all.substring(before.length())
        : tokenizer.decode(added(running));
  }

  private void close(List<Running> some) {
    thread.release(
        () -> {
          for (Running running : some) {
            if (running.cache != null) {
              running.cache.close();
            }
          }
        });
  }
}
