package org.cascadenlp.core;

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

/** The probes of one pipeline's models. */
@Singleton
public final class Probes {

  private final Registered<Probe> added = new Registered<>();

  @Inject
  Probes() {}

  /**
   * Adds a probe until what is returned is closed; of those with the same name the last one counts.
   */
  public AutoCloseable add(Probe probe) {
    return added.add(probe);
  }

  /** Sends every probe through {@code engine}: what differs, one line each. */
  List<String> run(AnalysisEngine engine) {
    Map<String, Probe> byName = new TreeMap<>();
    added.all().forEach(probe -> byName.put(probe.name(), probe));
    List<String> differences = new ArrayList<>();
    for (Probe probe : byName.values()) {
      try {
        JCas cas = engine.newJCas();
        fill(cas, List.of(probe.before(), probe.tokens(), probe.after()));
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

  private static void fill(JCas cas, List<List<String>> sentences) {
    cas.setDocumentText(String.join(" ", sentences.stream().flatMap(List::stream).toList()));
    int begin = 0;
    for (List<String> sentence : sentences) {
      int first = begin;
      for (String token : sentence) {
        new Token(cas, begin, begin + token.length()).addToIndexes();
        begin += token.length() + 1;
      }
      if (!sentence.isEmpty()) {
        new Sentence(cas, first, begin - 1).addToIndexes();
      }
    }
  }
}
