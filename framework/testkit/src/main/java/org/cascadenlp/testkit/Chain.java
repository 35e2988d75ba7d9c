package org.cascadenlp.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAException;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.AnalysisEngineProcessException;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceInitializationException;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.util.CasCreationUtils;
import org.cascadenlp.core.document.TextCleaner;

/**
 * The engines of a subject and of the annotators before it.
 *
 * <p>They are created and called by UIMA's own API only.
 */
final class Chain implements AutoCloseable {

  private final Subject subject;
  private final List<AnalysisEngineDescription> descriptions = new ArrayList<>();
  private final List<AnalysisEngine> engines = new ArrayList<>();
  private final List<ResourceManager> resources = new ArrayList<>();

  private Chain(Subject subject) {
    this.subject = subject;
  }

  /** Creates the engines; {@code last} replaces the subject's description. */
  static Chain of(Subject subject, AnalysisEngineDescription last)
      throws ResourceInitializationException {
    Chain chain = new Chain(subject);
    try {
      for (Subject part : subject.chain()) {
        chain.add(part, part.equals(subject) ? last : part.description());
      }
      return chain;
    } catch (ResourceInitializationException | RuntimeException | AssertionError e) {
      chain.close();
      throw e;
    }
  }

  static Chain of(Subject subject) throws ResourceInitializationException {
    return of(subject, subject.description());
  }

  private void add(Subject part, AnalysisEngineDescription description)
      throws ResourceInitializationException {
    ResourceManager own = part.resources();
    resources.add(own);
    descriptions.add(description);
    engines.add(UIMAFramework.produceAnalysisEngine(description, own, Map.of()));
  }

  /** An empty CAS with the types of the whole chain. */
  JCas newCas() throws UIMAException {
    return CasCreationUtils.createCas(descriptions).getJCas();
  }

  /** A new CAS with {@code text}, processed by all engines before the subject. */
  JCas prepared(String text) throws UIMAException {
    JCas cas = newCas();
    prepare(cas, text);
    return cas;
  }

  /**
   * Sets {@code text} in {@code cas}, which is new or reset, and runs all engines before the
   * subject.
   */
  void prepare(JCas cas, String text) throws UIMAException {
    cas.setDocumentText(TextCleaner.clean(text).text());
    cas.setDocumentLanguage(subject.language());
    for (AnalysisEngine engine : engines.subList(0, engines.size() - 1)) {
      engine.process(cas);
    }
  }

  /** The subject's engine. */
  AnalysisEngine engine() {
    return engines.get(engines.size() - 1);
  }

  /** Runs the subject. */
  void process(JCas cas) throws AnalysisEngineProcessException {
    engine().process(cas);
  }

  /** Runs all engines on {@code cas}, the subject last. */
  void processAll(JCas cas) throws AnalysisEngineProcessException {
    for (AnalysisEngine engine : engines) {
      engine.process(cas);
    }
  }

  /** The content of a new CAS with {@code text} after all engines have run. */
  List<String> annotate(String text) throws UIMAException {
    JCas cas = prepared(text);
    process(cas);
    return Snapshot.of(cas).lines();
  }

  @Override
  public void close() {
    engines.forEach(AnalysisEngine::destroy);
    resources.forEach(ResourceManager::destroy);
  }
}
