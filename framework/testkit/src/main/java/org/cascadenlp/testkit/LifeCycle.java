package org.cascadenlp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.UIMA_IllegalStateException;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.AnalysisEngineProcessException;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceConfigurationException;
import org.apache.uima.resource.ResourceInitializationException;
import org.apache.uima.resource.metadata.ConfigurationParameter;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.error.CascadeException;

/**
 * Tests of the life cycle that UIMA defines for annotators ({@code Resource}, {@code
 * ConfigurableResource} and {@code AnalysisComponent}).
 */
record LifeCycle(Subject subject) {

  private static final String UNDECLARED_YET = "noSuchParameterExists";

  /**
   * Reconfiguration without changes keeps the output the same, whether or not other engines share
   * its models.
   */
  void unchanged() throws Exception {
    try (Chain chain = Chain.of(subject)) {
      List<List<String>> before = annotated(chain);
      int models = ModelStore.shared().size(); // including those opened at the first document
      chain.engine().reconfigure();
      compare(chain, before, "reconfigured with nothing changed its output differs");
      try (Chain another = Chain.of(subject)) {
        chain.engine().reconfigure();
        compare(chain, before, "reconfigured beside another engine its output differs");
        compare(another, before, "when another engine is reconfigured its output differs");
      }
      assertEquals(
          models,
          ModelStore.shared().size(),
          subject + " holds other models when it is reconfigured");
    }
  }

  /**
   * Reconfiguration with {@code changes} gives the same output as a new engine with these settings,
   * and can be reverted.
   */
  void changed(Map<String, Object> changes) throws Exception {
    AnalysisEngineDescription description = subject.description();
    changes.forEach(
        description.getMetaData().getConfigurationParameterSettings()::setParameterValue);
    List<List<String>> expected;
    int models;
    try (Chain made = Chain.of(subject, description)) {
      expected = annotated(made);
      models = ModelStore.shared().size();
    }
    try (Chain chain = Chain.of(subject)) {
      List<List<String>> first = annotated(chain);
      int before = ModelStore.shared().size();
      Map<String, Object> former = new HashMap<>();
      changes.keySet().forEach(p -> former.put(p, chain.engine().getConfigParameterValue(p)));
      changes.forEach(chain.engine()::setConfigParameterValue);
      chain.engine().reconfigure();
      compare(
          chain,
          expected,
          "reconfigured with " + changes + " its output is not that of a new engine");
      assertEquals(
          models, ModelStore.shared().size(), subject + " holds models of the former settings");
      former.forEach(chain.engine()::setConfigParameterValue);
      chain.engine().reconfigure();
      compare(chain, first, "reconfigured with its first settings its output differs");
      assertEquals(before, ModelStore.shared().size(), subject + " leaves models open");
      assertTrue(!first.equals(expected), () -> subject + ": " + changes + " change nothing");
    }
  }

  /**
   * After destroy, documents are refused with a one-line error, and a second destroy does nothing.
   */
  void destroyed() throws Exception {
    int models = ModelStore.shared().size();
    JCas cas;
    try (Chain chain = Chain.of(subject)) {
      cas = chain.prepared(subject.texts().get(0));
      chain.engine().destroy();
      chain.engine().destroy();
      refuses(chain, cas, "destroyed");
      assertThrows(
          ResourceConfigurationException.class,
          chain.engine()::reconfigure,
          subject + " can be reconfigured when it is destroyed");
      refuses(chain, cas, "destroyed");
    }
    assertEquals(models, ModelStore.shared().size(), subject + " leaves models open");
  }

  /** A second initialization of the engine or the annotator is refused and changes nothing. */
  void initializedTwice() throws Exception {
    try (Chain chain = Chain.of(subject)) {
      List<List<String>> before = annotated(chain);
      AnalysisEngine engine = chain.engine();
      assertThrows(
          UIMA_IllegalStateException.class,
          () -> engine.initialize(subject.description(), Map.of()),
          subject + " can be initialized twice");
      compare(chain, before, "initialized twice its output differs");
      initializedTwice(engine, chain.prepared(subject.texts().get(0)));
    }
  }

  private void initializedTwice(AnalysisEngine engine, JCas cas) throws Exception {
    int models = ModelStore.shared().size();
    ClassLoader loader = Thread.currentThread().getContextClassLoader(); // as UIMA's own
    String name = subject.description().getAnnotatorImplementationName();
    Class<?> type = Class.forName(name, true, loader);
    PluginAnnotator annotator = (PluginAnnotator) type.getDeclaredConstructor().newInstance();
    annotator.initialize(engine.getUimaContext());
    ResourceInitializationException refused =
        assertThrows(
            ResourceInitializationException.class,
            () -> annotator.initialize(engine.getUimaContext()),
            subject + " can be initialized twice");
    reported(refused, "second time");
    annotator.process(cas);
    annotator.destroy();
    assertEquals(models, ModelStore.shared().size(), subject + " leaves models open");
  }

  /**
   * A reconfiguration that fails is reported, closes all models, and can be followed by a valid
   * one.
   */
  void failed() throws Exception {
    AnalysisEngineDescription description = subject.description();
    ConfigurationParameter parameter =
        UIMAFramework.getResourceSpecifierFactory().createConfigurationParameter();
    parameter.setName(UNDECLARED_YET);
    parameter.setType(ConfigurationParameter.TYPE_STRING);
    description
        .getAnalysisEngineMetaData()
        .getConfigurationParameterDeclarations()
        .addConfigurationParameter(parameter);
    int models = ModelStore.shared().size();
    try (Chain chain = Chain.of(subject, description)) {
      List<List<String>> before = annotated(chain);
      JCas cas = chain.prepared(subject.texts().get(0));
      chain.engine().setConfigParameterValue(UNDECLARED_YET, "x");
      reported(
          assertThrows(
              ResourceConfigurationException.class,
              chain.engine()::reconfigure,
              subject + " takes parameter " + UNDECLARED_YET),
          UNDECLARED_YET);
      refuses(chain, cas, UNDECLARED_YET);
      int left = ModelStore.shared().size();
      chain.engine().setConfigParameterValue(UNDECLARED_YET, null);
      chain.engine().reconfigure();
      compare(chain, before, "when a reconfiguration has failed its output differs");
      chain.engine().destroy();
      assertEquals(
          ModelStore.shared().size(),
          left,
          subject + " leaves models open when a reconfiguration fails");
    }
    assertEquals(models, ModelStore.shared().size(), subject + " leaves models open");
  }

  private void refuses(Chain chain, JCas cas, String why) {
    reported(
        assertThrows(
            AnalysisEngineProcessException.class,
            () -> chain.process(cas),
            subject + " annotates when it cannot (" + why + ")"),
        why);
  }

  private void reported(Exception error, String what) {
    CascadeException known = CascadeException.in(error);
    String line = known == null ? "\n" : String.valueOf(known.getMessage());
    assertTrue(
        line.contains(what) && !line.contains("\n"),
        () -> subject + " must report it in one line ('" + what + "'): " + error);
  }

  private List<List<String>> annotated(Chain chain) throws Exception {
    List<List<String>> all = new ArrayList<>();
    for (String text : subject.texts()) {
      all.add(chain.annotate(text));
    }
    return all;
  }

  private void compare(Chain chain, List<List<String>> expected, String rule) throws Exception {
    for (int i = 0; i < expected.size(); i++) {
      List<String> found;
      try {
        found = chain.annotate(subject.texts().get(i));
      } catch (AnalysisEngineProcessException e) {
        throw new AssertionError(subject + ": " + rule + ": " + CascadeException.describe(e), e);
      }
      Expect.same(found, expected.get(i), subject, rule);
    }
  }
}
