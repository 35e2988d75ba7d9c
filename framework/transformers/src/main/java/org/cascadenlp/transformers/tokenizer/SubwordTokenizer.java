package org.cascadenlp.transformers.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.cascadenlp.transformers.tokenizer.huggingface.AddedTokenLimits;
import org.cascadenlp.transformers.tokenizer.huggingface.NativeLimits;
import org.cascadenlp.transformers.tokenizer.huggingface.NativeTokenizer;
import org.cascadenlp.transformers.tokenizer.overrides.AddedTokenSettings;
import org.cascadenlp.transformers.tokenizer.overrides.LayoutSettings;
import org.cascadenlp.transformers.tokenizer.overrides.NormalizerSettings;
import org.cascadenlp.transformers.tokenizer.overrides.PrefixSpace;
import org.cascadenlp.transformers.tokenizer.settings.Encoding;
import org.cascadenlp.transformers.tokenizer.settings.SpecialTokenTemplate;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerSettings;
import org.cascadenlp.transformers.tokenizer.settings.Vocabulary;
import org.cascadenlp.weights.json.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * Cuts words into subwords with Hugging Face's tokenizers, never padded and never truncated.
 *
 * <p>As in Hugging Face, a special token that stands literally in a text, for example {@code
 * [MASK]}, is that token. Thread safe.
 */
public final class SubwordTokenizer implements AutoCloseable {

  private static final String MARK = "\u2581"; // as Metaspace writes a space
  private static final int MOST_CACHED = 100_000;
  private static final int LONGEST_CACHED = 64;
  private static final int LONGEST_TOKEN = 10_000;

  private final String json;
  private final NativeTokenizer texts;
  private final NativeTokenizer words; // may be the same
  private final String before; // what words get here, for the space before them
  private final BitSet added; // ids of added tokens, which take no space
  private final @Nullable TokenizerFamily asked; // none for a plain one
  private final TokenizerFamily family;
  private final TokenizerSettings settings;
  private final Vocabulary vocabulary;
  private final SpecialTokenTemplate layout;
  private final int size;
  private final int substitute;
  private final BitSet blanks;
  private final @Nullable WordCache known;
  private final Map<String, int[]> cache = new ConcurrentHashMap<>();

  private SubwordTokenizer(
      JsonObject description,
      Vocabulary vocabulary,
      String place,
      int longestText,
      @Nullable TokenizerFamily asked,
      TokenizerSettings settings) {
    this.json = description.toString();
    this.settings = settings;
    this.vocabulary = vocabulary;
    this.asked = asked;
    this.family = asked == null ? TokenizerFamily.ofDescription(description, vocabulary) : asked;
    Map<String, String> roles = settings.roles(family);
    this.layout = SpecialTokenTemplate.of(description, vocabulary, asked, roles, place);
    this.substitute = Substitute.of(description, vocabulary, roles, place);
    this.size = vocabulary.size();
    this.blanks = BlankPieces.of(description, vocabulary);
    this.texts = NativeTokenizer.open(json, place, longestText);
    this.known = WordCache.fits(description) ? new WordCache(this::cutWhole) : null;
    PrefixSpace.Place space = PrefixSpace.before(description);
    this.words =
        space == PrefixSpace.Place.SETTING
            ? NativeTokenizer.open(description.toString(), place, longestText)
            : texts;
    this.before =
        space == PrefixSpace.Place.TEXT ? " " : space == PrefixSpace.Place.MARK ? MARK : "";
    this.added = before.isEmpty() ? new BitSet() : vocabulary.added();
  }

  /**
   * The tokenizer that {@code json}, the text of a {@code tokenizer.json}, describes; its family is
   * the one it looks like.
   *
   * @param place where the text comes from, for errors
   */
  public static SubwordTokenizer of(String json, String place) {
    return of(JsonFile.parse(json, place), place, null, TokenizerSettings.none());
  }

  /**
   * As {@link #of(String, String)}, for a model of {@code family}, whose conventions hold where the
   * text says nothing of special tokens; without a family there are none then.
   */
  public static SubwordTokenizer of(String json, String place, TokenizerFamily family) {
    return of(JsonFile.parse(json, place), place, family, TokenizerSettings.none());
  }

  /**
   * The tokenizer of a Hugging Face folder: its {@code tokenizer.json}, else {@code vocab.txt}
   * (WordPiece), {@code vocab.json} and {@code merges.txt} (byte pairs), or sentencepiece's file
   * ({@code spiece.model}, {@code sentencepiece.bpe.model}, {@code spm.model}). The family is that
   * of {@code tokenizer_config.json}, else of {@code config.json}, else the one it looks like.
   */
  public static SubwordTokenizer open(Path folder) {
    TokenizerFiles files = TokenizerFiles.in(folder);
    return of(files.description(), files.place(), files.family(), files.settings());
  }

  private static SubwordTokenizer of(
      JsonObject description,
      String place,
      @Nullable TokenizerFamily family,
      TokenizerSettings settings) {
    AddedTokenLimits.check(description, place); // what follows goes through them often
    for (String setting : List.of("padding", "truncation")) {
      if (description.has(setting)) {
        description.add(setting, JsonNull.INSTANCE);
      }
    }
    PrefixSpace.set(description, family, settings);
    NormalizerSettings.set(description, family, settings);
    Vocabulary vocabulary = Vocabulary.of(description, place);
    if (AddedTokenSettings.add(description, family, settings, vocabulary)) {
      vocabulary = Vocabulary.of(description, place);
    }
    LayoutSettings.set(description, family, settings, vocabulary);
    int longestText = NativeLimits.check(description, place);
    return new SubwordTokenizer(description, vocabulary, place, longestText, family, settings);
  }

  /** The {@code tokenizer.json}, with padding and truncation switched off. */
  public String json() {
    return json;
  }

  /** The family whose conventions it follows. */
  public TokenizerFamily family() {
    return family;
  }

  /** Writes the files from which transformers opens the same tokenizer. */
  public void save(Path folder) {
    boolean plain = asked == null && settings.has("tokenizer_class");
    SavedTokenizer.write(
        folder, json, plain ? TokenizerFamily.PLAIN : family, settings, vocabulary);
  }

  /** The subwords of a text that is not cut into tokens yet. */
  public Encoding encode(String text) {
    String clean = withoutLoneSurrogates(text);
    ai.djl.huggingface.tokenizers.Encoding encoded = texts.encode(clean);
    int[] units = unitsOfCodePoints(clean);
    @Nullable CharSpan[] spans = texts.spans(encoded, units.length - 1);
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
   * The subwords of a whole text as published encoders read it: normalised, and with a space put
   * before it only where the tokenizer's own settings put one.
   */
  public TextPieces cut(String text) {
    return known == null ? cutWhole(text) : known.cut(text);
  }

  /** In one call of native code. */
  TextPieces cutWhole(String text) {
    String clean = withoutLoneSurrogates(text);
    ai.djl.huggingface.tokenizers.Encoding encoded = texts.encode(clean);
    int[] units = unitsOfCodePoints(clean);
    @Nullable CharSpan[] spans = texts.spans(encoded, units.length - 1);
    int[] ids = ints(encoded.getIds());
    int[] begins = new int[ids.length];
    int[] ends = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      CharSpan span = spans[i];
      int begin = span == null ? 0 : units[span.getStart()];
      int end = span == null || blanks.get(ids[i]) ? begin : units[span.getEnd()];
      while (begin < end && BlankPieces.isBlank(clean.charAt(begin))) {
        begin++;
      }
      while (end > begin && BlankPieces.isBlank(clean.charAt(end - 1))) {
        end--;
      }
      begins[i] = begin;
      ends[i] = end;
    }
    return new TextPieces(ids, begins, ends);
  }

  /**
   * The subwords of one token of a text that is already cut into tokens, at least one: a token of
   * which nothing is left, for example a control character, is {@link #unknown}, and of one longer
   * than 10,000 characters only these count. As in Hugging Face's {@code is_split_into_words=True}:
   * where spaces are a part of subwords, a token is cut as if a space stood before it.
   *
   * @return shared by all callers, not to be changed
   */
  public int[] pieces(String token) {
    int[] known = cache.get(token);
    if (known != null) {
      return known;
    }
    String read = token.length() > LONGEST_TOKEN ? token.substring(0, LONGEST_TOKEN) : token;
    int[] ids = wordIds(withoutLoneSurrogates(read));
    if (ids.length == 0) {
      ids = new int[] {substitute};
    }
    if (token.length() <= LONGEST_CACHED) {
      if (cache.size() >= MOST_CACHED) {
        cache.clear(); // frequent tokens are soon back
      }
      cache.put(token, ids);
    }
    return ids;
  }

  private int[] wordIds(String word) {
    if (!before.isEmpty() && !word.startsWith(" ") && !word.isEmpty()) {
      int[] ids = ints(words.encode(before + word).getIds());
      if (ids.length < 2 || !added.get(ids[1])) {
        return ids;
      }
      // the word begins with an added token, and its space would stand alone
    }
    return ints(words.encode(word).getIds());
  }

  /** The text of subwords, without special tokens; bytes that are no UTF-8 are U+FFFD. */
  public String decode(int[] ids) {
    return texts.decode(ids);
  }

  /** The special tokens around a sequence. */
  public SpecialTokenTemplate layout() {
    return layout;
  }

  /** The ids before a sequence, for example that of {@code [CLS]}; none for GPT. */
  public int[] before() {
    return layout.before();
  }

  /** The ids after a sequence, for example that of {@code [SEP]}. */
  public int[] after() {
    return layout.after();
  }

  /** The subword that fills a batch, where the vocabulary has one: GPT and GPT-2 have none. */
  public OptionalInt pad() {
    return special("pad");
  }

  /**
   * The subword of a role in {@code tokenizer_config.json}, for example {@code eos}, where the
   * vocabulary has one.
   */
  public OptionalInt special(String role) {
    String piece = settings.roles(family).getOrDefault(role, "");
    return vocabulary.has(piece) ? OptionalInt.of(vocabulary.id(piece, "")) : OptionalInt.empty();
  }

  /**
   * The subword for what cannot be cut: the unknown subword, and where there is none, as in GPT-2's
   * vocabulary, the end of a text.
   */
  public int unknown() {
    return substitute;
  }

  /** All ids are below this number. */
  public int vocabularySize() {
    return size;
  }

  @Override
  public void close() {
    texts.close();
    if (words != texts) {
      words.close();
    }
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
