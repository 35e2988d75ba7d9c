package org.cascadenlp.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.TypeOrFeature;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.resource.ResourceInitializationException;
import org.apache.uima.resource.metadata.ConfigurationParameter;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;

/**
 * The tests that every annotator's descriptor is complete and that undeclared parameters are
 * refused.
 */
abstract class DescriptorContract {

  private static final String UNKNOWN = "noSuchParameterExists";

  /** The annotator under test. */
  abstract Subject subject();

  @Test
  void theDescriptorLeavesNothingUnsaid() throws Exception {
    AnalysisEngineDescription description = subject().description();
    Expect.none(DescriptorRules.broken(description), subject(), "the descriptor is incomplete");
    try (Chain chain = Chain.of(subject())) {
      TypeSystem types = chain.newCas().getTypeSystem();
      Capabilities capabilities = Capabilities.of(description);
      List<String> unknown = new ArrayList<>();
      for (TypeOrFeature one : capabilities.inputs()) {
        unknown.add(one.getName());
      }
      capabilities.outputs().forEach(one -> unknown.add(one.getName()));
      unknown.removeIf(
          name -> types.getType(name) != null || types.getFeatureByFullName(name) != null);
      Expect.none(unknown, subject(), "declared, but not in its type system");
    }
  }

  @Test
  void aParameterThatItDoesNotHaveIsRefused() {
    AnalysisEngineDescription undeclared = subject().description();
    undeclared
        .getAnalysisEngineMetaData()
        .getConfigurationParameterSettings()
        .setParameterValue(UNKNOWN, "x");
    refuses(undeclared);
    if (subject().description().isPrimitive()) {
      AnalysisEngineDescription declared = subject().description();
      ConfigurationParameter parameter =
          UIMAFramework.getResourceSpecifierFactory().createConfigurationParameter();
      parameter.setName(UNKNOWN);
      parameter.setType(ConfigurationParameter.TYPE_STRING);
      declared
          .getAnalysisEngineMetaData()
          .getConfigurationParameterDeclarations()
          .addConfigurationParameter(parameter);
      declared
          .getAnalysisEngineMetaData()
          .getConfigurationParameterSettings()
          .setParameterValue(UNKNOWN, "x");
      refuses(declared);
    }
  }

  private void refuses(AnalysisEngineDescription description) {
    ResourceInitializationException error =
        assertThrows(
            ResourceInitializationException.class,
            () -> Chain.of(subject(), description).close(),
            subject() + " takes parameter " + UNKNOWN);
    assertTrue(
        CascadeException.describe(error).contains(UNKNOWN),
        () -> subject() + " must name the parameter: " + CascadeException.describe(error));
  }
}
