package org.cascadenlp.training.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.LoraAdapter;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.training.TinyEncoder;
import org.cascadenlp.training.TinyHead;
import org.cascadenlp.training.Toy;
import org.cascadenlp.training.ToyMode;
import org.cascadenlp.training.loop.TrainingRun;
import org.cascadenlp.training.objective.SupervisedObjective;
import org.cascadenlp.training.settings.LoraSettings;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoraEncoderTest {

  private static final LoraSettings ALL = new LoraSettings(2, 4, List.of(LoraSettings.ALL));

  private final List<Labelled<List<String>>> examples = Toy.examples(8, 3);

  @Test
  void aNewAdapterChangesNothingAndIsDrawnFromTheSeed() {
    try (TinyEncoder encoder = new TinyEncoder();
        LoraEncoder lora = new LoraEncoder(encoder, null, ALL, 1, Level.TOKEN);
        LoraEncoder same = new LoraEncoder(encoder, null, ALL, 1, Level.TOKEN);
        LoraEncoder other = new LoraEncoder(encoder, null, ALL, 2, Level.TOKEN);
        TunedEncoder plain = new TunedEncoder(encoder, 0, Level.TOKEN);
        NDManager owner = Torch.manager()) {
      assertThat(lora.vectors(owner, Toy.instances(examples), Mode.INFERENCE, 0).toFloatArray())
          .isEqualTo(
              plain.vectors(owner, Toy.instances(examples), Mode.INFERENCE, 0).toFloatArray());
      String drawn = Tensor.hash(lora.trained().toTensors());
      assertThat(Tensor.hash(same.trained().toTensors())).isEqualTo(drawn);
      assertThat(Tensor.hash(other.trained().toTensors())).isNotEqualTo(drawn);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void mergedEqualsUnmergedAfterTraining(boolean inputsFirst) {
    try (TinyEncoder encoder =
            new TinyEncoder() {
              @Override
              public boolean inputsFirst(String name) {
                return inputsFirst;
              }
            };
        LoraEncoder lora = new LoraEncoder(encoder, null, ALL, 1, Level.TOKEN);
        NDManager owner = Torch.manager();
        LabelHead head = new TinyHead().head(owner, Toy.head(1), Map.of());
        TrainingRun<Labelled<List<String>>> run =
            new TrainingRun<>(
                new SupervisedObjective<>(lora, head, Toy.settings(ToyMode.LORA)),
                Toy.settings(ToyMode.LORA),
                20)) {
      for (int i = 0; i < 20; i++) {
        run.step(examples);
      }
      LoraAdapter adapter = lora.adapter();
      assertThat(adapter.inputsFirst()).isEqualTo(inputsFirst);
      Weights merged = Weights.of(owner, adapter.merge(encoder.tensors()));
      float[] found =
          encoder
              .forward(
                  owner,
                  examples.stream().map(example -> example.instance().sequence()).toList(),
                  Level.TOKEN,
                  merged,
                  Mode.INFERENCE,
                  0)
              .toFloatArray();
      assertThat(found)
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(
              lora.vectors(owner, Toy.instances(examples), Mode.INFERENCE, 0).toFloatArray());
      assertThat(Tensor.hash(adapter.merge(encoder.tensors())))
          .isNotEqualTo(encoder.vectorSpace().hash());
    }
  }

  @Test
  void targetsAreMatchedAsInPeftOrByTheirPathInTheLayer() {
    LoraSettings some = new LoraSettings(1, 1, List.of("query", "attention.output", "output"));
    assertThat(some.adapts("attention.self.query")).isTrue();
    assertThat(some.adapts("attention.self.key")).isFalse();
    assertThat(some.adapts("attention.output.dense")).isTrue();
    assertThat(some.adapts("output.dense")).isTrue();
    assertThat(some.adapts("intermediate.dense")).isFalse();
    assertThat(new LoraSettings(1, 1, List.of("output")).adapts("attention.output.dense"))
        .isFalse();
  }

  @Test
  void anUnknownTargetIsAnErrorThatListsTheLinearLayers() {
    LoraSettings wrong = new LoraSettings(2, 4, List.of("q_proj"));
    try (TinyEncoder encoder = new TinyEncoder()) {
      assertThatThrownBy(() -> new LoraEncoder(encoder, null, wrong, 1, Level.TOKEN))
          .isInstanceOf(CascadeException.class)
          .hasMessage(
              "LoRA on tiny: loraTargets = [q_proj] names no linear layer;"
                  + " use all-linear or some of [inner.dense]");
    }
  }

  @Test
  void anEncoderWithoutLinearLayersIsRefusedByName() {
    try (TinyEncoder encoder =
        new TinyEncoder() {
          @Override
          public int layerOf(String name) {
            return -1;
          }
        }) {
      assertThatThrownBy(() -> new LoraEncoder(encoder, null, ALL, 1, Level.TOKEN))
          .isInstanceOf(CascadeException.class)
          .hasMessage(
              "LoRA on tiny: it has no linear layer that an adapter can change; an adapter changes"
                  + " matrices called ...NUMBER.NAME.weight of the layers that Encoder.layerOf"
                  + " numbers; use mode fine-tune");
    }
  }
}
