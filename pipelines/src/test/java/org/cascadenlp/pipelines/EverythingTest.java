package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.descriptor.DescriptorCheck;
import org.cascadenlp.core.descriptor.Step;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.Test;

/** The pipeline {@code everything.xml}, which combines all shipped models. */
class EverythingTest {

  private static final Path EVERYTHING = Checkout.PIPELINES.resolve("everything.xml");

  @Test
  void itHasNoProblemsAndOneTagger() {
    ResourceManager resources = Pipeline.resources(EVERYTHING, List.of());
    try {
      DescriptorCheck checked = DescriptorCheck.of(EVERYTHING, resources, Set.of());
      assertThat(checked.problems()).isEmpty();
      assertThat(checked.warnings()).isEmpty();
      assertThat(checked.steps())
          .extracting(Step::role)
          .containsExactly(
              "tokenizer/sentences",
              "tokenizer/tokens",
              "posEmbedding/bert",
              "pos",
              "lemmas",
              "entitiesEmbedding",
              "entities",
              "genreEmbedding/vectors",
              "genre");
    } finally {
      resources.destroy();
    }
  }
}
