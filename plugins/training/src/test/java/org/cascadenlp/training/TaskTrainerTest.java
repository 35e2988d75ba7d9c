package org.cascadenlp.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.cas.FloatArray;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.task.DocumentInstance;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.types.Vectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskTrainerTest {

  @TempDir Path folder;

  private AnalysisEngine engine;

  /** The trainer of its descriptor, set up for the toy task and made by plain UIMA. */
  private AnalysisEngine engine(Object... settings) throws Exception {
    AnalysisEngineDescription description =
        UIMAFramework.getXMLParser()
            .parseAnalysisEngineDescription(
                new XMLInputSource(
                    TaskTrainer.class.getResource("/org/cascadenlp/training/TaskTrainer.xml")));
    var values = description.getAnalysisEngineMetaData().getConfigurationParameterSettings();
    values.setParameterValue("task", "toy");
    values.setParameterValue("headOptions", new String[0]);
    values.setParameterValue("output", folder.resolve("model").toString());
    values.setParameterValue("epochs", 2);
    for (int i = 0; i < settings.length; i += 2) {
      values.setParameterValue((String) settings[i], settings[i + 1]);
    }
    engine = UIMAFramework.produceAnalysisEngine(description);
    return engine;
  }

  @AfterEach
  void destroy() {
    if (engine != null) {
      engine.destroy();
    }
  }

  /**
   * A document of two sentences, each a sequence whose gold labels the toy head derives from its
   * words.
   */
  private JCas document(String split) throws Exception {
    JCas cas = engine.newJCas();
    String text = "word1 word2 word3 word4 word5";
    JCas gold = cas.createView(InputFormat.GOLD_VIEW);
    for (JCas view : List.of(cas, gold)) {
      view.setDocumentText(text);
      for (int i = 0; i < 5; i++) {
        new Token(view, 6 * i, 6 * i + 5).addToIndexes();
      }
      new Sentence(view, 0, 11).addToIndexes();
      new Sentence(view, 12, 29).addToIndexes();
    }
    cas.removeFsFromIndexes(cas.getDocumentAnnotationFs());
    DocumentMetaData metadata = new DocumentMetaData(cas, 0, text.length());
    metadata.setCollectionId(split);
    metadata.addToIndexes();
    return cas;
  }

  private static void embed(JCas cas) {
    try (TinyEncoder encoder = new TinyEncoder()) {
      VectorSpace vectorSpace = encoder.vectorSpace();
      for (Sentence sentence : cas.select(Sentence.class).asList()) {
        List<String> words =
            cas.select(Token.class).coveredBy(sentence).map(Token::getCoveredText).toList();
        float[] values = encoder.embed(List.of(new Sequence(words))).get(0);
        Vectors vectors = new Vectors(cas, sentence.getBegin(), sentence.getEnd());
        vectors.setSource(vectorSpace.name());
        vectors.setHash(vectorSpace.hash());
        vectors.setSettings(vectorSpace.settings());
        vectors.setLayers(vectorSpace.layers());
        vectors.setWidth(vectorSpace.width());
        FloatArray array = new FloatArray(cas, values.length);
        array.copyFromArray(values, 0, 0, values.length);
        vectors.setValues(array);
        vectors.addToIndexes();
      }
    }
  }

  @Test
  void aHeadIsTrainedOnTheVectorsInTheCas() throws Exception {
    engine();
    for (String split : List.of(TaskTrainer.TRAIN, TaskTrainer.DEV)) {
      JCas cas = document(split);
      embed(cas);
      engine.process(cas);
    }
    engine.collectionProcessComplete();
    assertThat(ModelFolder.read(folder.resolve("model")))
        .satisfies(
            card -> {
              assertThat(card.kind()).isEqualTo("head");
              assertThat(card.data())
                  .containsEntry("train.units", "2")
                  .containsEntry("dev.tokens", "5");
            });
  }

  @Test
  void anEncoderIsTrainedWithItsHead() throws Exception {
    engine("mode", "fine-tune", "encoder", "tiny", "maxTokens", 2);
    engine.process(document(TaskTrainer.TRAIN));
    engine.process(document(TaskTrainer.DEV));
    engine.collectionProcessComplete();
    assertThat(ModelFolder.read(folder.resolve("model")))
        .satisfies(
            card -> {
              assertThat(card.kind()).isEqualTo("tuned");
              assertThat(card.data())
                  .containsEntry("train.tokens", "4")
                  .containsEntry("dev.tokens", "5");
              assertThat(card.head().labels()).isSorted().doesNotHaveDuplicates();
            });
  }

  @ParameterizedTest
  @CsvSource({"fine-tune, freezeLayers, 1, loraRank", "lora, loraRank, 3, freezeLayers"})
  void theModelCardListsTheSettingsOfItsModeAlone(String mode, String name, int value, String other)
      throws Exception {
    engine(
        "mode", mode, "encoder", "tiny", name, value, "loraTargets", new String[] {"all-linear"});
    engine.process(document(TaskTrainer.TRAIN));
    engine.process(document(TaskTrainer.DEV));
    engine.collectionProcessComplete();
    assertThat(ModelFolder.read(folder.resolve("model")).training())
        .containsEntry("mode", mode)
        .containsEntry(name, String.valueOf(value))
        .containsKey("encoderRate")
        .doesNotContainKey(other);
  }

  @ParameterizedTest
  @CsvSource({
    "frozen, '', -1, , 0.005",
    "lora, tiny, -1, 5.0E-4, 0.001",
    "fine-tune, tiny, -1, 1.0E-4, 1.0E-4",
    "lora, tiny, 0.02, 5.0E-4, 0.02",
    "frozen, '', 0, , 0.0"
  })
  void ratesFollowTheModeUnlessTheDescriptorSetsThem(
      String mode, String encoder, float headRate, String encoderRate, String expected)
      throws Exception {
    engine("mode", mode, "encoder", encoder, "headRate", headRate);
    for (String split : List.of(TaskTrainer.TRAIN, TaskTrainer.DEV)) {
      JCas cas = document(split);
      if (encoder.isEmpty()) {
        embed(cas);
      }
      engine.process(cas);
    }
    engine.collectionProcessComplete();
    Map<String, String> training = ModelFolder.read(folder.resolve("model")).training();
    assertThat(training.get("headRate")).isEqualTo(expected);
    assertThat(training.get("encoderRate")).isEqualTo(encoderRate);
  }

  @Test
  void aNegativeRateIsRefused() {
    failed(() -> engine("headRate", -0.5f))
        .hasMessageContaining(
            "parameter headRate = '-0.5'; use a rate from 0, or -1 for that of the mode");
  }

  @Test
  void epochsThatCodeSetsAreKeptUnlessItSetsMinUpdatesToo() throws Exception {
    for (Object[] more : List.of(new Object[0], new Object[] {"minUpdates", 3})) {
      List<Object> settings = new ArrayList<>(List.of("mode", "fine-tune", "encoder", "tiny"));
      settings.addAll(List.of(more));
      engine(settings.toArray());
      engine.process(document(TaskTrainer.TRAIN));
      engine.process(document(TaskTrainer.DEV));
      engine.collectionProcessComplete();
      assertThat(ModelFolder.read(folder.resolve("model")).training())
          .containsEntry("epochs", more.length == 0 ? "2" : "3");
      engine.destroy();
    }
  }

  @Test
  void reconfiguringDropsTheCollectedExamples() throws Exception {
    engine();
    JCas before = document(TaskTrainer.TRAIN);
    embed(before);
    engine.process(before);
    engine.setConfigParameterValue("mode", "fine-tune");
    engine.setConfigParameterValue("encoder", "tiny");
    engine.reconfigure();
    engine.process(document(TaskTrainer.TRAIN));
    engine.process(document(TaskTrainer.DEV));
    engine.collectionProcessComplete();
    assertThat(ModelFolder.read(folder.resolve("model")))
        .satisfies(
            card -> {
              assertThat(card.kind()).isEqualTo("tuned");
              assertThat(card.data()).containsEntry("train.units", "2");
            });
  }

  @Test
  void aDestroyedTrainerTrainsNothing() throws Exception {
    engine("mode", "fine-tune", "encoder", "tiny");
    engine.process(document(TaskTrainer.TRAIN));
    engine.destroy();
    assertThatThrownBy(engine::collectionProcessComplete)
        .hasRootCauseInstanceOf(CascadeException.class)
        .hasRootCauseMessage("TaskTrainer: it is used after it was destroyed; make a new engine");
  }

  @Test
  void withoutVectorsTheErrorNamesWhatIsMissing() throws Exception {
    engine();
    JCas cas = document(TaskTrainer.TRAIN);
    failed(() -> engine.process(cas))
        .hasMessageContaining("there are no vectors for 'word1 word2'")
        .hasMessageContaining("set encoder and mode");
  }

  @Test
  void aDocumentWithoutTokensIsAnErrorUnlessItsTextIsBlank() throws Exception {
    engine("mode", "fine-tune", "encoder", "tiny");
    JCas cas = document(TaskTrainer.TRAIN);
    cas.removeAllIncludingSubtypes(Token.type);
    failed(() -> engine.process(cas))
        .hasMessage(
            "TaskTrainer: the document has text, but no tokens; put a segmenter before this part,"
                + " for example org.cascadenlp.opennlp.OpenNlpSegmenter; for texts without tokens"
                + " (lines, csv, tsv, folders) the tokenizer of the pipeline that will use the"
                + " model, or give --read tokens=space");
    JCas blank = engine.newJCas();
    blank.setDocumentText(" \n");
    blank.createView(InputFormat.GOLD_VIEW).setDocumentText(" \n");
    blank.removeFsFromIndexes(blank.getDocumentAnnotationFs());
    DocumentMetaData metadata = new DocumentMetaData(blank, 0, 2);
    metadata.setCollectionId(TaskTrainer.TRAIN);
    metadata.addToIndexes();
    engine.process(blank);
  }

  @Test
  void aTaskReadsNoExampleOfAnInstanceOrSeveral() throws Exception {
    TinyHead task =
        new TinyHead() {
          @Override
          public Stream<Labelled<List<String>>> read(
              DocumentInstance at, JCas gold, HeadSettings settings) {
            return at.instance().size() < 3
                ? Stream.empty()
                : Stream.of(1, 2).flatMap(each -> super.read(at, gold, settings));
          }
        };
    engine();
    GoldDocument document =
        new GoldDocument(document(TaskTrainer.TRAIN), "trainer", SequenceType.SENTENCE);
    assertThat(document.examples(task, Toy.head(1), 0))
        .extracting(one -> one.place().place().getBegin())
        .containsExactly(12, 12);
  }

  @Test
  void aDocumentThatBelongsToNoSplitIsAnError() throws Exception {
    engine();
    JCas cas = document("test");
    failed(() -> engine.process(cas)).hasMessageContaining("collectionId is 'test'");
  }

  @Test
  void nothingToTrainOnIsAnError() throws Exception {
    engine();
    failed(() -> engine.collectionProcessComplete())
        .hasMessageContaining("no document had a sequence with tokens");
  }

  @Test
  void settingsThatDoNotFitAreErrorsThatNameThem() {
    failed(() -> engine("mode", "fine-tune"))
        .hasMessageContaining("parameter mode = 'fine-tune'; there is no embedding before the")
        .hasMessageContaining("trainer whose model it could train: set encoder to the model");
    failed(() -> engine("encoder", "tiny")).hasMessageContaining("parameter encoder = 'tiny'");
    failed(() -> engine("mode", "lora", "encoder", "huge"))
        .hasMessageContaining("parameter encoder = 'huge'")
        .hasMessageContaining("[forgetful, letters, table, tiny]");
    failed(() -> engine("task", "chunks"))
        .hasMessageContaining("parameter task = 'chunks'; installed are [halves, one, toy]");
    failed(() -> engine("output", "model")).hasMessageContaining("give an absolute path");
    failed(() -> engine("classWeights", new String[] {"A=much"}))
        .hasMessageContaining("parameter classWeights = 'A=much'; give a number from 0");
    failed(() -> engine("warmup", 1.5f)).hasMessageContaining("it must be from 0.0 to 1.0");
    failed(
            () ->
                engine("mode", "fine-tune", "encoder", "tiny", "freezeLayers", 3)
                    .collectionProcessComplete())
        .hasMessageContaining("freezeLayers = 3; the encoder has 2 layers");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> failed(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Throwable[] found = new Throwable[1];
    assertThatThrownBy(call).satisfies(error -> found[0] = CascadeException.in(error));
    return assertThat(found[0]).isNotNull();
  }
}
