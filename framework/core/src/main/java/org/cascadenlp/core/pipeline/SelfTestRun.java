package org.cascadenlp.core.pipeline;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.uima.UIMAException;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.SelfTest;
import org.cascadenlp.core.error.CascadeException;

/** Runs the self-tests of a pipeline's models. */
final class SelfTestRun {

  private SelfTestRun() {}

  /**
   * Runs {@code tests} on {@code engine}; of tests with the same name, the last one.
   *
   * @return the differences, one line each
   */
  static List<String> of(List<SelfTest> tests, AnalysisEngine engine) {
    Map<String, SelfTest> byName = new TreeMap<>();
    tests.forEach(test -> byName.put(test.name(), test));
    List<String> differences = new ArrayList<>();
    for (SelfTest test : byName.values()) {
      try {
        JCas cas = engine.newJCas();
        fill(cas, test.text(), List.of(test.before(), test.tokens(), test.after()));
        DocumentProcess.run(engine, cas.getCas());
        String difference = test.compare(cas);
        if (!difference.isEmpty()) {
          differences.add(test.name() + ": " + difference);
        }
      } catch (UIMAException e) {
        differences.add(test.name() + ": " + CascadeException.describe(e));
      }
    }
    return differences;
  }

  private static void fill(JCas cas, String known, List<List<String>> sentences) {
    List<String> tokens = sentences.stream().flatMap(List::stream).toList();
    String text = known.isEmpty() ? String.join(" ", tokens) : known;
    cas.setDocumentText(text);
    int at = 0;
    int done = 0;
    for (List<String> sentence : sentences) {
      int first = text.length();
      for (String token : sentence) {
        int begin = Math.max(at, text.indexOf(token, at));
        at = Math.min(text.length(), begin + token.length());
        first = Math.min(first, begin);
        new Token(cas, begin, at).addToIndexes();
      }
      boolean begins = done == 0;
      done += sentence.size();
      if (!sentence.isEmpty()) {
        // the first and last sentence extend to the ends of the text
        new Sentence(cas, begins ? 0 : first, done == tokens.size() ? text.length() : at)
            .addToIndexes();
      }
    }
  }
}
