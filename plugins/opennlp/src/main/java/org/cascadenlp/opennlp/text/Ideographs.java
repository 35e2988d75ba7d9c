package org.cascadenlp.opennlp.text;

import java.util.ArrayList;
import java.util.List;

/** How Chinese characters become tokens; pictographs (emoji) always part from what they touch. */
public enum Ideographs {
  /** each is a token, as in the vocabularies of BERT */
  SINGLE,
  /** as the model has learnt it */
  MODEL;

  private enum Kind {
    PICTURE,
    IDEOGRAPH,
    OTHER
  }

  /** The parts of {@code word} that the model is asked about one by one. */
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
