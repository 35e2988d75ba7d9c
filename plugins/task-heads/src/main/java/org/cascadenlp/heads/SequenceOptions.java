package org.cascadenlp.heads;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
 */
record SequenceOptions(Decoder decoder, int bilstm, boolean mix) {

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
        options.flag("mix"));
  }

  /**
   * Hugging Face's class for these options, as in {@link TrainableTask#opensAs}: it has one linear
   * layer on one hidden state, and neither an LSTM nor transitions.
   */
  String opensAs(HeadSettings settings) {
    boolean plain = decoder == Decoder.LINEAR && bilstm == 0 && settings.layers() == 1;
    return plain ? HeadClass.TOKENS : "";
  }

  /** The options of a head of tokens that transformers saved; empty if {@code head} is another. */
  static Optional<Map<String, String>> adopt(PretrainedHead head) {
    return head.headClass().name().equals(HeadClass.TOKENS)
        ? Optional.of(Map.of("decoder", "linear", "bilstm", "0", "mix", "false"))
        : Optional.empty();
  }
}
