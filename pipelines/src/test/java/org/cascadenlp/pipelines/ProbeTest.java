package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The self-test in {@code model.json}, which {@code cascade check} runs. */
class ProbeTest {

  @TempDir Path folder;

  @Test
  void theShippedModelPassesItsSelfTest() {
    try (Pipeline pipeline = Pipeline.load(Checkout.ENTITIES, Checkout.FLOAT32, List.of())) {
      assertThat(ModelFolder.read(Checkout.ADAPTER).probe()).isNotNull();
      assertThat(pipeline.probe()).isEmpty();
    }
  }

  @Test
  void aModelThatPredictsOtherLabelsFailsItsSelfTest() throws Exception {
    Path head = Checkout.copy(Checkout.ADAPTER, folder.resolve("head"));
    ModelCard card = ModelFolder.read(head);
    ModelCard.SelfTest selfTest = card.probe();
    JsonObject expected = selfTest.expected().deepCopy();
    JsonArray labels = expected.getAsJsonArray("labels");
    List<String> found = labels.asList().stream().map(JsonElement::getAsString).toList();
    labels.set(2, new JsonPrimitive("B-LOC"));
    ModelFolder.write(
        head,
        new ModelCard(
            card.kind(),
            card.name(),
            card.head(),
            card.unit(),
            card.embedder(),
            card.base(),
            card.files(),
            card.training(),
            card.data(),
            card.versions(),
            card.scores(),
            card.licence(),
            new ModelCard.SelfTest(selfTest.tokens(), expected)));
    try (Pipeline pipeline =
        Pipeline.load(
            Checkout.ENTITIES,
            Map.of("embedding.precision", "float32", "task.model", head.toString()),
            List.of())) {
      assertThat(pipeline.probe())
          .singleElement()
          .asString()
          .contains("B-LOC")
          .endsWith(", found " + found);
    }
  }
}
