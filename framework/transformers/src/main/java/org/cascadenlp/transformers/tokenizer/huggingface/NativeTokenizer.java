package org.cascadenlp.transformers.tokenizer.huggingface;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.torch.NativeLibrary;
import org.jspecify.annotations.Nullable;

/**
 * Hugging Face's native tokenizers, without padding and truncation. Errors in native code terminate
 * the process, so descriptions must be checked by {@link NativeLimits}. Thread safe.
 */
public final class NativeTokenizer implements AutoCloseable {

  private static final NativeLibrary LIBRARY =
      NativeLibrary.of("tokenizers", NativeTokenizer.class, "tokenizers", 16 << 20);
  private static final String REMEDY = "use the tokenizer.json that came with the model";
  private static final int MAX_SHOWN = 40;

  private final HuggingFaceTokenizer tokenizer;
  private final String place;
  private final int longestText;

  private NativeTokenizer(HuggingFaceTokenizer tokenizer, String place, int longestText) {
    this.tokenizer = tokenizer;
    this.place = place;
    this.longestText = longestText;
  }

  /**
   * Opens the tokenizer that {@code json} describes.
   *
   * @param json serialised from the checked description, because native code and the checks could
   *     read different ones of duplicate fields
   * @param place the file, for errors
   * @param longestText the maximum length of a text in characters
   */
  public static NativeTokenizer open(String json, String place, int longestText) {
    if (System.getProperty("ai.djl.offline") == null) {
      System.setProperty("ai.djl.offline", "true");
    }
    try {
      byte[] bytes = utf8(json);
      HuggingFaceTokenizer tokenizer =
          LIBRARY.open(
              () ->
                  HuggingFaceTokenizer.newInstance(
                      new ByteArrayInputStream(bytes),
                      Map.of(
                          "addSpecialTokens", "false",
                          "padding", "DO_NOT_PAD",
                          "truncation", "DO_NOT_TRUNCATE")));
      return new NativeTokenizer(tokenizer, place, longestText);
    } catch (CascadeException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw CascadeException.of(
          place,
          "is not a valid tokenizer: " + CascadeException.describe(e),
          "expected a tokenizer.json as Hugging Face's tokenizers write it",
          e);
    }
  }

  private static byte[] utf8(String json) throws IOException {
    ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
    byte[] exact = new byte[bytes.remaining()];
    bytes.get(exact);
    return exact;
  }

  /**
   * Tokenizes a text, without special tokens.
   *
   * @param text well-formed UTF-16
   */
  public Encoding encode(String text) {
    if (text.length() > longestText) {
      throw CascadeException.of(
          place,
          "cannot tokenize a text of " + text.length() + " characters, " + shown(text),
          "a pattern of this tokenizer supports at most "
              + longestText
              + ": split the document, or set cut to tokens");
    }
    try {
      return tokenizer.encode(text, false, false);
    } catch (RuntimeException e) {
      throw CascadeException.of(
          place, "cannot tokenize " + shown(text) + ": " + CascadeException.describe(e), REMEDY, e);
    }
  }

  /**
   * The span of each subword of {@code encoding} in code points, null if it has none.
   *
   * @param length the length of the text in code points
   */
  public @Nullable CharSpan[] spans(Encoding encoding, int length) {
    @Nullable CharSpan[] spans = encoding.getCharTokenSpans();
    for (CharSpan span : spans) {
      if (span != null && (span.getStart() < 0 || span.getEnd() > length)) {
        throw CascadeException.of(
            place,
            "a subword ends at character " + span.getEnd() + " of " + length,
            "its byte_fallback and continuing_subword_prefix are inconsistent: " + REMEDY);
      }
    }
    return spans;
  }

  /** Decodes subwords to text, without special tokens; invalid UTF-8 becomes U+FFFD. */
  public String decode(int[] ids) {
    try {
      return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), true);
    } catch (RuntimeException e) {
      throw CascadeException.of(
          place, "cannot decode subwords: " + CascadeException.describe(e), REMEDY, e);
    }
  }

  private static String shown(String text) {
    return "\"" + (text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...") + "\"";
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
