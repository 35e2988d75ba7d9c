package org.cascadenlp.formats.examples;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.document.InputOptions.Gold;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.ScoreColumn;
import org.cascadenlp.formats.source.TextColumns;
import org.cascadenlp.formats.source.UniqueIds;

/**
 * How the texts and the gold of rows and objects are read.
 *
 * @param texts the columns of the texts
 * @param labels reads classes
 * @param score the column of the score, if examples have no classes
 * @param ids the ids of the file so far
 * @param gold whether gold is read
 */
record ExampleReading(
    TextColumns texts, ExampleLabels labels, ScoreColumn score, UniqueIds ids, Gold gold) {

  static ExampleReading of(CorpusSettings settings, Gold gold) {
    return new ExampleReading(
        TextColumns.of(settings),
        ExampleLabels.of(settings),
        ScoreColumn.of(settings),
        UniqueIds.of(settings),
        gold);
  }

  /** Whether the gold of an example is its score. */
  boolean readsScores() {
    return gold == Gold.READ && score.isSet();
  }

  /** Whether an example without gold is left out. */
  boolean needsGold() {
    return gold == Gold.READ;
  }

  /**
   * The texts of an example as they are in the CAS. A single one may be empty without gold; one of
   * several may not.
   *
   * @param place file and line, for errors
   * @param entry what an example is in the file, a row or an object
   */
  List<TextCleaner.Cleaned> clean(String place, List<String> written, String entry) {
    List<TextCleaner.Cleaned> clean = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      String text = written.get(i).strip();
      if (text.isEmpty() && (gold == Gold.READ || texts.areSeveral())) {
        throw CascadeException.of(
            place,
            texts.shown(i) + (texts.areSeveral() ? ", is empty" : " is empty"),
            "give the "
                + entry
                + " a text, or remove "
                + (entry.equals("row") ? "it" : "the line"));
      }
      clean.add(TextCleaner.clean(text));
    }
    return clean;
  }
}
