package org.cascadenlp.transformers.tokenizer;

import ai.djl.huggingface.tokenizers.Encoding;

/** A text as native code reads it, in code points, with their offsets in Java's UTF-16. */
final class NativeText {

  private final String text;
  private final int[] offsets; // of each code point, then the text's length

  private NativeText(String text) {
    this.text = text;
    this.offsets = new int[text.codePointCount(0, text.length()) + 1];
    int offset = 0;
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = offset;
      if (offset < text.length()) {
        offset += Character.charCount(text.codePointAt(offset));
      }
    }
  }

  /** The {@link #withoutLoneSurrogates} of {@code text}. */
  static NativeText of(String text) {
    return new NativeText(withoutLoneSurrogates(text));
  }

  /** The text to tokenize. */
  String text() {
    return text;
  }

  /** The number of code points. */
  int codePoints() {
    return offsets.length - 1;
  }

  /** The UTF-16 offset of a code point; the text's length for {@link #codePoints}. */
  int offset(int codePoint) {
    return offsets[codePoint];
  }

  /**
   * Replaces lone surrogates, which native code does not accept, by U+FFFD, which preserves
   * offsets.
   */
  static String withoutLoneSurrogates(String text) {
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

  /** The ids in {@code encoded}. */
  static int[] ids(Encoding encoded) {
    long[] longs = encoded.getIds();
    int[] ids = new int[longs.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = Math.toIntExact(longs[i]);
    }
    return ids;
  }
}
