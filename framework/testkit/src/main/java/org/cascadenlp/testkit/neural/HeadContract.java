package org.cascadenlp.testkit.neural;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.uima.cas.CASException;
import org.apache.uima.cas.Feature;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.LabelTask;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.Scorer;
import org.cascadenlp.testkit.TestDocuments;
import org.cascadenlp.testkit.TwoWorkers;
import org.junit.jupiter.api.Test;

/**
 * The tests that every label task and its head must pass. The author of a task extends this class:
 *
 * <pre>{@code
 * class HalvesContractTest extends HeadContract {
 *   @Override
 *   protected LabelTask head() {
 *     return new HalvesHead();
 *   }
 *
 *   @Override
 *   protected HeadSettings settings() {
 *     return new HeadSettings("halves", List.of("first", "second"), Map.of(), 1, 8, 42);
 *   }
 *
 *   @Override
 *   protected List<List<String>> gold() {
 *     return List.of(List.of("first"), List.of("second", "first"));
 *   }
 * }
 * }</pre>
 */
public abstract class HeadContract extends HeadNetworkContract {

  private static final String SOURCE = "Contract model";

  /** For subclasses. */
  protected HeadContract() {}

  /** The task under test. */
  @Override
  protected abstract LabelTask head();

  /** The name of the task, all labels, options, and layers and width of the input vectors. */
  @Override
  protected abstract HeadSettings settings();

  /**
   * Gold labels of some sequences, in the form of {@link LabelTask#target}: at least two sequences
   * and two labels.
   */
  @Override
  protected abstract List<List<String>> gold();

  /** An empty CAS with all types that the head creates; by default those of Cascade. */
  protected JCas newCas() {
    return TestDocuments.empty();
  }

  /** A document with one sentence per sequence in {@link #gold}, without predictions. */
  private JCas document() {
    JCas cas = newCas();
    List<List<String>> sentences = new ArrayList<>();
    for (int i = 0; i < gold().size(); i++) {
      List<String> tokens = new ArrayList<>(Collections.nCopies(tokens(i), "word😀"));
      tokens.set(0, "First");
      sentences.add(tokens);
    }
    TestDocuments.fill(cas, sentences);
    return cas;
  }

  private void write(JCas cas) {
    List<Sentence> sentences = cas.select(Sentence.class).asList();
    Random random = new Random(2);
    for (int i = 0; i < sentences.size(); i++) {
      float[] scores = new float[gold().get(i).size()];
      for (int k = 0; k < scores.length; k++) {
        scores[k] = random.nextFloat();
      }
      head()
          .write(cas, sentences.get(i), new Prediction(gold().get(i), scores), settings(), SOURCE);
    }
  }

  private static Set<Annotation> annotations(JCas cas) {
    return new LinkedHashSet<>(cas.select(Annotation.class).asList());
  }

  @Test
  void thereAreLabelsToTestItOn() {
    Set<String> used = new TreeSet<>();
    gold().forEach(used::addAll);
    assertTrue(gold().size() > 1 && used.size() > 1, "name two sequences and two labels or more");
    assertTrue(
        settings().labels().containsAll(used),
        () -> "labels in gold() that settings() does not have: " + used);
  }

  @Test
  void whatIsWrittenIsReadAsGoldAgain() {
    JCas cas = document();
    write(cas);
    List<Sentence> sentences = cas.select(Sentence.class).asList();
    for (int i = 0; i < sentences.size(); i++) {
      assertEquals(
          gold().get(i),
          head().target(cas, sentences.get(i), settings()),
          "labels that were written and read again");
    }
  }

  @Test
  void whatIsWrittenLiesInItsSequenceAndNamesItsSource() {
    JCas cas = document();
    Set<Annotation> before = annotations(cas);
    write(cas);
    Set<Annotation> written = annotations(cas);
    written.removeAll(before);
    assertTrue(!written.isEmpty(), "nothing is written for the labels " + gold());
    for (Annotation one : written) {
      assertTrue(
          one.getBegin() < one.getEnd() && !cas.select(Sentence.class).covering(one).isEmpty(),
          () -> "an annotation that lies in no sequence: " + one);
      Feature source = one.getType().getFeatureByBaseName("source");
      if (source != null) {
        assertEquals(SOURCE, one.getFeatureValueAsString(source), "feature source");
      }
    }
  }

  @Test
  void itFindsWhatItHasWrittenBefore() {
    JCas cas = document();
    List<Sentence> sentences = cas.select(Sentence.class).asList();
    assertTrue(
        head().existing(cas, sentences, settings(), SOURCE).isEmpty(),
        "Task.existing finds predictions in a document without any");
    Set<Annotation> before = annotations(cas);
    write(cas);
    Set<Annotation> written = annotations(cas);
    written.removeAll(before);
    assertEquals(
        written,
        new LinkedHashSet<Annotation>(head().existing(cas, sentences, settings(), SOURCE)),
        "Task.existing, which parameter existing keeps or replaces");
  }

  @Test
  void itWritesOnlyIntoTheViewItIsGiven() {
    JCas cas = document();
    try {
      JCas gold = cas.createView(InputFormat.GOLD_VIEW);
      gold.setDocumentText(cas.getDocumentText());
      int before = annotations(gold).size();
      write(cas);
      assertEquals(before, annotations(gold).size(), "annotations of the gold view");
    } catch (CASException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theOrderOfLabelsDependsOnTheirSetAlone() {
    List<String> seen = new ArrayList<>(new TreeSet<>(settings().labels()));
    List<String> first = head().labels(new LinkedHashSet<>(seen), settings().options());
    Collections.reverse(seen);
    List<String> second = head().labels(new LinkedHashSet<>(seen), settings().options());
    assertEquals(first, second, "labels of the same set in another order");
    assertEquals(first.size(), new TreeSet<>(first).size(), "different labels among " + first);
  }

  @Test
  void goldScoresBestAndOtherLabelsLess() {
    Scores best = scores(gold());
    Map.Entry<String, Double> chosen = best.metrics().entrySet().iterator().next();
    assertEquals(1.0, chosen.getValue(), 1e-9, chosen.getKey() + " of gold itself");
    assertTrue(best.toJson().has("micro"), "Scores.toJson() has no micro");
    List<List<String>> wrong = gold().stream().map(this::others).toList();
    Scores worse = scores(wrong);
    double value = worse.metrics().getOrDefault(chosen.getKey(), 1.0);
    assertTrue(value < 1, () -> chosen.getKey() + " of wrong labels is " + value);
    for (double metric : worse.metrics().values()) {
      assertTrue(metric >= 0 && metric <= 1, () -> "not a fraction: " + worse.metrics());
    }
  }

  /** The scores of certain predictions of {@code labels}. */
  private Scores scores(List<List<String>> labels) {
    Scorer<List<String>, Prediction> scorer = head().scorer(settings());
    for (int i = 0; i < labels.size(); i++) {
      scorer.add(gold().get(i), head().codec().certain(labels.get(i)));
    }
    return scorer.scores();
  }

  /** Replaces each label by the next one in {@link #settings}. */
  private List<String> others(List<String> labels) {
    List<String> all = settings().labels();
    return labels.stream().map(l -> all.get((all.indexOf(l) + 1) % all.size())).toList();
  }

  @Test
  void twoWorkersWriteTheSame() throws Exception {
    JCas alone = document();
    write(alone);
    List<String> expected = annotations(alone).stream().map(Annotation::toString).toList();
    for (List<String> found :
        TwoWorkers.run(
            () -> {
              JCas cas = document();
              write(cas);
              return annotations(cas).stream().map(Annotation::toString).toList();
            })) {
      assertEquals(expected, found, "annotations written beside another worker");
    }
  }
}
