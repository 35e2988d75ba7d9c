package org.cascadenlp.contextual.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.neural.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * Cuts words into subwords with Hugging Face's tokenizers, never padded and never truncated.
 *
 * <p>As in Hugging Face, a special token that stands literally in a text, for example {@code
 * [MASK]}, is that token. Thread safe.
 */
public final class SubwordTokenizer implements AutoCloseable {

  private static final int MOST_CACHED = 100_000;
  private static final int LONGEST_CACHED = 64;
  private static final int LONGEST_TOKEN = 10_000;

  private final String json;
  private final HuggingFaceTokenizer tokenizer;
  private final Vocabulary vocabulary;
  private final Map<String, int[]> cache = new ConcurrentHashMap<>();

  private SubwordTokenizer(String json, HuggingFaceTokenizer tokenizer, Vocabulary vocabulary) {
    this.json = json;
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
  }

  /**
   * The tokenizer that {@code json}, the text of a {@code tokenizer.json}, describes.
   *
   * @param place where the text comes from, for errors
   */
  public static SubwordTokenizer of(String json, String place) {
    JsonObject description = JsonFile.parse(json, place);
    boolean cut = false;
    for (String setting : List.of("padding", "truncation")) {
      if (description.has(setting) && !description.get(setting).isJsonNull()) {
        description.add(setting, JsonNull.INSTANCE);
        cut = true;
      }
    }
    String text = cut ? description.toString() : json;
    Vocabulary vocabulary = Vocabulary.of(description, place);
    if (System.getProperty("ai.djl.offline") == null) {
      System.setProperty("ai.djl.offline", "true");
    }
    try {
      HuggingFaceTokenizer opened =
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
              Map.of(
                  "addSpecialTokens", "false",
                  "padding", "DO_NOT_PAD",
                  "truncation", "DO_NOT_TRUNCATE"));
      return new SubwordTokenizer(text, opened, vocabulary);
    } catch (IOException | RuntimeException e) {
      throw CascadeException.of(
          place,
          "no tokenizer can be made of it: " + CascadeException.describe(e),
          "it must be a tokenizer.json as Hugging Face's tokenizers write it",
          e);
    }
  }

  /** The tokenizer of a Hugging Face folder: its {@code tokenizer.json}, else {@code vocab.txt}. */
  public static SubwordTokenizer open(Path folder) {
    return of(TokenizerFiles.json(folder), TokenizerFiles.place(folder));
  }

  /** The {@code tokenizer.json}, with padding and truncation switched off. */
  public String json() {
    return json;
  }

  /** Writes the files from which transformers opens the same tokenizer. */
  public void save(Path folder) {
    TokenizerFiles.write(folder, json);
  }

  /** The subwords of a text that is not cut into tokens yet. */
  public Encoding encode(String text) {
    String clean = withoutLoneSurrogates(text);
    ai.djl.huggingface.tokenizers.Encoding encoded = tokenizer.encode(clean, false, false);
    @Nullable CharSpan[] spans = encoded.getCharTokenSpans();
    int[] units = unitsOfCodePoints(clean);
    int[] begins = new int[spans.length];
    int[] ends = new int[spans.length];
    for (int i = 0; i < spans.length; i++) {
      CharSpan span = spans[i];
      if (span != null) {
        begins[i] = units[span.getStart()];
        ends[i] = units[span.getEnd()];
      }
    }
    return new Encoding(Arrays.asList(encoded.getTokens()), ints(encoded.getIds()), begins, ends);
  }

  /**
   * The subwords of one token of a text that is already cut into tokens, at least one: a token of
   * which nothing is left, for example a control character, is the unknown subword, and of one
   * longer than 10,000 characters only these count.
   *
   * @return shared by all callers, not to be changed
   */
  public int[] pieces(String token) {
    int[] known = cache.get(token);
    if (known != null) {
      return known;
    }
    String read = token.length() > LONGEST_TOKEN ? token.substring(0, LONGEST_TOKEN) : token;
    int[] ids = ints(tokenizer.encode(withoutLoneSurrogates(read), false, false).getIds());
    if (ids.length == 0) {
      ids = new int[] {vocabulary.unknown()};
    }
    if (token.length() <= LONGEST_CACHED) {
      if (cache.size() >= MOST_CACHED) {
        cache.clear(); // frequent tokens are soon back
      }
      cache.put(token, ids);
    }
    return ids;
  }

  /** The subword before a sequence. */
  public int cls() {
    return vocabulary.cls();
  }

  /** The subword after a sequence. */
  public int sep() {
    return vocabulary.sep();
  }

  /** The subword that fills a batch. */
  public int pad() {
    return vocabulary.pad();
  }

  /** The subword for what cannot be cut. */
  public int unknown() {
    return vocabulary.unknown();
  }

  /** All ids are below this number. */
  public int vocabularySize() {
    return vocabulary.size();
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  /** The place in UTF-16 units of each code point of {@code text}, and its length. */
  private static int[] unitsOfCodePoints(String text) {
    int[] units = new int[text.codePointCount(0, text.length()) + 1];
    int unit = 0;
    for (int i = 0; i < units.length; i++) {
      units[i] = unit;
      if (unit < text.length()) {
        unit += Character.charCount(text.codePointAt(unit));
      }
    }
    return units;
  }

  /** Native code takes well-formed text only; the replacement is as long as the surrogate. */
  private static String withoutLoneSurrogates(String text) {
    StringBuilder clean = null;
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (Character.charCount(text.codePointAt(i)) == 2) {
          i++;
        } else {
          clean = clean == null ? new StringBuilder(text) : clean;
          clean.setCharAt(i, '\uFFFD');
        }
      }
    }
    return clean == null ? text : clean.toString();
  }

  private static int[] ints(long[] longs) {
    int[] ints = new int[longs.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = Math.toIntExact(longs[i]);
    }
    return ints;
  }
}
