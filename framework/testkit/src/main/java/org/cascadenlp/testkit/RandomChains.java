package org.cascadenlp.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.AnalysisEngineProcessException;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;

/**
 * Runs random chains of annotators on random texts. Every chain must annotate or fail with an error
 * that a user can fix, and must give the same result twice (after Lucene's TestRandomChains).
 *
 * <p>Annotators occur in any order and any number, in nested aggregates. Each follows the
 * annotators that create its inputs, except in one chain of four, in which some of these are
 * missing or repeated, or the order is shuffled. A failure names the chain and its seed, which
 * reproduces it.
 */
public final class RandomChains {

  private static final int LONGEST = 5;
  private static final int TEXTS = 4;
  private static final int PIECES = 40;
  private static final String REFUSED = "refused: ";

  private final List<Subject> subjects;

  /** Creates random chains of {@code subjects}. */
  public RandomChains(List<Subject> subjects) {
    this.subjects = List.copyOf(subjects);
  }

  /**
   * Runs the chain of {@code seed}.
   *
   * @return the outcome in one line
   * @throws AssertionError with seed and chain if the contract is broken
   */
  public String run(long seed) {
    Random random = new Random(seed);
    List<Subject> chain = choose(random);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < TEXTS; i++) {
      texts.add(TextCleaner.clean(NastyTexts.random(random, PIECES)).text());
    }
    String what = "seed " + seed + ", chain " + chain;
    try {
      long shape = random.nextLong();
      Map<String, List<String>> first = annotate(chain, new Random(shape), texts, what);
      List<String> turned = new ArrayList<>(texts);
      Collections.reverse(turned);
      Map<String, List<String>> second = annotate(chain, new Random(shape), turned, what);
      for (String text : first.keySet()) {
        Expect.same(
            second.getOrDefault(text, List.of()),
            first.getOrDefault(text, List.of()),
            chain.get(chain.size() - 1),
            what + ": the second time its output differs on '" + text + "'");
      }
      List<String> refusals =
          first.values().stream()
              .filter(lines -> lines.size() == 1 && lines.get(0).startsWith(REFUSED))
              .map(lines -> lines.get(0))
              .toList();
      return what + ": " + (refusals.size() < first.size() ? "annotated" : refusals.get(0));
    } catch (Exception e) {
      CascadeException refused = CascadeException.in(e);
      if (refused == null) {
        throw new AssertionError(what + ": " + CascadeException.describe(e), e);
      }
      return what + ": " + REFUSED + refused.getMessage();
    }
  }

  private List<Subject> choose(Random random) {
    List<Subject> chain = new ArrayList<>();
    boolean unruly = random.nextInt(4) == 0;
    for (int i = 1 + random.nextInt(LONGEST); i > 0; i--) {
      Subject next = subjects.get(random.nextInt(subjects.size()));
      for (Subject part : next.chain()) {
        boolean comes = unruly ? random.nextInt(4) > 0 : !chain.contains(part);
        if (comes || part.equals(next)) {
          chain.add(part);
        }
      }
    }
    if (unruly && random.nextBoolean()) {
      Collections.shuffle(chain, random);
    }
    return List.copyOf(chain);
  }

  /** An aggregate of the parts in the order of {@code chain}, some of them in nested aggregates. */
  private static AnalysisEngineDescription whole(List<Subject> chain, Random random) {
    List<AnalysisEngineDescription> parts = new ArrayList<>();
    int from = 0;
    while (from < chain.size()) {
      int to = from + 1 + random.nextInt(chain.size() - from);
      List<AnalysisEngineDescription> some =
          chain.subList(from, to).stream().map(Subject::description).toList();
      if (random.nextBoolean()) {
        parts.add(Aggregate.of(some));
      } else {
        parts.addAll(some);
      }
      from = to;
    }
    return Aggregate.of(parts);
  }

  private static Map<String, List<String>> annotate(
      List<Subject> chain, Random shape, List<String> texts, String what) throws Exception {
    ResourceManager resources = UIMAFramework.newDefaultResourceManager();
    resources.setDataPathElements(
        chain.stream()
            .map(Subject::folder)
            .filter(folder -> !folder.isEmpty())
            .distinct()
            .toArray(String[]::new));
    AnalysisEngine engine =
        UIMAFramework.produceAnalysisEngine(whole(chain, shape), resources, Map.of());
    Map<String, List<String>> found = new TreeMap<>();
    try {
      JCas cas = engine.newJCas();
      for (String text : texts) {
        cas.reset();
        cas.setDocumentText(text);
        cas.setDocumentLanguage(chain.get(chain.size() - 1).language());
        found.put(text, outcome(engine, cas));
        Expect.none(Offsets.broken(cas), chain.get(chain.size() - 1), what + ": '" + text + "'");
      }
    } finally {
      engine.destroy();
      resources.destroy();
    }
    return found;
  }

  /** The content of {@code cas} after processing, or the error with which a part refused it. */
  private static List<String> outcome(AnalysisEngine engine, JCas cas)
      throws AnalysisEngineProcessException {
    try {
      engine.process(cas);
      return Snapshot.of(cas).lines();
    } catch (AnalysisEngineProcessException e) {
      CascadeException refused = CascadeException.in(e);
      if (refused == null) {
        throw e;
      }
      return List.of(REFUSED + refused.getMessage());
    }
  }
}
