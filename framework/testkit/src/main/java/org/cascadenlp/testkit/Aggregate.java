package org.cascadenlp.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.metadata.FixedFlow;
import org.apache.uima.resource.ResourceInitializationException;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.metadata.OperationalProperties;

/** Builds aggregates of given descriptors, as an application would. */
final class Aggregate {

  private Aggregate() {}

  /** An aggregate that runs {@code parts} in this order. */
  static AnalysisEngineDescription of(List<AnalysisEngineDescription> parts) {
    AnalysisEngineDescription whole =
        UIMAFramework.getResourceSpecifierFactory().createAnalysisEngineDescription();
    whole.setFrameworkImplementation("org.apache.uima.java");
    whole.setPrimitive(false);
    whole.getMetaData().setName("Theirs");
    List<String> flow = new ArrayList<>();
    boolean many = true;
    for (AnalysisEngineDescription part : parts) {
      String role = "part" + flow.size();
      flow.add(role);
      whole.getDelegateAnalysisEngineSpecifiersWithImports().put(role, part);
      many &=
          part.getAnalysisEngineMetaData().getOperationalProperties().isMultipleDeploymentAllowed();
    }
    FixedFlow fixed = UIMAFramework.getResourceSpecifierFactory().createFixedFlow();
    fixed.setFixedFlow(flow.toArray(String[]::new));
    whole.getAnalysisEngineMetaData().setFlowConstraints(fixed);
    OperationalProperties properties = whole.getAnalysisEngineMetaData().getOperationalProperties();
    properties.setModifiesCas(true);
    properties.setMultipleDeploymentAllowed(many);
    return whole;
  }

  /**
   * An engine of {@code subject} and the annotators before it, in an aggregate inside an aggregate;
   * with two instances if multiple deployment is allowed.
   */
  static AnalysisEngine engine(Subject subject, ResourceManager resources)
      throws ResourceInitializationException {
    List<AnalysisEngineDescription> parts =
        subject.chain().stream().map(Subject::description).toList();
    AnalysisEngineDescription whole = of(List.of(of(parts)));
    boolean many =
        whole.getAnalysisEngineMetaData().getOperationalProperties().isMultipleDeploymentAllowed();
    return UIMAFramework.produceAnalysisEngine(
        whole,
        resources,
        many ? Map.of(AnalysisEngine.PARAM_NUM_SIMULTANEOUS_REQUESTS, 2) : Map.of());
  }
}
