package org.cascadenlp.heads;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cascadenlp.neural.model.DenseLayer;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.PretrainedHead;
import org.cascadenlp.neural.task.TrainableTask;

/**
 * The options of a sequence labelling head, read from {@link HeadSettings#options}.
 *
 * @param decoder {@code decoder}: how labels are chosen
 * @param bilstm {@code bilstm}: the hidden width of each direction of a bidirectional LSTM before
 *     the classifier, 0 for none
 * @param mix {@code mix}: whether several layers are mixed with learned weights (else they are
 *     concatenated)
 * @param pooler {@code pooler}: a dense layer before the classifier; none if it is not stated
 */
record SequenceOptions(Decoder decoder, int bilstm, boolean mix, DenseLayer pooler) {

  /** How labels are chosen. */
  enum Decoder {
    /** each token alone: the most probable label of a softmax */
    LINEAR,
    /** all tokens together: the best path of a linear-chain CRF */
    CRF
  }

  /** The options in {@code settings}, which must all be described by {@code head}'s annotation. */
  static SequenceOptions of(HeadSettings settings, Class<?> head) {
    HeadOptions options = HeadOptions.of(settings.task(), settings.options(), head);
    return new SequenceOptions(
        Decoder.valueOf(options.oneOf("decoder", "linear", "crf").toUpperCase(Locale.ROOT)),
        options.bilstm(),
        options.flag("mix"),
        Pooler.layerIfStated(options));
  }

  /**
   * Hugging Face's class for these options, as in {@link TrainableTask#headClass}: it reads one
   * hidden state, and has neither an LSTM nor transitions.
   */
  HeadClass headClass(HeadSettings settings) {
    boolean plain = decoder == Decoder.LINEAR && bilstm == 0 && settings.layers() == 1;
    return plain ? new HeadClass(HeadClass.TOKENS, pooler, "") : HeadClass.NONE;
  }

  /** The options of a head of tokens that transformers saved; empty if {@code head} is another. */
  static Optional<Map<String, String>> adopt(PretrainedHead head) {
    return head.headClass().name().equals(HeadClass.TOKENS)
        ? Optional.of(
            Pooler.adopted(head, Map.of("decoder", "linear", "bilstm", "0", "mix", "false")))
        : Optional.empty();
  }
}
