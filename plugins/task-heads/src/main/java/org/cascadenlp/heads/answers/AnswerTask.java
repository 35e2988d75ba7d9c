package org.cascadenlp.heads.answers;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.heads.Pooler;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.PretrainedHead;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.Codec;
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.Scorer;
import org.cascadenlp.neural.task.SubwordWindows;
import org.cascadenlp.neural.task.TrainableTask;
import org.cascadenlp.types.Answer;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * Extractive question answering (Rajpurkar et al. 2018): the answer to a question is a span of its
 * context, or there is none. Gold and predicted answers are {@link Answer} annotations.
 *
 * <p>The encoder reads the question with each part of the context, in overlapping windows. Training
 * is on all windows with the answer and some without; predictions are on all windows. Options:
 * {@code noAnswer}, {@code maxAnswer}, {@code negatives}, {@code drawn}, {@code threshold} and
 * {@code pooler}, as described below.
 */
@Description(
    value = "Answers to questions, spans of a context, from vectors of subwords (pooling = none).",
    settings = {
      @Setting(
          name = "noAnswer",
          type = "true | false",
          description = "whether a context may have no answer (SQuAD 2.0; else SQuAD 1.1)"),
      @Setting(
          name = "maxAnswer",
          type = "Integer",
          description = "the most subwords of an answer; 30 in SQuAD's baselines"),
      @Setting(
          name = "negatives",
          type = "Integer",
          description = "the most windows without the answer of a question that are trained on"),
      @Setting(
          name = "drawn",
          type = "String",
          value = "drawn by the seed and the question's id",
          description =
              "the file that lists these windows by question, for training; relative to the"
                  + " working directory"),
      @Setting(
          name = "threshold",
          type = "Float",
          value = "chosen on the development data, 0 without any",
          description =
              "by how much the logit of no answer must exceed that of the best answer for none;"
                  + " only if noAnswer is true"),
      @Setting(
          name = Pooler.OPTION,
          type = Pooler.TYPE,
          value = "false",
          description = Pooler.MEANING)
    })
public final class AnswerTask implements TrainableTask<AnswerTarget, AnswerPrediction> {

  /** The name under which the task is bound. */
  public static final String NAME = "answers";

  private static final List<String> OUTPUTS = List.of("start", "end");

  @Override
  public Level level(Map<String, String> options) {
    return Level.SUBWORD;
  }

  @Override
  public AnswerTarget target(JCas gold, Annotation place, HeadSettings settings) {
    String task = settings.task();
    AnswerTarget target =
        AnswerAnnotations.at(gold, place, task)
            .gold(task)
            .orElseThrow(
                () ->
                    bad(task, place, "has no gold answer", "give it one, or is_impossible = true"));
    if (target.answers().isEmpty() && !options(settings).noAnswer()) {
      throw bad(
          task, place, "has no answer in its context", "set noAnswer = true, or leave it out");
    }
    return target;
  }

  private static CascadeException bad(
      String task, Annotation place, String problem, String remedy) {
    return CascadeException.of(
        "task " + task, "the question at " + place.getBegin() + " " + problem, remedy);
  }

  private static AnswerOptions options(HeadSettings settings) {
    return AnswerOptions.of(settings.task(), settings.options());
  }

  @Override
  public List<String> outputs(List<AnswerTarget> targets, Map<String, String> options) {
    return OUTPUTS;
  }

  /**
   * All windows with the answer, each an example, and those without it that {@link WindowList} or
   * {@link TrainingWindows} draws.
   */
  @Override
  public List<Labelled<AnswerTarget>> examples(
      List<Labelled<AnswerTarget>> read, HeadSettings settings, SubwordWindows windows) {
    Set<String> ids =
        read.stream().map(question -> question.target().id()).collect(Collectors.toSet());
    BiFunction<String, List<Boolean>, List<Integer>> choice = choice(settings, ids);
    List<Labelled<AnswerTarget>> examples = new ArrayList<>();
    for (Labelled<AnswerTarget> question : read) {
      AnswerTarget target = question.target();
      Sequence pair = question.instance().sequence();
      List<Boolean> holds =
          AnswerWindow.of(windows.of(pair), 0).stream()
              .map(window -> window.holds(target))
              .toList();
      for (int window : choice.apply(target.id(), holds)) {
        examples.add(new Labelled<>(Instance.of(pair.reading(List.of(window))), target));
      }
    }
    return examples;
  }

  private static BiFunction<String, List<Boolean>, List<Integer>> choice(
      HeadSettings settings, Set<String> ids) {
    AnswerOptions options = options(settings);
    int negatives = options.negatives();
    if (options.drawn().isEmpty()) {
      return (id, holds) -> TrainingWindows.chosen(settings.seed(), id, holds, negatives);
    }
    WindowList list = WindowList.read(Path.of(options.drawn()));
    list.checkRead(ids);
    return (id, holds) -> list.chosen(id, holds, negatives);
  }

  @Override
  public Head<AnswerTarget, AnswerPrediction> head(
      NDManager manager, HeadSettings settings, Map<String, Tensor> weights) {
    return new AnswerHead(manager, settings, options(settings), weights);
  }

  /** The threshold with the best F1, unless the options have one. */
  @Override
  public HeadSettings chosen(
      HeadSettings settings,
      List<AnswerTarget> targets,
      Supplier<List<AnswerPrediction>> predictions) {
    AnswerOptions options = options(settings);
    if (!options.noAnswer() || options.threshold().isPresent() || targets.isEmpty()) {
      return settings;
    }
    AnswerScores scores = AnswerScores.atBestThreshold();
    List<AnswerPrediction> found = predictions.get();
    for (int i = 0; i < targets.size(); i++) {
      add(scores, targets.get(i), found.get(i));
    }
    Map<String, String> all = new LinkedHashMap<>(settings.options());
    all.put(AnswerOptions.THRESHOLD, String.valueOf(scores.chosenThreshold()));
    return settings.with(all);
  }

  @Override
  public void write(
      JCas cas,
      Annotation place,
      AnswerPrediction prediction,
      HeadSettings settings,
      String source) {
    AnswerAnnotations.at(cas, place, settings.task())
        .add(prediction, prediction.answers(options(settings).decision()), source);
  }

  /**
   * Exact match and F1 at the threshold of the settings or, before it is chosen, at the best for
   * the questions that are added.
   */
  @Override
  public Scorer<AnswerTarget, AnswerPrediction> scorer(HeadSettings settings) {
    AnswerOptions options = options(settings);
    AnswerScores scores =
        options.noAnswer() && options.threshold().isEmpty()
            ? AnswerScores.atBestThreshold()
            : AnswerScores.above(options.decision());
    return Scorer.of(scores, (target, prediction) -> add(scores, target, prediction));
  }

  private static void add(AnswerScores scores, AnswerTarget target, AnswerPrediction prediction) {
    String text =
        prediction.begin() == AnswerPrediction.NONE
            ? ""
            : target.document().substring(prediction.begin(), prediction.end());
    scores.add(target.texts(), text, prediction.margin());
  }

  @Override
  public Codec<AnswerTarget, AnswerPrediction> codec() {
    return AnswerCodec.INSTANCE;
  }

  @Override
  public String opensAs(HeadSettings settings) {
    return headClass(settings).name();
  }

  @Override
  public HeadClass headClass(HeadSettings settings) {
    return settings.layers() == 1
        ? new HeadClass(HeadClass.ANSWERS, options(settings).pooler(), "")
        : HeadClass.NONE;
  }

  /**
   * A question answering head of transformers. Its folder does not say whether contexts may have no
   * answer, so they may, if the logit of none exceeds that of the best answer.
   */
  @Override
  public Optional<HeadSettings> adopt(String task, PretrainedHead head) {
    return head.headClass().name().equals(HeadClass.ANSWERS)
        ? Optional.of(
            head.settings(task, OUTPUTS, Pooler.adopted(head, AnswerOptions.OF_TRANSFORMERS)))
        : Optional.empty();
  }
}
