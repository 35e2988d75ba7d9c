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
 * The engines of a subject and of what runs before it, made as any UIMA application makes them.
 *
 * <p>Nothing of Cascade is called but what UIMA calls.
 */
final class Chain implements AutoCloseable {

  private final Subject subject;
  private final List<AnalysisEngineDescription> descriptions = new ArrayList<>();
  private final List<AnalysisEngine> engines = new ArrayList<>();
  private final List<ResourceManager> resources = new ArrayList<>();

  private Chain(Subject subject) {
    this.subject = subject;
  }

  /** Makes the engines; {@code last} stands for the subject's own description. */
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

  /** A CAS that all of the chain can work on, without text. */
  JCas newCas() throws UIMAException {
    return CasCreationUtils.createCas(descriptions).getJCas();
  }

  /** A CAS with {@code text}, on which all but the subject have run. */
  JCas prepared(String text) throws UIMAException {
    JCas cas = newCas();
    prepare(cas, text);
    return cas;
  }

  /** Fills {@code cas}, which is new or reset, and runs all but the subject on it. */
  void prepare(JCas cas, String text) throws UIMAException {
    cas.setDocumentText(TextCleaner.clean(text).text());
    cas.setDocumentLanguage(subject.language());
    for (AnalysisEngine engine : engines.subList(0, engines.size() - 1)) {
      engine.process(cas);
    }
  }

  /** The subject's own. */
  AnalysisEngine engine() {
    return engines.get(engines.size() - 1);
  }

  /** Runs the subject. */
  void process(JCas cas) throws AnalysisEngineProcessException {
    engine().process(cas);
  }

  /** Runs all, the subject last, on what is in {@code cas}. */
  void processAll(JCas cas) throws AnalysisEngineProcessException {
    for (AnalysisEngine engine : engines) {
      engine.process(cas);
    }
  }

  /** What is in a new CAS with {@code text} when all have run. */
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
