package org.cascadenlp.pipelines;

import java.util.ArrayList;
import java.util.List;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.metadata.FixedFlow;
import org.apache.uima.resource.metadata.MetaDataObject;

/** An aggregate that an application builds in code. */
final class TheirAggregate {

  private TheirAggregate() {}

  /**
   * The aggregate of {@code parts}, descriptions or imports, in this order; it allows several
   * instances.
   */
  static AnalysisEngineDescription of(List<? extends MetaDataObject> parts) {
    AnalysisEngineDescription whole =
        UIMAFramework.getResourceSpecifierFactory().createAnalysisEngineDescription();
    whole.setFrameworkImplementation("org.apache.uima.java");
    whole.setPrimitive(false);
    whole.getMetaData().setName("Theirs");
    List<String> flow = new ArrayList<>();
    for (MetaDataObject part : parts) {
      flow.add("part" + flow.size());
      whole.getDelegateAnalysisEngineSpecifiersWithImports().put(flow.get(flow.size() - 1), part);
    }
    FixedFlow fixed = UIMAFramework.getResourceSpecifierFactory().createFixedFlow();
    fixed.setFixedFlow(flow.toArray(String[]::new));
    whole.getAnalysisEngineMetaData().setFlowConstraints(fixed);
    whole.getAnalysisEngineMetaData().getOperationalProperties().setModifiesCas(true);
    whole.getAnalysisEngineMetaData().getOperationalProperties().setMultipleDeploymentAllowed(true);
    return whole;
  }
}
