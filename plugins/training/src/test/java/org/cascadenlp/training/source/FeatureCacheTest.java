package org.cascadenlp.training.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;

class FeatureCacheTest {

  private static final int MEGABYTE = 1 << 20;

  private static float[] values(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  @Test
  void vectorsBeyondTheMemoryBudgetAreReadBackFromTheFileUnchanged() {
    try (FeatureCache cache = new FeatureCache(1, 4)) {
      for (int i = 0; i < 10; i++) {
        assertThat(cache.add(values(MEGABYTE / 16, i))).isEqualTo(i);
      }
      assertThat(cache.memory()).isEqualTo(MEGABYTE);
      assertThat(cache.disk()).isEqualTo(6 * MEGABYTE / 4);
      for (int i = 9; i >= 0; i--) {
        FloatBuffer found = cache.get(i);
        assertThat(found.isReadOnly()).isTrue();
        assertThat(found).isEqualTo(FloatBuffer.wrap(values(MEGABYTE / 16, i)));
      }
    }
  }

  @Test
  void theErrorNamesBothBudgetsWhenTheyAreUsedUp() {
    try (FeatureCache cache = new FeatureCache(1, 1)) {
      cache.add(values(MEGABYTE / 4, 1));
      cache.add(values(MEGABYTE / 4, 2));
      assertThatThrownBy(() -> cache.add(values(1, 3)))
          .isInstanceOf(CascadeException.class)
          .hasMessage(
              "feature cache: the vectors do not fit into cacheMemory = 1 MB and cacheDisk = 1 MB;"
                  + " raise one of them, embed fewer layers, or train on fewer sequences");
    }
  }

  @Test
  void theHashOfTheContentDependsOnValuesAndOrderButNotOnTheirPlace() {
    List<String> hashes = new ArrayList<>();
    for (int memory : new int[] {0, 1}) {
      for (int first : new int[] {1, 2}) {
        try (FeatureCache cache = new FeatureCache(memory, 4)) {
          cache.add(values(100_000, first));
          cache.add(values(8, 3 - first));
          hashes.add(cache.contentHash());
        }
      }
    }
    assertThat(hashes.get(0)).isEqualTo(hashes.get(2)).isNotEqualTo(hashes.get(1));
    assertThat(hashes.get(1)).isEqualTo(hashes.get(3));
  }

  @Test
  void nothingCanBeAddedAfterTheFirstRead() {
    try (FeatureCache cache = new FeatureCache(0, 1)) {
      cache.add(values(8, 1));
      cache.get(0);
      assertThatThrownBy(() -> cache.add(values(8, 2))).isInstanceOf(IllegalStateException.class);
    }
  }
}
