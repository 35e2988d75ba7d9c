package org.cascadenlp.neural.task;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.Sequence;

/** A task that {@code cascade train} can train a head for. */
public interface TrainableTask<T, P> extends Task<T, P> {

  /**
   * Reads the target of one instance.
   *
   * @param place the sentence or document in view {@code gold}
   */
  T target(JCas gold, Annotation place, HeadSettings settings);

  /**
   * Reads the examples that an instance of a document gives: by default one, with its {@link
   * #target}. A task may read none, or several, each of its own instance with the same sequences.
   *
   * @param gold the view with the gold annotations
   */
  default Stream<Labelled<T>> read(DocumentInstance at, JCas gold, HeadSettings settings) {
    return Stream.of(new Labelled<>(at.instance(), target(gold, at.place().place(), settings)));
  }

  /**
   * The outputs of a head for these targets, in their order: {@link HeadSettings#labels}.
   *
   * @param targets those of all training examples
   * @param options the task's own settings, as {@link HeadSettings#options}
   */
  List<String> outputs(List<T> targets, Map<String, String> options);

  /**
   * The examples to train on, of those that documents have: by default the same. A task may leave
   * some out, or train on single windows of a long instance ({@link Sequence#reading}).
   *
   * @param settings with layers, width and seed
   * @param windows the windows in which the encoder reads an instance
   */
  default List<Labelled<T>> examples(
      List<Labelled<T>> read, HeadSettings settings, SubwordWindows windows) {
    return read;
  }

  /**
   * The settings with what is chosen on the development data after training, such as a threshold:
   * by default unchanged.
   *
   * @param targets those of all development examples
   * @param predictions computes those of the best epoch, in the same order
   */
  default HeadSettings chosen(
      HeadSettings settings, List<T> targets, Supplier<List<P>> predictions) {
    return settings;
  }

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
