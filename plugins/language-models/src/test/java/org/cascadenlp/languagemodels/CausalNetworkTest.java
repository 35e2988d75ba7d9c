package org.cascadenlp.languagemodels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.files.EncoderSource;
import org.cascadenlp.transformers.files.EncoderSources;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CausalNetworkTest {

  @TempDir private Path folder;

  static List<String> models() {
    return TinyDecoders.names();
  }

  @ParameterizedTest
  @MethodSource("models")
  void cachedAndRecomputedStatesAreEqual(String name) throws IOException {
    EncoderSource source = EncoderSources.named(TinyDecoders.copy(folder, name).toString());
    EncoderConfiguration configuration = source.configuration().get();
    int[] ids = new Random(2).ints(48, 0, 97).toArray();
    int[] other = new Random(3).ints(48, 0, 97).toArray();
    for (int kind = 0; kind < 4; kind++) {
      boolean bfloat16 = kind % 2 == 1;
      boolean packs = kind > 1;
      if (packs && !Torch.preparesLinear(bfloat16)) {
        continue;
      }
      float apart = bfloat16 ? 0.1f : 1e-5f;
      try (CausalNetwork network =
              new CausalNetwork(
                  configuration, source.weights(configuration), Map.of(), bfloat16, packs);
          KeyValueCache cache = network.cache(48);
          KeyValueCache beside = network.cache(40)) {
        int from = 0;
        for (int to : new int[] {3, 4, 12, 13, 14, 15, 16, 32, 33, 34, 48}) {
          NewSubwords span = new NewSubwords(ids, from, to, cache);
          List<NewSubwords> spans =
              to > 33 ? List.of(span) : List.of(new NewSubwords(other, from, to, beside), span);
          List<float[]> found = network.logits(spans, 16);
          assertThat(cache.size()).isEqualTo(to);
          assertThat(found.get(found.size() - 1))
              .containsExactly(
                  network.logits(List.of(new NewSubwords(ids, 0, to, null)), 1).get(0),
                  within(apart));
          from = to;
        }
        assertThatThrownBy(() -> cache.add(1)).isInstanceOf(IllegalArgumentException.class);
      }
    }
  }
}
