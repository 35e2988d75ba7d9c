package org.cascadenlp.testkit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.AnalysisEngineProcessException;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.core.TextCleaner;

/**
 * Random annotators one after the other, on random texts: what nobody thought of together must
 * annotate, or refuse with an error that a user can mend; and the same chain must do the same twice
 * (after Lucene's TestRandomChains).
 *
 * <p>What an annotator needs before it comes before it; else any may follow any. A failure names
 * the seed, by which the chain can be had again, and the chain.
 */
public final class RandomChains {

  private static final int LONGEST = 5;
  private static final int TEXTS = 4;
  private static final int PIECES = 40;

  private final List<Subject> subjects;

  /** Chains of {@code subjects}. */
  public RandomChains(List<Subject> subjects) {
    this.subjects = List.copyOf(subjects);
  }

  /**
   * Runs the chain of that seed.
   *
   * @return what came of it, one line
   * @throws AssertionError naming seed and chain
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
      Map<String, List<String>> first = annotate(chain, texts, what);
      List<String> turned = new ArrayList<>(texts);
      java.util.Collections.reverse(turned);
      Map<String, List<String>> second = annotate(chain, turned, what);
      for (String text : first.keySet()) {
        Expect.same(
            second.getOrDefault(text, List.of()),
            first.getOrDefault(text, List.of()),
            chain.get(chain.size() - 1),
            what + ": the second time it says something else on '" + text + "'");
      }
      return what + ": annotated";
    } catch (Exception e) {
      CascadeException refused = CascadeException.in(e);
      if (refused == null) {
        throw new AssertionError(what + ": " + CascadeException.describe(e), e);
      }
      return what + ": refused: " + refused.getMessage();
    }
  }

  private List<Subject> choose(Random random) {
    Set<Subject> chain = new LinkedHashSet<>();
    for (int i = 1 + random.nextInt(LONGEST); i > 0; i--) {
      chain.addAll(subjects.get(random.nextInt(subjects.size())).chain());
    }
    return List.copyOf(chain);
  }

  private static Map<String, List<String>> annotate(
      List<Subject> chain, List<String> texts, String what) throws Exception {
    ResourceManager resources = UIMAFramework.newDefaultResourceManager();
    resources.setDataPathElements(
        chain.stream()
            .map(Subject::folder)
            .filter(folder -> !folder.isEmpty())
            .distinct()
            .toArray(String[]::new));
    List<AnalysisEngineDescription> parts = chain.stream().map(Subject::description).toList();
    AnalysisEngine engine =
        UIMAFramework.produceAnalysisEngine(Aggregate.of(parts), resources, Map.of());
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

  /** What is in {@code cas} in the end, or the error by which a part refused it. */
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
      return List.of("refused: " + refused.getMessage());
    }
  }
}
