package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.UimaContextAdmin;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.cas.impl.XmiCasSerializer;
import org.apache.uima.collection.CollectionProcessingEngine;
import org.apache.uima.collection.CollectionReaderDescription;
import org.apache.uima.collection.impl.metadata.cpe.CpeDescriptorFactory;
import org.apache.uima.collection.metadata.CpeDescription;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.RelativePathResolver;
import org.apache.uima.resource.Resource;
import org.apache.uima.resource.metadata.ConfigurationParameterSettings;
import org.apache.uima.resource.metadata.MetaDataObject;
import org.apache.uima.util.CasCreationUtils;
import org.cascadenlp.types.Vectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Embeddings and heads run as separate engines on one CAS: in a CPE, and one after the other. */
class EnginesAloneTest {

  private static final String ENTITIES = "task-heads.EntityTagger";

  @TempDir static Path folder = Path.of("");

  private static AnalysisEngineDescription segmenter;
  private static AnalysisEngineDescription glove;
  private static AnalysisEngineDescription minilm;
  private static AnalysisEngineDescription entities;
  private static AnalysisEngineDescription entitiesOfGlove;
  private static AnalysisEngineDescription tags;
  private static Predictions ofGlove;
  private static Predictions ofMinilm;

  @BeforeAll
  static void describe() throws Exception {
    System.setProperty(RelativePathResolver.UIMA_DATAPATH_PROP, Checkout.PIPELINES.toString());
    segmenter = part("opennlp.OpenNlpSegmenter");
    glove =
        part(
            "static-embeddings.StaticEmbedding",
            "model",
            "models/vectors/glove-6b-100d-top10k.vectors",
            "casing",
            "classes");
    minilm = part("contextual-embeddings.BertEmbedding", "precision", "float32", "cut", "tokens");
    entities = part(ENTITIES, "model", "models/entities");
    entitiesOfGlove = part(ENTITIES, "model", "models/entities/glove");
    tags = part("task-heads.PosTagger", "model", "models/pos");
    ofGlove = inTurn(segmenter, glove, entities);
    ofMinilm = inTurn(segmenter, minilm, entities);
    assertThat(ofGlove).isNotEqualTo(ofMinilm);
  }

  @AfterAll
  static void release() {
    System.clearProperty(RelativePathResolver.UIMA_DATAPATH_PROP);
  }

  private static AnalysisEngineDescription part(String name, String... settings) {
    AnalysisEngineDescription part =
        ShippedDescriptors.parse(ShippedDescriptors.url("org.cascadenlp." + name));
    ConfigurationParameterSettings values =
        part.getAnalysisEngineMetaData().getConfigurationParameterSettings();
    for (int i = 0; i < settings.length; i += 2) {
      values.setParameterValue(settings[i], settings[i + 1]);
    }
    return part;
  }

  private static AnalysisEngine engine(AnalysisEngineDescription part) throws Exception {
    return UIMAFramework.produceAnalysisEngine(part);
  }

  private static JCas cas() throws Exception {
    JCas cas = CasCreationUtils.createCas(List.of(segmenter, glove, entities, tags)).getJCas();
    cas.setDocumentText(OneTextReader.TEXT);
    return cas;
  }

  /** The predictions of engines that are created, run and closed one after the other. */
  private static Predictions inTurn(AnalysisEngineDescription... parts) throws Exception {
    JCas cas = cas();
    inTurn(cas, parts);
    return Predictions.of(cas);
  }

  private static void inTurn(JCas cas, AnalysisEngineDescription... parts) throws Exception {
    for (AnalysisEngineDescription part : parts) {
      AnalysisEngine engine = engine(part);
      engine.process(cas);
      engine.destroy();
    }
  }

  @Test
  void ofTwoFittingEmbeddingsTheLastOneIsRead() throws Exception {
    assertThat(inTurn(segmenter, minilm, glove, entities)).isEqualTo(ofGlove);
    assertThat(inTurn(segmenter, glove, minilm, entities)).isEqualTo(ofMinilm);
    assertThat(inTurn(segmenter, minilm, glove, entities, minilm, entities))
        .isEqualTo(ofGlove.then(ofMinilm));
    Predictions both = ofMinilm.then(inTurn(segmenter, glove, tags));
    assertThat(inTurn(segmenter, glove, minilm, entities, tags)).isEqualTo(both);
  }

  @Test
  void anEmbeddingInASeparateEngineCutsTheText() {
    AnalysisEngineDescription auto = part("contextual-embeddings.BertEmbedding");
    assertThatThrownBy(() -> inTurn(segmenter, auto, entities))
        .hasRootCauseMessage(
            "EntityTagger: the subwords of all-minilm-l6-v2 (BertEmbedding) are not cut as in the"
                + " head's training; set cut = tokens in the embedding, or train a head anew");
  }

  @Test
  void aHeadReportsAWrongCutInsteadOfReadingOtherVectors() throws Exception {
    AnalysisEngineDescription auto = part("contextual-embeddings.BertEmbedding");
    assertThatThrownBy(() -> inTurn(segmenter, glove, auto, entities))
        .hasRootCauseMessage(
            "EntityTagger: the subwords of all-minilm-l6-v2 (BertEmbedding) are not cut as in the"
                + " head's training; set cut = tokens in the embedding, or train a head anew");
    assertThat(inTurn(segmenter, auto, glove, entities)).isEqualTo(ofGlove);
  }

  @Test
  void theParameterVectorsNamesTheDescriptorOfTheEmbedding() throws Exception {
    AnalysisEngineDescription named = part(ENTITIES, "model", "models/entities");
    named
        .getAnalysisEngineMetaData()
        .getConfigurationParameterSettings()
        .setParameterValue("vectors", "StaticEmbedding");
    assertThat(inTurn(segmenter, glove, minilm, named)).isEqualTo(ofGlove);
  }

  @Test
  void theProducerInASeparateEngineIsTheNameOfItsDescriptor() throws Exception {
    JCas cas = cas();
    inTurn(cas, segmenter, glove);
    assertThat(cas.select(Vectors.class).map(Vectors::getProducer).distinct().toList())
        .containsExactly("/StaticEmbedding");
  }

  @Test
  void vectorsOfAStoredCasAreReadOnlyIfThisRunMakesNone() throws Exception {
    JCas first = cas();
    inTurn(first, segmenter, minilm);
    ByteArrayOutputStream xmi = new ByteArrayOutputStream();
    XmiCasSerializer.serialize(first.getCas(), xmi);
    JCas stored = cas();
    XmiCasDeserializer.deserialize(new ByteArrayInputStream(xmi.toByteArray()), stored.getCas());
    inTurn(stored, entities);
    assertThat(Predictions.of(stored)).isEqualTo(ofMinilm);
    XmiCasDeserializer.deserialize(new ByteArrayInputStream(xmi.toByteArray()), stored.getCas());
    inTurn(stored, glove, entities);
    assertThat(Predictions.of(stored)).isEqualTo(ofGlove);
  }

  @Test
  void eachViewHasItsOwnVectors() throws Exception {
    JCas cas = cas();
    JCas other = cas.createView("other");
    other.setDocumentText(OneTextReader.TEXT);
    inView(other, segmenter, glove);
    inTurn(cas, segmenter, minilm);
    inView(other, entities);
    inTurn(cas, entities);
    assertThat(Predictions.of(other)).isEqualTo(ofGlove);
    assertThat(Predictions.of(cas)).isEqualTo(ofMinilm);
  }

  /** Runs engines on a view as uimaFIT does: in a child context that maps the view's name. */
  private static void inView(JCas view, AnalysisEngineDescription... parts) throws Exception {
    for (AnalysisEngineDescription part : parts) {
      UimaContextAdmin root =
          UIMAFramework.newUimaContext(
              UIMAFramework.getLogger(),
              UIMAFramework.newDefaultResourceManager(),
              UIMAFramework.newConfigurationManager());
      UimaContextAdmin child =
          root.createChild(view.getViewName(), Map.of(CAS.NAME_DEFAULT_SOFA, view.getViewName()));
      AnalysisEngine engine =
          UIMAFramework.produceAnalysisEngine(part, Map.of(Resource.PARAM_UIMA_CONTEXT, child));
      engine.process(view);
      engine.destroy();
    }
  }

  @Test
  void resettingACasBeginsAnotherRun() throws Exception {
    JCas cas = cas();
    inTurn(cas, segmenter, glove, entities);
    cas.getCas().reset();
    cas.setDocumentText(OneTextReader.TEXT);
    inTurn(cas, segmenter, minilm, entities);
    assertThat(Predictions.of(cas)).isEqualTo(ofMinilm);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void twoEmbeddingsAndTwoHeadsRunInACollectionProcessingEngine(boolean gloveFirst)
      throws Exception {
    Map<String, AnalysisEngineDescription> parts = new LinkedHashMap<>();
    parts.put("segmenter", segmenter);
    // engines of a CPE share a resource manager, so cut = auto follows the heads
    AnalysisEngineDescription auto =
        part("contextual-embeddings.BertEmbedding", "precision", "float32");
    parts.put("embedding1", gloveFirst ? glove : auto);
    parts.put("embedding2", gloveFirst ? auto : glove);
    parts.put("entities", entities);
    parts.put("entitiesOfGlove", entitiesOfGlove);
    parts.put("last", collecting());
    CollectedPredictions.FOUND.clear();
    CollectionProcessingEngine cpe =
        UIMAFramework.produceCollectionProcessingEngine(description(parts));
    FinishedListener.run(cpe);
    assertThat(CollectedPredictions.FOUND)
        // if both read the same vectors, the later head replaces the entities of the earlier
        .containsExactly(gloveFirst ? ofMinilm.then(ofGlove) : ofGlove);
  }

  private static AnalysisEngineDescription collecting() {
    AnalysisEngineDescription last =
        UIMAFramework.getResourceSpecifierFactory().createAnalysisEngineDescription();
    last.setFrameworkImplementation("org.apache.uima.java");
    last.setPrimitive(true);
    last.setAnnotatorImplementationName(CollectedPredictions.class.getName());
    last.getMetaData().setName("Collected");
    last.getAnalysisEngineMetaData().getOperationalProperties().setModifiesCas(false);
    return last;
  }

  private static CpeDescription description(Map<String, AnalysisEngineDescription> parts)
      throws Exception {
    CollectionReaderDescription reader =
        UIMAFramework.getResourceSpecifierFactory().createCollectionReaderDescription();
    reader.setFrameworkImplementation("org.apache.uima.java");
    reader.setImplementationName(OneTextReader.class.getName());
    reader.getMetaData().setName("OneText");
    CpeDescription cpe = CpeDescriptorFactory.produceDescriptor();
    cpe.addCollectionReader(written("reader", reader).toString());
    for (Map.Entry<String, AnalysisEngineDescription> part : parts.entrySet()) {
      cpe.addCasProcessor(CpeDescriptorFactory.produceCasProcessor(part.getKey()));
      var processor =
          cpe.getCpeCasProcessors()
              .getCpeCasProcessor(cpe.getCpeCasProcessors().getAllCpeCasProcessors().length - 1);
      processor.setDescriptor(written(part.getKey(), part.getValue()).toString());
      processor.setMaxErrorCount(0);
    }
    cpe.setProcessingUnitThreadCount(1);
    return cpe;
  }

  private static Path written(String name, MetaDataObject description) throws Exception {
    Path file = folder.resolve(name + ".xml");
    try (OutputStream out = Files.newOutputStream(file)) {
      description.toXML(out);
    }
    return file;
  }
}
