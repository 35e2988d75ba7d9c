package org.cascadenlp.neural.task;

import java.util.List;
import java.util.Map;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.model.HeadSettings;

/** A task that {@code cascade train} can train a head for. */
public interface TrainableTask<T, P> extends Task<T, P> {

  /**
   * Reads the target of one instance.
   *
   * @param place the sentence or document in view {@code gold}
   */
  T target(JCas gold, Annotation place, HeadSettings settings);

  /**
   * The outputs of a head for these targets, in their order: {@link HeadSettings#labels}.
   *
   * @param targets those of all training examples
   * @param options the task's own settings, as {@link HeadSettings#options}
   */
  List<String> outputs(List<T> targets, Map<String, String> options);

  /** The target of an instance that is cut to its first {@code tokens} tokens. */
  default T first(T target, int tokens) {
    return target;
  }

  /** Whether a head with these settings has an output for {@code target}, so that it has a loss. */
  default boolean hasOutput(T target, HeadSettings settings) {
    return true;
  }

  /**
   * The end of the name of Hugging Face's class that computes the same as a head with these
   * settings on the encoder's last hidden state, for example {@code ForTokenClassification}; empty
   * if there is no such class, so that the folder of a tuned encoder opens there without the head.
   */
  default String opensAs(HeadSettings settings) {
    return "";
  }

  /** The class of {@link #opensAs}, with the activation and problem type of a head of sequences. */
  default HeadClass headClass(HeadSettings settings) {
    return HeadClass.named(opensAs(settings));
  }
}
