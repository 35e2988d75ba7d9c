package org.cascadenlp.core;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.uima.UIMAException;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.jcas.JCas;

/** The probes of one pipeline's models. */
@Singleton
public final class Probes {

  private final Map<String, Probe> byName = new ConcurrentSkipListMap<>();

  @Inject
  Probes() {}

  /** Adds a probe; a further one of the same name takes its place. */
  public void add(Probe probe) {
    byName.put(probe.name(), probe);
  }

  /** Sends every probe through {@code engine}: what differs, one line each. */
  List<String> run(AnalysisEngine engine) {
    List<String> differences = new ArrayList<>();
    for (Probe probe : byName.values()) {
      try {
        JCas cas = engine.newJCas();
        fill(cas, probe.tokens());
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

  private static void fill(JCas cas, List<String> tokens) {
    cas.setDocumentText(String.join(" ", tokens));
    int begin = 0;
    for (String token : tokens) {
      new Token(cas, begin, begin + token.length()).addToIndexes();
      begin += token.length() + 1;
    }
    new Sentence(cas, 0, Math.max(0, begin - 1)).addToIndexes();
  }
}
