package org.cascadenlp.transformers.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.huggingface.AddedTokenLimits;
import org.cascadenlp.transformers.tokenizer.huggingface.NativeLimits;
import org.cascadenlp.transformers.tokenizer.huggingface.NativeTokenizer;
import org.cascadenlp.transformers.tokenizer.overrides.AddedTokenSettings;
import org.cascadenlp.transformers.tokenizer.overrides.NormalizerSettings;
import org.cascadenlp.transformers.tokenizer.overrides.PrefixSpace;
import org.cascadenlp.transformers.tokenizer.overrides.SpecialTokenSettings;
import org.cascadenlp.transformers.tokenizer.settings.Encoding;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.cascadenlp.transformers.tokenizer.settings.PairTemplate;
import org.cascadenlp.transformers.tokenizer.settings.SpecialTokenTemplate;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerSettings;
import org.cascadenlp.transformers.tokenizer.settings.Vocabulary;
import org.cascadenlp.weights.json.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * Tokenizes words and texts into subwords with Hugging Face's tokenizers, without padding and
 * truncation.
 *
 * <p>As in Hugging Face, a special token that occurs literally in a text, for example {@code
 * [MASK]}, is tokenized as that special token. Thread safe.
 */
public final class SubwordTokenizer implements AutoCloseable {

  private final String json;
  private final NativeTokenizer texts;
  private final SplitTokens tokens;
  private final @Nullable TokenizerFamily stated; // null for a plain tokenizer
  private final TokenizerFamily family;
  private final TokenizerSettings settings;
  private final Vocabulary vocabulary;
  private final SpecialTokenTemplate template;
  private final Supplier<PairTemplate> pairs;
  private @Nullable PairTemplate pairTemplate;
  private final int size;
  private final int unknown;
  private final BitSet blanks;
  private final @Nullable WordCache wordCache;

  private SubwordTokenizer(
      JsonObject description,
      Vocabulary vocabulary,
      String place,
      int longestText,
      @Nullable TokenizerFamily stated,
      TokenizerSettings settings) {
    this.json = description.toString();
    this.settings = settings;
    this.vocabulary = vocabulary;
    this.stated = stated;
    this.family = stated == null ? TokenizerFamily.ofDescription(description, vocabulary) : stated;
    Map<String, String> roles = settings.roles(family);
    this.template = SpecialTokenTemplate.of(description, vocabulary, stated, roles, place);
    JsonElement processor = JsonParts.orNull(description.get("post_processor"));
    this.pairs = () -> PairTemplate.of(processor, vocabulary, stated, roles, place);
    this.unknown = UnknownSubword.of(description, vocabulary, roles, place);
    this.size = vocabulary.size();
    this.blanks = BlankPieces.of(description, vocabulary);
    this.texts = NativeTokenizer.open(json, place, longestText);
    this.wordCache = WordCache.fits(description) ? new WordCache(this::cutWhole) : null;
    this.tokens =
        SplitTokens.of(
            description,
            vocabulary,
            unknown,
            texts,
            changed -> NativeTokenizer.open(changed, place, longestText));
  }

  /**
   * Opens the tokenizer that {@code json}, the text of a {@code tokenizer.json}, describes; its
   * family is inferred.
   *
   * @param place the file or resource, for errors
   * @throws CascadeException if the description is invalid, or if native code could not run it
   *     safely
   */
  public static SubwordTokenizer of(String json, String place) {
    return of(JsonFile.parse(json, place), place, null, TokenizerSettings.none());
  }

  /**
   * As {@link #of(String, String)}, for a model of {@code family}, whose special tokens are used if
   * the description has no post-processor.
   */
  public static SubwordTokenizer of(String json, String place, TokenizerFamily family) {
    return of(JsonFile.parse(json, place), place, family, TokenizerSettings.none());
  }

  /**
   * Opens the tokenizer of a Hugging Face folder: its {@code tokenizer.json}, or else {@code
   * vocab.txt} (WordPiece), {@code vocab.json} and {@code merges.txt} (byte-pair encoding), or a
   * SentencePiece model ({@code spiece.model}, {@code sentencepiece.bpe.model}, {@code spm.model}).
   * The family is stated in {@code tokenizer_config.json} or {@code config.json}, or is inferred.
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
    AddedTokenLimits.check(description, place); // limits the cost of the following steps
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
    SpecialTokenSettings.set(description, family, settings, vocabulary);
    int longestText = NativeLimits.check(description, place);
    return new SubwordTokenizer(description, vocabulary, place, longestText, family, settings);
  }

  /** The {@code tokenizer.json} with padding and truncation disabled. */
  String json() {
    return json;
  }

  /** The family whose special tokens and settings apply. */
  TokenizerFamily family() {
    return family;
  }

  /** Writes the files from which transformers opens the same tokenizer. */
  public void save(Path folder) {
    save(folder, List.of());
  }

  /**
   * Writes the files from which transformers opens the same tokenizer.
   *
   * @param inputs what the network reads, for example {@code input_ids}: a tokenizer of no family
   *     gives token types only if its files state them; empty if unknown
   */
  public void save(Path folder, List<String> inputs) {
    boolean plain = stated == null && settings.has("tokenizer_class");
    SavedTokenizer.write(
        folder, json, plain ? TokenizerFamily.PLAIN : family, settings, vocabulary, inputs);
  }

  /** Tokenizes a text that is not divided into tokens. */
  public Encoding encode(String text) {
    NativeText read = NativeText.of(text);
    ai.djl.huggingface.tokenizers.Encoding encoded = texts.encode(read.text());
    @Nullable CharSpan[] spans = texts.spans(encoded, read.codePoints());
    int[] begins = new int[spans.length];
    int[] ends = new int[spans.length];
    for (int i = 0; i < spans.length; i++) {
      CharSpan span = spans[i];
      if (span != null) {
        begins[i] = read.offset(span.getStart());
        ends[i] = read.offset(span.getEnd());
      }
    }
    return new Encoding(Arrays.asList(encoded.getTokens()), NativeText.ids(encoded), begins, ends);
  }

  /**
   * Tokenizes a whole text as in the model's training: normalised, with a leading space only if the
   * tokenizer's settings add one.
   */
  public TextPieces cut(String text) {
    return wordCache == null ? cutWhole(text) : wordCache.cut(text);
  }

  /** As {@link #cut}, in one native call. */
  TextPieces cutWhole(String text) {
    NativeText read = NativeText.of(text);
    String clean = read.text();
    ai.djl.huggingface.tokenizers.Encoding encoded = texts.encode(clean);
    @Nullable CharSpan[] spans = texts.spans(encoded, read.codePoints());
    int[] ids = NativeText.ids(encoded);
    int[] begins = new int[ids.length];
    int[] ends = new int[ids.length];
    for (int i = 0; i < ids.length; i++) {
      CharSpan span = spans[i];
      int begin = span == null ? 0 : read.offset(span.getStart());
      int end = span == null || blanks.get(ids[i]) ? begin : read.offset(span.getEnd());
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
   * Tokenizes one token of a text into at least one subword, as Hugging Face with {@code
   * is_split_into_words=True}: if subwords include spaces, the token is tokenized as if it followed
   * a space. A token without subwords, for example a control character, becomes {@link #unknown};
   * of a token longer than 10,000 characters only these are used.
   *
   * @return the ids; shared, must not be modified
   */
  public int[] pieces(String token) {
    return tokens.pieces(token);
  }

  /** Decodes subwords to text, without special tokens; invalid UTF-8 becomes U+FFFD. */
  public String decode(int[] ids) {
    return texts.decode(ids);
  }

  /** The special tokens that the model puts around a sequence. */
  public SpecialTokenTemplate template() {
    return template;
  }

  /**
   * The special tokens of a pair of sequences.
   *
   * @throws CascadeException if the tokenizer's files have no template for pairs
   */
  public synchronized PairTemplate pairTemplate() {
    PairTemplate known = pairTemplate;
    if (known == null) {
      known = pairs.get();
      pairTemplate = known;
    }
    return known;
  }

  /** The ids of special tokens before a sequence, for example {@code [CLS]}; empty for GPT. */
  public int[] before() {
    return template.before();
  }

  /** The ids of special tokens after a sequence, for example {@code [SEP]}. */
  public int[] after() {
    return template.after();
  }

  /** The padding token, if the vocabulary has one; GPT and GPT-2 have none. */
  OptionalInt pad() {
    return special("pad");
  }

  /**
   * The id of the special token with a role in {@code tokenizer_config.json}, for example {@code
   * eos}, if the vocabulary has one.
   */
  public OptionalInt special(String role) {
    String piece = settings.roles(family).getOrDefault(role, "");
    return vocabulary.has(piece) ? OptionalInt.of(vocabulary.id(piece, "")) : OptionalInt.empty();
  }

  /**
   * The subword for tokens without subwords: the unknown subword, or the end of text if there is
   * none, as in GPT-2's vocabulary.
   */
  public int unknown() {
    return unknown;
  }

  /** One more than the largest id. */
  public int vocabularySize() {
    return size;
  }

  @Override
  public void close() {
    texts.close();
    tokens.close();
  }
}
