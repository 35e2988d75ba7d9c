package org.cascadenlp.heads.answers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.text.PartRole;
import org.cascadenlp.core.text.TextInstances;
import org.cascadenlp.heads.answers.AnswerTarget.Span;
import org.cascadenlp.types.Answer;
import org.cascadenlp.types.Instance;
import org.cascadenlp.types.TextPart;

/**
 * The answers to one question in a document.
 *
 * @param id the question's id; empty if it has none
 * @param context the range of its context
 */
record AnswerAnnotations(JCas cas, String id, Span context) {

  /**
   * Those of the question at {@code place}.
   *
   * @param task the task's name, for errors
   */
  static AnswerAnnotations at(JCas cas, Annotation place, String task) {
    Optional<Instance> instance = TextInstances.at(cas, place);
    TextPart context =
        instance.flatMap(one -> TextInstances.part(one, PartRole.CONTEXT)).orElse(null);
    if (context == null) {
      throw CascadeException.of(
          "task " + task,
          "the text at " + place.getBegin() + " is no question with a context",
          "read questions (--format squad, --as squad), and set unit = instance in the embedding or"
              + " trainer");
    }
    return new AnswerAnnotations(
        cas,
        instance.map(Instance::getId).orElse(""),
        new Span(context.getBegin(), context.getEnd()));
  }

  /** The gold answers; empty if there is none, not even one that says so. */
  Optional<AnswerTarget> gold(String task) {
    List<Answer> found =
        cas.select(Answer.class)
            .filter(answer -> answer.getSource() == null && isOwn(answer))
            .toList();
    List<Span> spans = new ArrayList<>();
    found.stream()
        .filter(answer -> !answer.getNoAnswer())
        .sorted(Comparator.comparingInt(Answer::getRank))
        .forEach(answer -> spans.add(span(answer, task)));
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(new AnswerTarget(id, cas.getDocumentText(), spans));
  }

  /** Whether {@code answer} is one to this question. */
  private boolean isOwn(Answer answer) {
    return id.isEmpty() || id.equals(answer.getId());
  }

  private Span span(Answer answer, String task) {
    if (answer.getBegin() < context.begin()
        || answer.getEnd() > context.end()
        || answer.getCoveredText().isEmpty()) {
      throw CascadeException.of(
          "task " + task,
          "the answer from "
              + answer.getBegin()
              + " to "
              + answer.getEnd()
              + " is not in its context, from "
              + context.begin()
              + " to "
              + context.end(),
          "annotate a span of the context");
    }
    return new Span(answer.getBegin(), answer.getEnd());
  }

  /** Adds {@code prediction}, which is an answer or says that there is none. */
  void add(AnswerPrediction prediction, boolean isAnswer, String source) {
    Answer answer =
        isAnswer
            ? new Answer(cas, prediction.begin(), prediction.end())
            : new Answer(cas, context.begin(), context.begin());
    if (!id.isEmpty()) {
      answer.setId(id);
    }
    answer.setNoAnswer(!isAnswer);
    answer.setRank(isAnswer ? 1 : 0);
    answer.setScore((float) (isAnswer ? prediction.score() : prediction.noAnswerScore()));
    answer.setNoAnswerScore((float) prediction.noAnswerScore());
    answer.setSource(source);
    answer.addToIndexes();
  }
}
