package org.cascadenlp.batch.evaluate;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.score.LabelScores;
import org.cascadenlp.core.score.LabelSetScores;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.types.Classification;

/**
 * Classes of sentences or documents: the annotations without a {@code task}, for a class of another
 * question (a language) is no answer to this one.
 *
 * <p>A document's units are its sentences where a class covers less than all of its text, in gold
 * or as predicted; else it is one unit. Where every unit has one gold class and at most one
 * predicted, that is how they are scored; else as sets of classes.
 */
final class ClassComparison implements Comparison {

  /** The classes of one unit. */
  private record Pair(TreeSet<String> gold, TreeSet<String> predicted) {

    static Pair empty() {
      return new Pair(new TreeSet<>(), new TreeSet<>());
    }
  }

  private final List<Pair> units = new ArrayList<>();
  private boolean hasGold;

  @Override
  public void add(JCas gold, JCas predicted) {
    List<Classification> expected = classes(gold);
    List<Classification> found = classes(predicted);
    hasGold |= !expected.isEmpty();
    SortedMap<Integer, Pair> byBegin = new TreeMap<>();
    if (ofSentences(expected) || ofSentences(found)) {
      gold.select(Sentence.class).forEach(s -> byBegin.put(begin(s), Pair.empty()));
    } else {
      byBegin.put(begin(new Annotation(gold, 0, gold.getDocumentText().length())), Pair.empty());
    }
    for (Classification one : expected) {
      byBegin.computeIfAbsent(begin(one), b -> Pair.empty()).gold.add(value(one));
    }
    for (Classification one : found) {
      byBegin.computeIfAbsent(begin(one), b -> Pair.empty()).predicted.add(value(one));
    }
    units.addAll(byBegin.values());
  }

  @Override
  public boolean hasGold() {
    return hasGold;
  }

  @Override
  public Scores scores() {
    boolean single = units.stream().allMatch(u -> u.gold.size() == 1 && u.predicted.size() <= 1);
    LabelScores ones = new LabelScores();
    LabelSetScores sets = new LabelSetScores();
    for (Pair unit : units) {
      if (single) {
        ones.add(
            unit.gold.first(),
            unit.predicted.isEmpty() ? LabelScores.NONE : unit.predicted.first());
      } else {
        sets.add(unit.gold, unit.predicted);
      }
    }
    return single ? ones : sets;
  }

  private static List<Classification> classes(JCas view) {
    return view.select(Classification.class).filter(found -> found.getTask() == null).toList();
  }

  private static boolean ofSentences(List<Classification> classes) {
    return classes.stream()
        .anyMatch(c -> !c.getCoveredText().strip().equals(c.getCAS().getDocumentText().strip()));
  }

  /** Where the text of {@code annotation} begins, without white space before it. */
  private static int begin(Annotation annotation) {
    String text = annotation.getCoveredText();
    return annotation.getBegin() + text.length() - text.stripLeading().length();
  }

  private static String value(Classification found) {
    return found.getValue() == null ? "(no value)" : found.getValue();
  }
}
