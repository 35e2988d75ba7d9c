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
 * Hugging Face's tokenizers in native code, whose errors end the process: they are given what
 * {@link NativeLimits} found sound. Never padded and never truncated. Thread safe.
 */
public final class NativeTokenizer implements AutoCloseable {

  private static final NativeLibrary LIBRARY =
      NativeLibrary.of("tokenizers", NativeTokenizer.class, "tokenizers", 16 << 20);
  private static final String REMEDY = "use the tokenizer.json that came with the model";
  private static final int LONGEST_SHOWN = 40;

  private final HuggingFaceTokenizer tokenizer;
  private final String place;
  private final int longestText;

  private NativeTokenizer(HuggingFaceTokenizer tokenizer, String place, int longestText) {
    this.tokenizer = tokenizer;
    this.place = place;
    this.longestText = longestText;
  }

  /**
   * The tokenizer that {@code json} describes.
   *
   * @param json written from what was checked: of two fields of one name in a file, native code and
   *     the checks might read different ones
   * @param place where it comes from, for errors
   * @param longestText the most characters that a text may have
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
          "no tokenizer can be made of it: " + CascadeException.describe(e),
          "it must be a tokenizer.json as Hugging Face's tokenizers write it",
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
   * The subwords of a text, without special tokens around it.
   *
   * @param text well-formed UTF-16
   */
  public Encoding encode(String text) {
    if (text.length() > longestText) {
      throw CascadeException.of(
          place,
          "cannot cut a text of " + text.length() + " characters, " + shown(text),
          "a pattern of this tokenizer takes at most "
              + longestText
              + ": part the document, or set cut to tokens");
    }
    try {
      return tokenizer.encode(text, false, false);
    } catch (RuntimeException e) {
      throw CascadeException.of(
          place, "cannot cut " + shown(text) + ": " + CascadeException.describe(e), REMEDY, e);
    }
  }

  /**
   * The place of each subword of {@code encoding} in code points, null where it has none.
   *
   * @param length of the text, in code points
   */
  public @Nullable CharSpan[] spans(Encoding encoding, int length) {
    @Nullable CharSpan[] spans = encoding.getCharTokenSpans();
    for (CharSpan span : spans) {
      if (span != null && (span.getStart() < 0 || span.getEnd() > length)) {
        throw CascadeException.of(
            place,
            "a subword ends at character " + span.getEnd() + " of " + length,
            "its byte_fallback and continuing_subword_prefix do not fit together: " + REMEDY);
      }
    }
    return spans;
  }

  /** The text of subwords, without special tokens; bytes that are no UTF-8 are U+FFFD. */
  public String decode(int[] ids) {
    try {
      return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), true);
    } catch (RuntimeException e) {
      throw CascadeException.of(
          place, "cannot put subwords together: " + CascadeException.describe(e), REMEDY, e);
    }
  }

  private static String shown(String text) {
    return "\""
        + (text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...")
        + "\"";
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
