package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.neural.model.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trainer is an annotator like any other, so plain UIMA can train. */
class StockTrainingTest {

  @TempDir Path folder = Path.of("");

  private static AnalysisEngine engine(String name, Map<String, Object> settings) throws Exception {
    AnalysisEngineDescription description =
        ShippedDescriptors.parse(ShippedDescriptors.parts().get(name));
    settings.forEach(
        description.getAnalysisEngineMetaData().getConfigurationParameterSettings()
            ::setParameterValue);
    return UIMAFramework.produceAnalysisEngine(description);
  }

  @Test
  void theTrainerWritesAModelAtTheEndOfTheCollection() throws Exception {
    List<AnalysisEngine> engines =
        List.of(
            engine("org.cascadenlp.opennlp.OpenNlpSegmenter", Map.of()),
            engine(
                "org.cascadenlp.contextual-embeddings.BertEmbedding",
                Map.of("model", Checkout.TINY_BERT.toString(), "window", 64, "overlap", 16)),
            engine(
                "org.cascadenlp.training.TaskTrainer",
                Map.of("output", folder.toString(), "epochs", 1)));
    JCas cas = engines.get(2).newJCas();
    for (String split : List.of("train", "dev")) {
      cas.reset();
      cas.setDocumentText("Ada lived in London.");
      DocumentMetaData.create(cas).setCollectionId(split);
      engines.get(0).process(cas);
      JCas gold = cas.createView(InputFormat.GOLD_VIEW);
      gold.setDocumentText(cas.getDocumentText());
      for (Token token : cas.select(Token.class)) {
        new Token(gold, token.getBegin(), token.getEnd()).addToIndexes();
      }
      NamedEntity london = new NamedEntity(gold, 13, 19);
      london.setValue("LOC");
      london.addToIndexes();
      engines.get(1).process(cas);
      engines.get(2).process(cas);
    }
    engines.get(2).collectionProcessComplete();
    engines.forEach(AnalysisEngine::destroy);
    assertThat(ModelFolder.read(folder).kind()).isEqualTo("head");
    assertThat(ModelStore.shared().size()).isZero();
  }
}
