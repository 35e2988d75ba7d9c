package org.cascadenlp.icu;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.FilteredBreakIteratorBuilder;
import com.ibm.icu.util.ULocale;
import java.util.Locale;
import java.util.Set;

/** The abbreviations after which a sentence does not end. */
enum Suppressions {
  /** those in Unicode's CLDR for the language, except those that are also words */
  CLDR,
  /** none, apart from Unicode's rule for a following lower-case letter */
  NONE;

  /** Entries of CLDR's English list that are ignored, because they are mostly words. */
  private static final Set<String> ENGLISH_WORDS =
      Set.of(
          "Act.", "All.", "As.", "By.", "Card.", "Do.", "Go.", "Hat.", "I.", "Id.", "In.", "Is.",
          "Job.", "Joe.", "Link.", "Long.", "OK.", "Ok.", "On.", "Or.", "Pro.", "To.", "Up.");

  /** The sentence boundaries in texts of {@code locale}. */
  BreakIterator sentences(ULocale locale) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(locale);
    if (this == NONE) {
      return breaks;
    }
    FilteredBreakIteratorBuilder builder = FilteredBreakIteratorBuilder.getInstance(locale);
    if (locale.getLanguage().equals(Locale.ENGLISH.getLanguage())) {
      ENGLISH_WORDS.forEach(builder::unsuppressBreakAfter);
    }
    return builder.wrapIteratorWithFilter(breaks);
  }
}
