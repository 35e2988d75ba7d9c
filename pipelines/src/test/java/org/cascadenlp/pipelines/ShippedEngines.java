package org.cascadenlp.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.AnalysisEngineProcessException;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.metadata.Import;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.CasCreationUtils;
import org.junit.jupiter.api.AfterEach;

/** Engines of shipped parts, with GloVe's vectors and heads, for chains in a test. */
abstract class ShippedEngines {

  static final String TEXT =
      "Ada Lovelace met Charles Babbage in London. Years later she moved to New York City.";

  private final List<AnalysisEngine> engines = new ArrayList<>();

  /** The engine of a shipped descriptor with the given parameter values. */
  final AnalysisEngine engine(String name, String... settings) throws Exception {
    AnalysisEngineDescription description = ShippedDescriptors.parse(ShippedDescriptors.url(name));
    for (int i = 0; i < settings.length; i += 2) {
      description
          .getAnalysisEngineMetaData()
          .getConfigurationParameterSettings()
          .setParameterValue(settings[i], settings[i + 1]);
    }
    return engine(description);
  }

  final AnalysisEngine engine(AnalysisEngineDescription description) throws Exception {
    ResourceManager resources = UIMAFramework.newDefaultResourceManager();
    resources.setDataPathElements(Checkout.PIPELINES.toString());
    AnalysisEngine engine = UIMAFramework.produceAnalysisEngine(description, resources, Map.of());
    engines.add(engine);
    return engine;
  }

  final AnalysisEngine segmenter() throws Exception {
    return engine("org.cascadenlp.opennlp.OpenNlpSegmenter");
  }

  final AnalysisEngine glove(String... settings) throws Exception {
    AnalysisEngineDescription description =
        ShippedDescriptors.parse(
            ShippedDescriptors.url("org.cascadenlp.static-embeddings.StaticEmbedding"));
    var values = description.getAnalysisEngineMetaData().getConfigurationParameterSettings();
    values.setParameterValue("model", "models/vectors/glove-6b-100d-top10k.vectors");
    values.setParameterValue("oov", "lowercase,zero");
    values.setParameterValue("casing", "classes");
    for (int i = 0; i < settings.length; i += 2) {
      values.setParameterValue(settings[i], settings[i + 1]);
    }
    return engine(description);
  }

  final AnalysisEngine head(String part, String model, String existing) throws Exception {
    return engine(
        "org.cascadenlp.task-heads." + part, "model", "models/" + model, "existing", existing);
  }

  @AfterEach
  void destroy() {
    engines.forEach(AnalysisEngine::destroy);
  }

  static JCas cas() throws Exception {
    TypeSystemDescription types =
        UIMAFramework.getResourceSpecifierFactory().createTypeSystemDescription();
    Import cascade = UIMAFramework.getResourceSpecifierFactory().createImport();
    cascade.setName("org.cascadenlp.types.CascadeTypes");
    types.setImports(new Import[] {cascade});
    return CasCreationUtils.createCas(types, null, null).getJCas();
  }

  static JCas run(String text, AnalysisEngine... chain) throws Exception {
    JCas cas = cas();
    cas.setDocumentText(text);
    cas.setDocumentLanguage("en");
    again(cas, chain);
    return cas;
  }

  static void again(JCas cas, AnalysisEngine... chain) throws AnalysisEngineProcessException {
    for (AnalysisEngine engine : chain) {
      engine.process(cas);
    }
  }

  static <T extends Annotation> int count(JCas cas, Class<T> type) {
    return cas.select(type).asList().size();
  }
}
