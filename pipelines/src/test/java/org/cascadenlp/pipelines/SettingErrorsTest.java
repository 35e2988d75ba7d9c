package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** For each fault of a pipeline's settings and imports there is an error that names a remedy. */
class SettingErrorsTest extends FaultyModels {

  @Test
  void anUnknownParameterIsRefused() {
    assertThat(error(Checkout.ENTITIES, Map.of("embedding.layer", "3")))
        .isEqualTo(
            Checkout.ENTITIES
                + ": --set embedding.layer: there is no parameter 'layer'; the parameters of this"
                + " part are [model, precision]");
  }

  @Test
  void aDeclaredParameterThatIsNotReadIsRefused() throws IOException {
    Path part = folder.resolve("Part.xml");
    String text =
        Files.readString(Checkout.ROOT.resolve("descriptors/task-heads/EntityTagger.xml"));
    Files.writeString(
        part,
        text.replace(
                "</configurationParameters>",
                "<configurationParameter><name>threshold</name><type>Float</type>"
                    + "<multiValued>false</multiValued><mandatory>false</mandatory>"
                    + "</configurationParameter></configurationParameters>")
            .replace(
                "<configurationParameterSettings>",
                "<configurationParameterSettings><nameValuePair><name>threshold</name>"
                    + "<value><float>0.5</float></value></nameValuePair>"));
    assertThat(error(pipeline("task=Part.xml"), Map.of("task.model", head().toString())))
        .isEqualTo(
            "EntityTagger (task): parameter [threshold] is set but has no effect here; remove it;"
                + " read are [existing, model, task, vectors]");
  }

  @Test
  void aValueOfTheWrongTypeIsRefused() {
    assertThat(error(Checkout.ENTITIES, Map.of("embedding/bert.batchTokens", "many")))
        .isEqualTo(
            Checkout.ENTITIES
                + ": --set embedding/bert.batchTokens=many; this parameter is of type Integer");
  }

  @Test
  void anUnknownChoiceIsRefused() throws IOException {
    assertThat(
            error(
                pipeline("embedding=contextual-embeddings.BertEmbedding"),
                Map.of("embedding.pooling", "median")))
        .isEqualTo(
            "BertEmbedding (embedding): parameter pooling = 'median'; use one of first, last,"
                + " mean, max, first-last, none, auto");
  }

  @Test
  void aMissingImportIsNamed() throws IOException {
    assertThat(error(pipeline("task=task-heads.EntityTager"), Map.of()))
        .isEqualTo(
            "DIR/pipeline.xml:5: import org.cascadenlp.task-heads.EntityTager is not found; did you"
                + " mean org.cascadenlp.task-heads.EntityTagger? a name is looked up as"
                + " org/cascadenlp/task-heads/EntityTager.xml on the data path and the class path;"
                + " a jar can be added with --plugins");
  }

  @Test
  void aCyclicImportIsRefused() throws IOException {
    assertThat(error(pipeline("task=pipeline.xml"), Map.of()))
        .isEqualTo(
            "DIR/pipeline.xml:5: part task imports DIR/pipeline.xml, which it is itself a part of;"
                + " a pipeline cannot contain itself: import another descriptor");
  }
}
