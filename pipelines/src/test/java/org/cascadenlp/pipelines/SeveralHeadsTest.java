package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.types.ScoredEntity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder of heads for several embeddings: only the files of the head that is used must be whole.
 */
class SeveralHeadsTest {

  @TempDir Path folder = Path.of("");

  private Path heads = Path.of("");

  @BeforeEach
  void copy() throws IOException {
    heads = folder.resolve("heads");
    for (String head : List.of("glove", "minilm")) {
      Checkout.copy(
          Checkout.PIPELINES.resolve("models/entities").resolve(head), heads.resolve(head));
    }
  }

  private Pipeline load() {
    return Pipeline.load(
        Checkout.PIPELINES.resolve("entities-glove.xml"),
        Map.of("entities", heads.toString()),
        List.of());
  }

  private Path cut(String head) throws IOException {
    Path weights = heads.resolve(head).resolve(ModelFolder.WEIGHTS);
    try (FileChannel file = FileChannel.open(weights, StandardOpenOption.WRITE)) {
      file.truncate(file.size() - 1);
    }
    return weights;
  }

  @Test
  void aDamagedHeadOfAnotherEmbeddingDoesNotMatter() throws IOException {
    cut("minilm");
    try (Pipeline pipeline = load()) {
      assertThat(pipeline.annotate("Ada lives in London.").select(ScoredEntity.class).toList())
          .isNotEmpty();
    }
  }

  @Test
  void theDamagedHeadThatIsUsedIsRefusedBeforeTheFirstDocument() throws IOException {
    Path weights = cut("glove");
    assertThatThrownBy(this::load)
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining(weights + ": changed or truncated");
  }
}
