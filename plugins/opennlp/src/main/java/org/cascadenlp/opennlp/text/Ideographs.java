package org.cascadenlp.opennlp.text;

import java.util.ArrayList;
import java.util.List;

/** The tokenization of Chinese characters; pictographs (emoji) are always separate tokens. */
public enum Ideographs {
  /** each character is a token, as in the vocabularies of BERT */
  SINGLE,
  /** as predicted by the model */
  MODEL;

  private enum Kind {
    PICTURE,
    IDEOGRAPH,
    OTHER
  }

  /** Splits {@code word} into the parts that the model tokenizes separately. */
  public List<Region> parts(CharSequence text, Region word) {
    List<Region> parts = new ArrayList<>();
    int start = word.begin();
    Kind kind = kind(text, start);
    for (int i = start + 1; i < word.end(); i++) {
      if (Characters.isBoundary(text, i)) {
        Kind next = kind(text, i);
        if (next != kind || next == Kind.IDEOGRAPH) {
          parts.add(new Region(start, i));
          start = i;
          kind = next;
        }
      }
    }
    parts.add(new Region(start, word.end()));
    return parts;
  }

  private Kind kind(CharSequence text, int index) {
    int c = Character.codePointAt(text, index);
    // miscellaneous symbols, dingbats, and the planes of emoji and flags
    if ((c >= 0x2600 && c <= 0x27BF) || (c >= 0x1F000 && c <= 0x1FAFF)) {
      return Kind.PICTURE;
    }
    return this == SINGLE && Character.isIdeographic(c) ? Kind.IDEOGRAPH : Kind.OTHER;
  }
}
