package org.cascadenlp.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.heads.SequenceOptions.Decoder;
import org.cascadenlp.heads.crf.LabelDecoder;
import org.cascadenlp.heads.crf.LinearChainCrf;
import org.cascadenlp.heads.crf.TransitionConstraints;
import org.cascadenlp.neural.layers.SequenceGrid;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The network of a sequence labelling head: layers mixed or concatenated, optionally a BiLSTM, a
 * linear classifier, and either a softmax per token or a linear-chain CRF.
 *
 * <p>Dropout is applied to the inputs of the BiLSTM and of the classifier, as in Hugging Face's
 * token classification.
 */
final class TaggingHead extends LayeredHead {

  private final SequenceOptions options;
  private final TransitionConstraints constraints;

  TaggingHead(
      NDManager manager,
      HeadSettings settings,
      SequenceOptions options,
      TransitionConstraints constraints,
      Map<String, Tensor> given) {
    super(manager, settings, shapes(settings, options), given);
    this.options = options;
    this.constraints = constraints;
  }

  private static Map<String, long[]> shapes(HeadSettings settings, SequenceOptions options) {
    Map<String, long[]> shapes =
        new LinkedHashMap<>(TokenLayers.shapes(settings, options.bilstm(), options.mix()));
    long labels = settings.labels().size();
    long width = TokenLayers.width(settings, options.bilstm(), options.mix());
    Pooler.addShapes(options.pooler(), width, shapes);
    shapes.put("classifier.weight", new long[] {labels, width});
    shapes.put("classifier.bias", new long[] {labels});
    if (options.decoder() == Decoder.CRF) {
      shapes.put("crf.start_transitions", new long[] {labels});
      shapes.put("crf.end_transitions", new long[] {labels});
      shapes.put("crf.transitions", new long[] {labels, labels});
    }
    return shapes;
  }

  @Override
  public boolean decays(String name) {
    return super.decays(name) && !name.startsWith("crf.");
  }

  @Override
  public NDArray loss(Encoded encoded, List<List<String>> gold, LossSettings loss) {
    NDArray vectors = encoded.vectors();
    int[] lengths = encoded.rows();
    layers.check(vectors, lengths);
    NDManager manager = vectors.getManager();
    long[] ids = ids(gold, lengths);
    int[] sequences = TokenLayers.present(lengths);
    NDArray merged = layers.merged(Mode.TRAINING, vectors);
    NDArray emissions = logits(Mode.TRAINING, merged, lengths, sequences, loss.dropout());
    if (options.decoder() == Decoder.LINEAR) {
      return programs
          .get("cross-entropy")
          .one(
              Mode.TRAINING,
              emissions,
              manager.create(ids),
              manager.create(loss.weights(settings.labels())));
    }
    refuseWeights(loss.weights(settings.labels()));
    SequenceGrid grid = SequenceGrid.of(TokenLayers.lengthsOf(lengths, sequences));
    return programs
        .get("crf")
        .one(
            Mode.TRAINING,
            emissions,
            grid.places(manager),
            grid.spread(manager, ids),
            weights.get("crf.start_transitions"),
            weights.get("crf.end_transitions"),
            weights.get("crf.transitions"));
  }

  @Override
  Choice choice() {
    LabelDecoder decoder = decoder();
    return (logits, lengths, sequences, predictions) -> {
      int row = 0;
      for (int sequence : sequences) {
        double[][] own = new double[lengths[sequence]][];
        for (int t = 0; t < own.length; t++, row++) {
          own[t] = outputs.row(logits, row, sequence, "token " + t + " of sequence");
        }
        predictions[sequence] = decoder.decode(own);
      }
    };
  }

  /** The emissions: (tokens of {@code sequences}, labels). */
  @Override
  NDArray logits(Mode mode, NDArray merged, int[] lengths, int[] sequences, float dropout) {
    NDArray rate = merged.getManager().create(dropout);
    NDArray rows =
        Pooler.apply(
            options.pooler(),
            mode,
            layers.rows(mode, merged, lengths, sequences, dropout),
            weights,
            programs);
    return programs
        .get("classifier")
        .one(mode, rows, rate, weights.get("classifier.weight"), weights.get("classifier.bias"));
  }

  private LabelDecoder decoder() {
    return options.decoder() == Decoder.LINEAR
        ? LabelDecoder.independent(settings.labels())
        : LabelDecoder.chain(
            settings.labels(), LinearChainCrf.of(weights).within(constraints, settings.labels()));
  }

  /** The output of each token's gold label. */
  private long[] ids(List<List<String>> gold, int[] lengths) {
    List<Long> ids = new ArrayList<>();
    for (int sequence = 0; sequence < lengths.length; sequence++) {
      if (gold.size() != lengths.length || gold.get(sequence).size() != lengths[sequence]) {
        throw new IllegalArgumentException(
            "gold labels do not match the lengths "
                + Arrays.toString(lengths)
                + " at sequence "
                + sequence);
      }
      gold.get(sequence).forEach(label -> ids.add((long) outputs.of(label)));
    }
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("a batch without tokens has no loss");
    }
    return ids.stream().mapToLong(Long::longValue).toArray();
  }

  private void refuseWeights(float[] classWeights) {
    for (float weight : classWeights) {
      if (weight != 1) {
        throw CascadeException.of(
            "task " + settings.task(),
            "class weights " + Arrays.toString(classWeights) + " with decoder crf",
            "a CRF scores whole paths: leave all weights at 1, or set decoder = linear");
      }
    }
  }
}
