package org.cascadenlp.staticembeddings.imports;

import java.util.Locale;

/**
 * What an import did.
 *
 * @param format of the source
 * @param bytes of the vector file
 * @param duplicates words that were there already and left out
 * @param firstDuplicate one of them and its place
 * @param bad entries that were left out because they could not be used
 * @param firstBad one of them and what is wrong
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
