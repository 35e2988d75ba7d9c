package org.cascadenlp.recurrent.elmo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.recurrent.encoder.RecurrentSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares with outputs of bilm-tf, the original implementation, for its tiny model. */
class BilmReferenceTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("cascade.data", "")).resolve("elmo-bilm-reference");
  private static final int LISTS = 3;
  private static final int WIDTH = 16;

  @BeforeAll
  static void theReferenceMustExist() {
    assumeTrue(
        System.getProperty("cascade.data") != null && Files.isDirectory(FOLDER),
        "skipped: elmo-bilm-reference is not in the folder -Dcascade.data names");
  }

  /**
   * Sentence i of each of three lists is at position i of a batch, and states are carried over
   * between batches.
   */
  @Test
  void theTopLayerEqualsTheOriginalWithCarriedStates() throws IOException {
    String[][] lists =
        new Gson()
            .fromJson(
                Files.readString(FOLDER.resolve("lm_embeddings_sentences.json")), String[][].class);
    List<Sequence> sequences = new ArrayList<>();
    for (int i = 0; i < lists[0].length; i++) {
      for (int k = 0; k < LISTS; k++) {
        sequences.add(new Sequence(List.of(lists[k][i].split(" "))));
      }
    }
    List<float[]> vectors;
    try (Embedder elmo = elmo(LISTS)) {
      vectors = elmo.embed(sequences);
    }
    double greatest = 0;
    for (int k = 0; k < LISTS; k++) {
      try (HdfFile file = new HdfFile(FOLDER.resolve("lm_embeddings_" + k + ".hdf5"))) {
        for (int i = 0; i < lists[k].length; i++) {
          float[][][] expected =
              (float[][][]) file.getDatasetByPath("/" + i).getData(); // (2, tokens, width)
          float[] found = vectors.get(i * LISTS + k);
          assertThat(found).hasSize(2 * expected[0].length * WIDTH);
          for (int t = 0; t < expected[0].length; t++) {
            for (int j = 0; j < 2 * WIDTH; j++) {
              double difference = found[t * 2 * WIDTH + j] - expected[j / WIDTH][t][j % WIDTH];
              greatest = Math.max(greatest, Math.abs(difference));
            }
          }
        }
      }
    }
    assertThat(greatest).isCloseTo(0, within(1e-5));
  }

  @Test
  void carriedStatesChangeTheVectors() {
    Sequence sequence = new Sequence(List.of("The", "U.S.", "Centers"));
    try (Embedder elmo = elmo(1);
        Embedder stateless = elmo(0)) {
      float[] first = elmo.embed(List.of(sequence)).get(0);
      assertThat(first).isEqualTo(stateless.embed(List.of(sequence)).get(0));
      assertThat(elmo.embed(List.of(sequence)).get(0)).isNotEqualTo(first);
      assertThat(stateless.embed(List.of(sequence)).get(0)).isEqualTo(first);
    }
  }

  private static Embedder elmo(int carriedRows) {
    return new ElmoProvider()
        .open(FOLDER, new RecurrentSettings(List.of(-1), 512, 64, 2048, carriedRows));
  }
}
