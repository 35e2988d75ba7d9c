package org.cascadenlp.opennlp.model;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Language codes: two letters (ISO 639-1) if the language has such a code, else three. */
public final class LanguageCode {

  // languages that ISO 639-3 distinguishes and ISO 639-1 does not
  private static final Map<String, String> PARTS =
      Map.of("cmn", "zh", "ekk", "et", "lvs", "lv", "pes", "fa", "plt", "mg", "arb", "ar");

  private LanguageCode() {}

  /** The code for {@code tag}, for example {@code en} for {@code en-GB} and {@code eng}. */
  public static String of(String tag) {
    String code = tag.strip().toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
    if (code.length() != 3) {
      return code;
    }
    return PARTS.getOrDefault(code, Shorter.CODES.getOrDefault(code, code));
  }

  /** Holds the JDK's codes, loaded on first use. */
  private static final class Shorter {
    private static final Map<String, String> CODES = codes();

    private static Map<String, String> codes() {
      Map<String, String> codes = new HashMap<>();
      for (String code : Locale.getISOLanguages()) {
        codes.put(Locale.forLanguageTag(code).getISO3Language(), code);
      }
      return codes;
    }
  }
}
