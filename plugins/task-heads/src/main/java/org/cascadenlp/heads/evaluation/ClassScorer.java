package org.cascadenlp.heads.evaluation;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.evaluation.DocumentScorer;
import org.cascadenlp.core.score.LabelScores;
import org.cascadenlp.core.score.LabelSetScores;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.types.Classification;

/**
 * Scores classes of sentences or documents. Annotations with a {@code task}, such as a language,
 * are ignored: they answer another question.
 *
 * <p>If a gold or predicted class covers less than the whole text, the sentences of the document
 * are scored, otherwise the document. If each of them has one gold class and at most one predicted
 * class, they are scored as single labels, otherwise as sets of labels.
 */
public final class ClassScorer implements DocumentScorer {

  /** The classes of one sentence or document. */
  private record Pair(TreeSet<String> gold, TreeSet<String> predicted) {

    static Pair empty() {
      return new Pair(new TreeSet<>(), new TreeSet<>());
    }
  }

  private final List<Pair> pairs = new ArrayList<>();
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
    pairs.addAll(byBegin.values());
  }

  @Override
  public boolean hasGold() {
    return hasGold;
  }

  @Override
  public Scores scores() {
    boolean single = pairs.stream().allMatch(p -> p.gold.size() == 1 && p.predicted.size() <= 1);
    LabelScores ones = new LabelScores();
    LabelSetScores sets = new LabelSetScores();
    for (Pair pair : pairs) {
      if (single) {
        ones.add(
            pair.gold.first(),
            pair.predicted.isEmpty() ? LabelScores.NONE : pair.predicted.first());
      } else {
        sets.add(pair.gold, pair.predicted);
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

  /** The offset of the first character of {@code annotation} that is not white space. */
  private static int begin(Annotation annotation) {
    String text = annotation.getCoveredText();
    return annotation.getBegin() + text.length() - text.stripLeading().length();
  }

  private static String value(Classification found) {
    return found.getValue() == null ? "(no value)" : found.getValue();
  }
}
