package org.cascadenlp.transformers.tokenizer;

import com.google.gson.JsonObject;
import java.util.BitSet;
import org.cascadenlp.transformers.tokenizer.settings.Vocabulary;

/** The subwords that consist of white space only, and the test for white space in texts. */
final class BlankPieces {

  /** SentencePiece's symbol of a space. */
  private static final String SPACE_SYMBOL = "\u2581";

  /** The symbols of tab, line feed, carriage return and space in byte-level subwords. */
  private static final String BYTE_SYMBOLS = "\u0109\u010A\u010D\u0120";

  private BlankPieces() {}

  /**
   * The ids of white-space subwords in {@code vocabulary} for the tokenizer {@code description}.
   */
  static BitSet of(JsonObject description, Vocabulary vocabulary) {
    StringBuilder parts = new StringBuilder();
    for (String part : new String[] {"normalizer", "pre_tokenizer", "decoder"}) {
      parts.append(description.get(part));
    }
    String blanks =
        (parts.indexOf("Metaspace") >= 0 || parts.indexOf(SPACE_SYMBOL) >= 0 ? SPACE_SYMBOL : "")
            + (parts.indexOf("ByteLevel") >= 0 ? BYTE_SYMBOLS : "");
    return blanks.isEmpty()
        ? new BitSet()
        : vocabulary.ids(piece -> piece.chars().allMatch(c -> blanks.indexOf(c) >= 0));
  }

  /** Whether {@code c} is Unicode white space. */
  static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
