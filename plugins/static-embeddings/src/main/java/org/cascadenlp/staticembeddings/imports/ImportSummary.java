package org.cascadenlp.staticembeddings.imports;

import java.util.Locale;

/**
 * The result of an import.
 *
 * @param format the format of the source
 * @param bytes the length of the vector file
 * @param duplicates the number of duplicate words, which were left out
 * @param firstDuplicate one of them and its place
 * @param bad the number of invalid entries, which were left out
 * @param firstBad the first of them and its problem
 */
public record ImportSummary(
    String format,
    int words,
    int width,
    long bytes,
    double seconds,
    long duplicates,
    String firstDuplicate,
    long bad,
    String firstBad) {

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %,d words x %d, %,d bytes, %.1f s",
            format,
            words,
            width,
            bytes,
            seconds));
    if (duplicates > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "%n%,d words came twice, the first was kept (first %s)",
              duplicates,
              firstDuplicate));
    }
    if (bad > 0) {
      text.append(
          String.format(Locale.ROOT, "%n%,d entries were left out (first %s)", bad, firstBad));
    }
    return text.toString();
  }
}
