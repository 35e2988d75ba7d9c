package org.cascadenlp.transformers.tokenizer;

import com.google.gson.JsonObject;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.cascadenlp.transformers.tokenizer.huggingface.NativeTokenizer;
import org.cascadenlp.transformers.tokenizer.overrides.PrefixSpace;
import org.cascadenlp.transformers.tokenizer.settings.Vocabulary;

/**
 * Tokenizes the tokens of a split text one by one, each as if it followed a space where subwords
 * include spaces, and caches the subwords of short tokens.
 */
final class SplitTokens implements AutoCloseable {

  private static final String MARK = "\u2581"; // Metaspace's symbol of a space
  private static final int MAX_CACHED = 100_000;
  private static final int MAX_CACHED_LENGTH = 64;
  private static final int MAX_TOKEN_LENGTH = 10_000;

  private final NativeTokenizer texts;
  private final NativeTokenizer words; // may be the same object
  private final String before; // prepended to words in place of a preceding space
  private final BitSet added; // ids of added tokens, which have no preceding space
  private final int unknown;
  private final Map<String, int[]> cache = new ConcurrentHashMap<>();

  private SplitTokens(
      NativeTokenizer texts, NativeTokenizer words, String before, BitSet added, int unknown) {
    this.texts = texts;
    this.words = words;
    this.before = before;
    this.added = added;
    this.unknown = unknown;
  }

  /**
   * The tokenizer of tokens beside that of whole texts.
   *
   * @param description of the tokenizer; changed if one of its settings adds the preceding space
   * @param unknown the subword of tokens without subwords
   * @param texts the tokenizer of whole texts, which the caller closes
   * @param open opens the tokenizer with a changed description
   */
  static SplitTokens of(
      JsonObject description,
      Vocabulary vocabulary,
      int unknown,
      NativeTokenizer texts,
      Function<String, NativeTokenizer> open) {
    PrefixSpace.Place space = PrefixSpace.before(description);
    NativeTokenizer words =
        space == PrefixSpace.Place.SETTING ? open.apply(description.toString()) : texts;
    String before =
        space == PrefixSpace.Place.TEXT ? " " : space == PrefixSpace.Place.MARK ? MARK : "";
    BitSet added = before.isEmpty() ? new BitSet() : vocabulary.added();
    return new SplitTokens(texts, words, before, added, unknown);
  }

  /** The ids of at least one subword of {@code token}; shared, must not be modified. */
  int[] pieces(String token) {
    int[] cached = cache.get(token);
    if (cached != null) {
      return cached;
    }
    String read = token.length() > MAX_TOKEN_LENGTH ? token.substring(0, MAX_TOKEN_LENGTH) : token;
    int[] ids = ids(NativeText.withoutLoneSurrogates(read));
    if (ids.length == 0) {
      ids = new int[] {unknown};
    }
    if (token.length() <= MAX_CACHED_LENGTH) {
      if (cache.size() >= MAX_CACHED) {
        cache.clear(); // frequent tokens return soon
      }
      cache.put(token, ids);
    }
    return ids;
  }

  private int[] ids(String word) {
    if (!before.isEmpty() && !word.startsWith(" ") && !word.isEmpty()) {
      int[] ids = NativeText.ids(words.encode(before + word));
      if (ids.length < 2 || !added.get(ids[1])) {
        return ids;
      }
      // the word begins with an added token, so the space would become a separate subword
    }
    return NativeText.ids(words.encode(word));
  }

  @Override
  public void close() {
    if (words != texts) {
      words.close();
    }
  }
}
