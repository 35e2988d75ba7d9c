package org.cascadenlp.transformers.tokenizer;

import com.google.gson.JsonObject;
import java.util.BitSet;
import org.cascadenlp.transformers.tokenizer.settings.Vocabulary;

/** The subwords that stand for blanks alone, and what counts as a blank in a text. */
final class BlankPieces {

  /** What sentencepiece has for a blank. */
  private static final String UNDERLINE = "\u2581";

  /** What byte-level subwords have for tab, line feed, carriage return and blank. */
  private static final String BYTES = "\u0109\u010A\u010D\u0120";

  private BlankPieces() {}

  /** Their ids in {@code vocabulary}, as the tokenizer of {@code description} reads texts. */
  static BitSet of(JsonObject description, Vocabulary vocabulary) {
    StringBuilder parts = new StringBuilder();
    for (String part : new String[] {"normalizer", "pre_tokenizer", "decoder"}) {
      parts.append(description.get(part));
    }
    String blanks =
        (parts.indexOf("Metaspace") >= 0 || parts.indexOf(UNDERLINE) >= 0 ? UNDERLINE : "")
            + (parts.indexOf("ByteLevel") >= 0 ? BYTES : "");
    return blanks.isEmpty()
        ? new BitSet()
        : vocabulary.ids(piece -> piece.chars().allMatch(c -> blanks.indexOf(c) >= 0));
  }

  /** True for what Unicode calls white space. */
  static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }
}
