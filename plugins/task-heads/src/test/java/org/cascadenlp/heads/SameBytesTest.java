package org.cascadenlp.heads;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.torch.Torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bits of a prediction do not depend on the batch. */
class SameBytesTest {

  private static final int SEQUENCES = 64;

  @ParameterizedTest(name = "{0}, LSTM {1}, {2} layers, {3} wide")
  @CsvSource({
    "linear, 0, 1, 384",
    "linear, 0, 1, 50", // a width for which a plain product depends on a row's position
    "crf, 0, 3, 300",
    "linear, 20, 1, 384",
    "crf, 37, 1, 50",
    "linear, 128, 2, 64", // the LSTM's input and state have the same width
    "crf, 100, 1, 107"
  })
  void taggingDoesNotDependOnBatchAndOrder(String decoder, int bilstm, int layers, int width) {
    compare(Networks.settings(decoder, bilstm, layers > 2, layers, width));
  }

  @ParameterizedTest(name = "{0}, pooler {1}, multi {2}, LSTM {3}, {4} layers, {5} wide")
  @CsvSource({
    "mean, false, false, 0, 1, 384",
    "mean, true, true, 0, 1, 100", // as GloVe: not a multiple of 16
    "max, true, false, 0, 1, 50",
    "first, true, false, 0, 3, 384",
    "attention, false, true, 0, 1, 384",
    "attention, true, false, 0, 2, 37",
    "mean, false, false, 20, 1, 100",
    "attention, true, true, 37, 1, 50"
  })
  void classificationDoesNotDependOnBatchAndOrder(
      String pooling, boolean pooler, boolean multi, int bilstm, int layers, int width) {
    compare(Networks.classes(pooling, pooler, multi, bilstm, layers, width));
  }

  private static void compare(HeadSettings settings) {
    Random random = new Random(2);
    List<float[]> sequences = new ArrayList<>();
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      int tokens = sequence == 5 ? 90 : sequence % 9 == 0 ? 1 : 1 + random.nextInt(30);
      sequences.add(Networks.vectors(sequence, tokens, settings));
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, SEQUENCES).boxed().toList());
    try (NDManager manager = Torch.manager();
        LabelHead network = Networks.random(manager, settings)) {
      List<String> together = predict(manager, network, settings, sequences, order, SEQUENCES);
      assertThat(predict(manager, network, settings, sequences, order, 1)).isEqualTo(together);
      assertThat(predict(manager, network, settings, sequences, order, 7)).isEqualTo(together);
      Collections.shuffle(order, random);
      assertThat(predict(manager, network, settings, sequences, order, SEQUENCES))
          .isEqualTo(together);
      assertThat(predict(manager, network, settings, sequences, order, 7)).isEqualTo(together);
    }
  }

  /** Labels and the bits of scores, by sequence. */
  private static List<String> predict(
      NDManager manager,
      LabelHead network,
      HeadSettings settings,
      List<float[]> sequences,
      List<Integer> order,
      int batch) {
    List<String> bits = new ArrayList<>(Collections.nCopies(sequences.size(), ""));
    int row = settings.layers() * settings.width();
    for (int from = 0; from < order.size(); from += batch) {
      List<Integer> part = order.subList(from, Math.min(order.size(), from + batch));
      int[] lengths = part.stream().mapToInt(u -> sequences.get(u).length / row).toArray();
      float[] all = new float[row * IntStream.of(lengths).sum()];
      int at = 0;
      for (int sequence : part) {
        System.arraycopy(sequences.get(sequence), 0, all, at, sequences.get(sequence).length);
        at += sequences.get(sequence).length;
      }
      try (NDManager owner = manager.newSubManager()) {
        List<Prediction> predictions =
            network.predict(new Encoded(Networks.array(owner, all, settings), lengths));
        for (int i = 0; i < part.size(); i++) {
          bits.set(part.get(i), bits(predictions.get(i)));
        }
      }
    }
    return bits;
  }

  private static String bits(Prediction prediction) {
    StringBuilder text = new StringBuilder(prediction.labels().toString());
    for (float score : prediction.scores()) {
      text.append(' ').append(Integer.toHexString(Float.floatToRawIntBits(score)));
    }
    return text.toString();
  }
}
