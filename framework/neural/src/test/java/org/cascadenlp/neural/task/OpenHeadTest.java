package org.cascadenlp.neural.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.cas.FloatArray;
import org.apache.uima.jcas.tcas.Annotation;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.CasCreationUtils;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;

class OpenHeadTest {

  private static final HeadSettings SETTINGS =
      new HeadSettings("numbers", List.of(), Map.of(), 1, 1, 0);

  /** A task without labels: the prediction for an instance is its vector of width 1. */
  private static final class Numbers
      implements Task<Float, Float>, Head<Float, Float>, Codec<Float, Float> {

    private final List<Float> written = new ArrayList<>();

    @Override
    public Head<Float, Float> head(
        NDManager manager, HeadSettings settings, Map<String, Tensor> weights) {
      return this;
    }

    @Override
    public void write(
        JCas cas, Annotation place, Float prediction, HeadSettings settings, String source) {
      written.add(prediction);
    }

    @Override
    public Scorer<Float, Float> scorer(HeadSettings settings) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Codec<Float, Float> codec() {
      return this;
    }

    @Override
    public Weights weights() {
      return Weights.none();
    }

    @Override
    public NDArray loss(Encoded encoded, List<Float> targets, LossSettings settings) {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<Float> predict(Encoded encoded) {
      List<Float> predictions = new ArrayList<>();
      for (float number : encoded.vectors().toFloatArray()) {
        predictions.add(number);
      }
      return predictions;
    }

    @Override
    public void close() {}

    @Override
    public List<String> texts(Float target) {
      return List.of(String.valueOf(target));
    }

    @Override
    public Float certain(Float target) {
      return target;
    }

    @Override
    public JsonObject json(Float prediction) {
      JsonArray scores = new JsonArray();
      scores.add(prediction);
      JsonObject json = new JsonObject();
      json.addProperty("kind", "number");
      json.add("scores", scores);
      return json;
    }

    @Override
    public String difference(JsonObject expected, Float found) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void aPredictionOfAnyTaskIsRefusedIfItIsNotFinite() throws Exception {
    Numbers numbers = new Numbers();
    JCas cas = CasCreationUtils.createCas((TypeSystemDescription) null, null, null).getJCas();
    List<Annotation> places = List.of(new Annotation(cas), new Annotation(cas));
    try (OpenHead<Float, Float> open =
        new OpenHead<>(numbers, SETTINGS, "toy", Torch.manager(), Map.of())) {
      open.annotate(cas, places, inputs(cas, 0.5f, -2), "source", "Part");
      assertThat(numbers.written).containsExactly(0.5f, -2f);
      for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
        assertThatThrownBy(
                () ->
                    open.annotate(cas, places.subList(1, 2), inputs(cas, broken), "source", "Part"))
            .isInstanceOf(CascadeException.class)
            .hasMessageStartingWith("Part: the scores are not finite numbers");
      }
    }
    assertThat(numbers.written).hasSize(2);
  }

  private static List<HeadInput> inputs(JCas cas, float... numbers) {
    List<HeadInput> inputs = new ArrayList<>();
    for (float number : numbers) {
      FloatArray values = new FloatArray(cas, 1);
      values.set(0, number);
      inputs.add(new HeadInput(List.of(values), List.of()));
    }
    return inputs;
  }
}
