package org.cascadenlp.formats.conll;

import java.util.Locale;
import org.cascadenlp.core.score.TagScheme;
import org.cascadenlp.core.score.Tags;
import org.cascadenlp.formats.source.CorpusSettings;

/** The tags that a corpus may have: those of the scheme in its settings, or those of any scheme. */
enum TagCheck {
  ANY("BIESLUM", "it must be O, or B, I, E or S, a hyphen and a label"),
  BIO("BI", "in BIO it must be O, or B or I, a hyphen and a label"),
  IOB1("BI", "in IOB1 it must be O, or B or I, a hyphen and a label"),
  BIOES("BIESLUM", "in BIOES it must be O, or B, I, E or S, a hyphen and a label");

  private final String prefixes;
  private final String expected;

  TagCheck(String prefixes, String expected) {
    this.prefixes = prefixes;
    this.expected = expected;
  }

  /** The check for the setting {@code scheme}. */
  static TagCheck of(CorpusSettings settings) {
    if (!settings.has("scheme")) {
      return ANY;
    }
    String name = settings.text("scheme", "").toUpperCase(Locale.ROOT);
    for (TagScheme scheme : TagScheme.values()) {
      if (scheme.name().equals(name)) {
        return valueOf(name);
      }
    }
    throw settings.bad("scheme", "use one of BIO, IOB1, BIOES, or leave it out");
  }

  boolean accepts(String tag) {
    return tag.equals(Tags.OUTSIDE)
        || (Tags.isTag(tag)
            && tag.indexOf('-') == 1
            && tag.length() > 2
            && prefixes.indexOf(tag.charAt(0)) >= 0);
  }

  /** The description of valid tags, for an error. */
  String expected() {
    return expected;
  }
}
