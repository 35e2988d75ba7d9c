package org.cascadenlp.testkit;

import java.util.List;
import java.util.Random;

/** Difficult texts for annotators: unusual Unicode, unusual layout, no words at all. */
public final class NastyTexts {

  private static final List<String> PIECES =
      List.of(
          "Ada Lovelace",
          "New York City",
          "London",
          "e-mail",
          "don't",
          "U.S.",
          "3.14",
          "a",
          "I",
          "😀",
          "👩‍👩‍👧",
          "🇩🇪",
          "𝔘𝔫𝔦",
          "e\u0301",
          "i\u0307",
          "ﬁ",
          "ß",
          "İ",
          "王芳在上海工作。",
          "東京",
          "김민준",
          "שלום",
          "مرحبا",
          "नमस्ते",
          "\u200b",
          "\u00ad",
          "\ufeff",
          "\u202e",
          "\u00a0",
          "\u2028",
          "\u0085",
          "\ufffd",
          "\ud83d",
          "\u0007",
          ".",
          "...",
          "?!",
          "\"",
          "(",
          ")",
          "--",
          "\\",
          "<b>",
          "&amp;",
          "]]>",
          "https://example.org/a?b=c#d",
          "@user",
          "#tag",
          "x".repeat(600));

  private static final List<String> GAPS =
      List.of(" ", " ", " ", "", "\n", "\r\n", "\t", "\n\n", "  ", "\r");

  private NastyTexts() {}

  /** The texts that every contract uses. */
  public static List<String> fixed() {
    return List.of(
        "",
        " ",
        "\n\n \t\r\n",
        ".",
        "😀",
        "😀Ada Lovelace😀London😀",
        "e\u0301e\u0301 \u0301",
        "王芳在上海的复旦大学工作。她住在纽约。",
        "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 abc",
        "\ud83d lone \ude00 surrogates \u0000\u0007",
        "no end of the sentence and no capital letter",
        "A. B. C. D. E. F. G. H.",
        "x".repeat(3_000),
        "one\rtwo\rthree\u2028four\u0085five");
  }

  /** A random text of at most {@code pieces} pieces, determined by the state of {@code random}. */
  static String random(Random random, int pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(pieces + 1); i > 0; i--) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
      text.append(GAPS.get(random.nextInt(GAPS.size())));
    }
    return text.toString();
  }
}
