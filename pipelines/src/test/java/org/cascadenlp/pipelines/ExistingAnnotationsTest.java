package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.types.Classification;
import org.cascadenlp.types.ScoredEntity;
import org.cascadenlp.types.ScoredPos;
import org.cascadenlp.types.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Embeddings and heads on documents that already have annotations. {@link ShippedContractTest}
 * tests that each part run on its own result gives the same result.
 */
class ExistingAnnotationsTest extends ShippedEngines {

  @Test
  void aTokenHasThePartOfSpeechOfTheLaterOfTwoTaggers() throws Exception {
    AnalysisEngine first = engine(ShippedDescriptors.onClassPath("pos-glove.xml"));
    AnalysisEngine later = engine("org.cascadenlp.opennlp.OpenNlpPosTagger", "existing", "replace");
    JCas cas = run(TEXT, first);
    again(cas, later);
    onePosAToken(cas, "OpenNlpPosTagger");
    again(cas, engine("org.cascadenlp.task-heads.PosTagger", "model", "models/pos"));
    onePosAToken(cas, "PosTagger pos on glove");
  }

  private static void onePosAToken(JCas cas, String source) {
    List<ScoredPos> found = cas.select(ScoredPos.class).asList();
    assertThat(count(cas, POS.class)).isEqualTo(found.size());
    assertThat(cas.select(Token.class).map(Token::getPos).toList())
        .hasSize(17)
        .containsExactlyElementsOf(found);
    assertThat(found).allMatch(pos -> pos.getSource().startsWith(source));
  }

  @Test
  void twoModelsOfOneTaskAndEmbeddingKeepEachOthersPredictions(@TempDir Path folder)
      throws Exception {
    Path shipped = Checkout.PIPELINES.resolve("models/entities/glove");
    for (String file : List.of("model.json", "model.safetensors", "metrics.csv", "training.html")) {
      Files.copy(shipped.resolve(file), folder.resolve(file));
    }
    String card = Files.readString(folder.resolve("model.json"));
    Files.writeString(
        folder.resolve("model.json"),
        card.replaceFirst("\"licence\": \"", "\"licence\": \"another model's, "));
    AnalysisEngine[] chain = {
      segmenter(),
      glove(),
      head("EntityTagger", "entities/glove", "replace"),
      engine("org.cascadenlp.task-heads.EntityTagger", "model", folder.toString())
    };
    JCas cas = run(TEXT, chain);
    int both = count(cas, ScoredEntity.class);
    JCas alone = run(TEXT, chain[0], chain[1], chain[2]);
    assertThat(both).isPositive().isEqualTo(2 * count(alone, ScoredEntity.class));
    again(cas, chain);
    assertThat(count(cas, ScoredEntity.class)).isEqualTo(both);
  }

  @Test
  void aStackThatRunsAgainDoesNotStackVectorsMadeAfterIt(@TempDir Path folder) throws Exception {
    String glove = Checkout.PIPELINES.resolve("embeddings/glove.xml").toString();
    Path file =
        SmallPipeline.write(
            folder,
            "tokenizer=opennlp.OpenNlpSegmenter",
            "one=" + glove,
            "two=" + glove,
            "stack=embeddings.StackedEmbedding",
            "three=" + glove);
    try (Pipeline pipeline = Pipeline.load(file)) {
      JCas cas = pipeline.annotate(TEXT);
      List<Integer> widths = cas.select(Vectors.class).map(Vectors::getWidth).sorted().toList();
      assertThat(widths.stream().distinct()).hasSize(2);
      pipeline.engine().process(cas);
      assertThat(cas.select(Vectors.class).map(Vectors::getWidth).sorted().toList())
          .isEqualTo(widths);
    }
  }

  @Test
  void partsOfSpeechOfOtherAnnotatorsAreReplacedToo() throws Exception {
    JCas cas = run(TEXT, segmenter());
    Token ada = cas.select(Token.class).asList().get(0);
    for (int end : List.of(ada.getEnd(), 12)) { // over the token, and over two tokens
      POS foreign = new POS(cas, 0, end);
      foreign.setPosValue("NNP");
      foreign.addToIndexes();
      ada.setPos(foreign);
    }
    again(cas, glove(), head("PosTagger", "pos/glove", "replace"));
    onePosAToken(cas, "PosTagger pos on glove");
  }

  @Test
  void keepLeavesExistingAnnotationsAndRefuseFails() throws Exception {
    AnalysisEngine segmenter = segmenter();
    JCas cas = run(TEXT, segmenter, glove(), head("PosTagger", "pos/glove", "replace"));
    List<POS> before = cas.select(POS.class).asList();
    List<Vectors> vectors = cas.select(Vectors.class).asList();
    again(cas, glove("existing", "keep"), head("PosTagger", "pos/glove", "keep"));
    assertThat(cas.select(POS.class).asList()).containsExactlyElementsOf(before);
    assertThat(cas.select(Vectors.class).asList()).containsExactlyElementsOf(vectors);
    assertThatThrownBy(() -> again(cas, head("PosTagger", "pos/glove", "refuse")))
        .satisfies(
            error ->
                assertThat(CascadeException.in(error))
                    .hasMessage(
                        "PosTagger, model pos on glove-6b-100d-top10k.vectors: parameter existing ="
                            + " 'refuse' and the document already has ScoredPos annotations (17);"
                            + " use keep or replace"));
    assertThatThrownBy(() -> again(cas, glove("existing", "refuse")))
        .satisfies(
            error ->
                assertThat(CascadeException.in(error))
                    .hasMessage(
                        "StaticEmbedding, model glove-6b-100d-top10k.vectors: parameter existing ="
                            + " 'refuse' and the document already has Vectors annotations (2); use"
                            + " keep or replace"));
  }

  @Test
  void entitiesOfAnotherModelAndOfGoldAreKept() throws Exception {
    JCas cas = run(TEXT, segmenter());
    JCas gold = cas.createView(InputFormat.GOLD_VIEW);
    gold.setDocumentText(TEXT);
    NamedEntity given = new NamedEntity(gold, 0, 12);
    given.addToIndexes();
    again(cas, glove());
    AnalysisEngine glove = head("EntityTagger", "entities/glove", "replace");
    again(cas, glove, glove);
    int once = count(cas, ScoredEntity.class);
    assertThat(once).isPositive();
    for (ScoredEntity entity : cas.select(ScoredEntity.class).asList()) {
      ScoredEntity other = new ScoredEntity(cas, entity.getBegin(), entity.getEnd());
      other.setValue(entity.getValue());
      other.setSource("EntityTagger entities on something else");
      other.addToIndexes();
      ScoredEntity wider = new ScoredEntity(cas, entity.getBegin(), entity.getEnd());
      wider.setValue("person"); // as of a head for other types, trained on the same vectors
      wider.setSource(entity.getSource());
      wider.addToIndexes();
    }
    again(cas, glove);
    assertThat(count(cas, ScoredEntity.class)).isEqualTo(3 * once);
    assertThat(gold.select(NamedEntity.class).asList()).containsExactly(given);
  }

  @Test
  void classesOfAnotherHeadAreKept() throws Exception {
    JCas cas = run(TEXT, segmenter(), glove("unit", "document"));
    AnalysisEngine genre = head("TextClassifier", "genre/glove", "replace");
    again(cas, genre);
    Classification found = cas.select(Classification.class).single();
    Classification sentiment = new Classification(cas, 0, TEXT.length());
    sentiment.setValue("positive");
    sentiment.setSource(found.getSource());
    sentiment.addToIndexes();
    again(cas, genre);
    assertThat(cas.select(Classification.class).map(Classification::getValue).toList())
        .containsExactlyInAnyOrder(found.getValue(), "positive");
  }

  @Test
  void vectorsOfAnotherSequenceTypeOrSettingAreKept() throws Exception {
    JCas cas = run(TEXT, segmenter(), glove(), glove("unit", "document"), glove("oov", "zero"));
    assertThat(count(cas, Vectors.class)).isEqualTo(5);
    again(cas, glove(), glove("unit", "document"), glove("oov", "zero"));
    assertThat(count(cas, Vectors.class)).isEqualTo(5);
  }

  @Test
  void vectorsWithAndWithoutAPooledVectorAreKept() throws Exception {
    String model = Checkout.TINY_BERT.toString();
    AnalysisEngine whole = bert("model", model, "pooled", "cls");
    AnalysisEngine tokens = bert("model", model);
    JCas cas = run(TEXT, segmenter(), whole, tokens, whole, tokens);
    assertThat(cas.select(Vectors.class).filter(v -> v.getPooled() != null).toList()).hasSize(2);
    assertThat(count(cas, Vectors.class)).isEqualTo(4);
  }

  private AnalysisEngine bert(String... settings) throws Exception {
    AnalysisEngineDescription description =
        ShippedDescriptors.parse(
            ShippedDescriptors.url("org.cascadenlp.contextual-embeddings.BertEmbedding"));
    var values = description.getAnalysisEngineMetaData().getConfigurationParameterSettings();
    values.setParameterValue("window", 32);
    values.setParameterValue("overlap", 8);
    for (int i = 0; i < settings.length; i += 2) {
      values.setParameterValue(settings[i], settings[i + 1]);
    }
    return engine(description);
  }

  @Test
  void aDescriptorWithoutTheParameterExistingReplaces() throws Exception {
    AnalysisEngineDescription description =
        ShippedDescriptors.parse(ShippedDescriptors.url("org.cascadenlp.task-heads.PosTagger"));
    var metadata = description.getAnalysisEngineMetaData();
    metadata.getConfigurationParameterSettings().setParameterValue("model", "models/pos/glove");
    metadata.getConfigurationParameterSettings().setParameterValue("existing", null);
    var declared = metadata.getConfigurationParameterDeclarations();
    declared.removeConfigurationParameter(declared.getConfigurationParameter(null, "existing"));
    AnalysisEngine head = engine(description);
    JCas cas = run(TEXT, segmenter(), glove(), head);
    List<POS> before = cas.select(POS.class).asList();
    again(cas, head);
    onePosAToken(cas, "PosTagger pos on glove");
    assertThat(cas.select(POS.class).asList()).doesNotContainAnyElementsOf(before);
  }
}
