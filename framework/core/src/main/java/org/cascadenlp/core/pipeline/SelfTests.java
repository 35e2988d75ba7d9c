package org.cascadenlp.core.pipeline;

import org.cascadenlp.core.SelfTest;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.uima.UIMAException;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Registered;
import org.cascadenlp.core.error.CascadeException;

/** The probes of one pipeline's models. */
@Singleton
public final class SelfTests {

  private final Registered<SelfTest> added = new Registered<>();

  @Inject
  SelfTests() {}

  /**
   * Adds a probe until what is returned is closed; of those with the same name the last one counts.
   */
  public AutoCloseable add(SelfTest probe) {
    return added.add(probe);
  }

  /** Sends every probe through {@code engine}: what differs, one line each. */
  List<String> run(AnalysisEngine engine) {
    Map<String, SelfTest> byName = new TreeMap<>();
    added.all().forEach(probe -> byName.put(probe.name(), probe));
    List<String> differences = new ArrayList<>();
    for (SelfTest probe : byName.values()) {
      try {
        JCas cas = engine.newJCas();
        fill(cas, probe.text(), List.of(probe.before(), probe.tokens(), probe.after()));
        engine.process(cas);
        String difference = probe.compare(cas);
        if (!difference.isEmpty()) {
          differences.add(probe.name() + ": " + difference);
        }
      } catch (UIMAException e) {
        differences.add(probe.name() + ": " + CascadeException.describe(e));
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
        // a sentence at an end of the text has what stands there beside its tokens
        new Sentence(cas, begins ? 0 : first, done == tokens.size() ? text.length() : at)
            .addToIndexes();
      }
    }
  }
}
