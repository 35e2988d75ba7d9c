package org.cascadenlp.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.batch.corpus.CorpusOptions;
import org.cascadenlp.batch.corpus.CorpusSlice;
import org.cascadenlp.core.pipeline.PipelineOverrides;
import org.cascadenlp.neural.model.ModelFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whether {@code epochs} or {@code minUpdates} sets the length of a training; here an epoch is one
 * update.
 */
class TrainingLengthTest {

  @TempDir Path folder = Path.of("");

  @AfterEach
  void forget() {
    System.clearProperty("UimaExternalOverrides");
  }

  /**
   * The number of epochs trained by an aggregate that sets the parameters {@code inner} of its
   * trainer.
   */
  private String epochs(Map<String, Integer> inner, String... set) throws IOException {
    StringBuilder declared = new StringBuilder();
    StringBuilder values = new StringBuilder();
    inner.forEach(
        (name, value) -> {
          declared.append(
              """
              <configurationParameter><name>%s</name><type>Integer</type><multiValued>false</multiValued>
                <mandatory>false</mandatory><overrides><parameter>trainer/%s</parameter></overrides>
              </configurationParameter>
              """
                  .formatted(name, name));
          values.append(
              "<nameValuePair><name>%s</name><value><integer>%d</integer></value></nameValuePair>"
                  .formatted(name, value));
        });
    Path pipeline =
        Files.writeString(
            folder.resolve("train.xml"),
            """
            <analysisEngineDescription xmlns="http://uima.apache.org/resourceSpecifier">
              <frameworkImplementation>org.apache.uima.java</frameworkImplementation>
              <primitive>false</primitive>
              <delegateAnalysisEngineSpecifiers><delegateAnalysisEngine key="trainer">
                <import name="org.cascadenlp.training.TaskTrainer"/>
              </delegateAnalysisEngine></delegateAnalysisEngineSpecifiers>
              <analysisEngineMetaData><name>Train</name>
                <configurationParameters>%s</configurationParameters>
                <configurationParameterSettings>%s</configurationParameterSettings>
                <flowConstraints><fixedFlow><node>trainer</node></fixedFlow></flowConstraints>
                <operationalProperties><modifiesCas>true</modifiesCas>
                  <multipleDeploymentAllowed>false</multipleDeploymentAllowed>
                  <outputsNewCASes>false</outputsNewCASes></operationalProperties>
              </analysisEngineMetaData>
            </analysisEngineDescription>
            """
                .formatted(declared, values));
    Path corpus =
        Files.writeString(folder.resolve("corpus.txt"), "word1 word2 word3\nword4 word5\n");
    CorpusOptions options = new CorpusOptions();
    options.format = "words";
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("trainer.task", "toy");
    settings.put("trainer.headOptions", "");
    settings.put("trainer.mode", "fine-tune");
    settings.put("trainer.encoder", "tiny");
    for (String one : set) {
      settings.put("trainer." + one.split("=")[0], one.split("=")[1]);
    }
    List<CorpusSlice> slices = CorpusSlice.of("--train", List.of(corpus.toString()));
    Path model = folder.resolve("model");
    new TrainingJob(pipeline, options, slices, slices)
        .run("trainer", PipelineOverrides.of(settings), model);
    return String.valueOf(ModelFolder.read(model).training().get("epochs"));
  }

  @Test
  void aShortTrainingIsLengthenedUnlessTheUserSetsEpochs() throws IOException {
    assertThat(epochs(Map.of(), "minUpdates=7")).isEqualTo("7");
    assertThat(epochs(Map.of(), "minUpdates=7", "epochs=2")).isEqualTo("2");
    assertThat(epochs(Map.of(), "epochs=3")).isEqualTo("3");
    assertThat(epochs(Map.of(), "minUpdates=0")).isEqualTo("4"); // the descriptor's value
  }

  @Test
  void epochsThatAnAggregateSetsAreKeptUnlessItSetsMinUpdatesToo() throws IOException {
    assertThat(epochs(Map.of("epochs", 3))).isEqualTo("3");
    assertThat(epochs(Map.of("epochs", 3, "minUpdates", 6))).isEqualTo("6");
    assertThat(epochs(Map.of("epochs", 3, "minUpdates", 6), "epochs=2")).isEqualTo("2");
    assertThat(epochs(Map.of("epochs", 3), "minUpdates=5")).isEqualTo("5");
  }

  @Test
  void epochsOfAnExternalOverrideAreKeptToo() throws IOException {
    Path file = folder.resolve("own.settings");
    Files.writeString(file, "cascade.TaskTrainer.epochs=5\n");
    System.setProperty("UimaExternalOverrides", "file:" + file);
    assertThat(epochs(Map.of("epochs", 3, "minUpdates", 9))).isEqualTo("5");
    Files.writeString(file, "cascade.TaskTrainer.epochs=5\ncascade.TaskTrainer.minUpdates=7\n");
    assertThat(epochs(Map.of("epochs", 3, "minUpdates", 9))).as("both in a file").isEqualTo("7");
    assertThat(epochs(Map.of(), "epochs=2")).isEqualTo("2");
  }

  @Test
  void theLogStatesWhichParameterSetTheLength() {
    assertThat(new TrainingLength(4, 250, false, "").explain(25, 32))
        .isEqualTo("4 epochs are 100 updates of batch 32; minUpdates=250 makes it 10 epochs");
    assertThat(new TrainingLength(4, 250, false, "").explain(100, 32))
        .isEqualTo("4 epochs are 400 updates of batch 32");
    assertThat(new TrainingLength(1, 250, true, "--set trainer.epochs").explain(1, 32))
        .isEqualTo(
            "1 epoch is 1 update of batch 32; kept, as --set trainer.epochs sets epochs, though"
                + " minUpdates=250");
  }
}
