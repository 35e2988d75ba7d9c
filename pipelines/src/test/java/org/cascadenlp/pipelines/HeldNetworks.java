package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.testkit.Subject;

/** Holds networks open that several tests use, so that each is read once. */
final class HeldNetworks implements AutoCloseable {

  private final List<AnalysisEngine> engines = new ArrayList<>();

  /** Holds the networks that most tests use. */
  HeldNetworks() throws Exception {
    this(ShippedAnnotators.networks().toList());
  }

  /** Holds all models of {@code parts}. */
  HeldNetworks(List<Subject> parts) throws Exception {
    assertThat(ModelStore.shared().size()).as("models left open by an earlier test").isZero();
    for (Subject part : parts) {
      ResourceManager resources = UIMAFramework.newDefaultResourceManager();
      resources.setDataPathElements(Checkout.PIPELINES.toString());
      AnalysisEngineDescription description =
          part.descriptor().startsWith(ShippedDescriptors.PIPELINES)
              ? ShippedDescriptors.onClassPath(ShippedAnnotators.name(part))
              : ShippedDescriptors.parse(ShippedDescriptors.url(part.descriptor()));
      part.settings()
          .forEach(
              description.getAnalysisEngineMetaData().getConfigurationParameterSettings()
                  ::setParameterValue);
      engines.add(UIMAFramework.produceAnalysisEngine(description, resources, Map.of()));
    }
  }

  @Override
  public void close() {
    engines.forEach(AnalysisEngine::destroy);
    assertThat(ModelStore.shared().size()).as("models left open").isZero();
  }
}
