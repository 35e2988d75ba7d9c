package org.cascadenlp.icu;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.text.FilteredBreakIteratorBuilder;
import com.ibm.icu.util.ULocale;
import java.util.Locale;
import java.util.Set;

/** After which abbreviations no sentence ends. */
enum Suppressions {
  /** after those that Unicode's CLDR lists for a language, but for those that are words, too */
  CLDR,
  /** after none but those that Unicode's rules know of: before a small letter */
  NONE;

  /** Of CLDR's list for English, what ends sentences: in texts they are words. */
  private static final Set<String> ENGLISH_WORDS =
      Set.of(
          "Act.", "All.", "As.", "By.", "Card.", "Do.", "Go.", "Hat.", "I.", "Id.", "In.", "Is.",
          "Job.", "Joe.", "Link.", "Long.", "OK.", "Ok.", "On.", "Or.", "Pro.", "To.", "Up.");

  /** The boundaries of sentences in texts of {@code locale}. */
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
