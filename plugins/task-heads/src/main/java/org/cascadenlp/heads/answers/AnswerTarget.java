package org.cascadenlp.heads.answers;

import java.util.List;

/**
 * The gold answers to one question.
 *
 * @param id the question's id; empty if it has none
 * @param document the text that the offsets refer to
 * @param answers in the order of the corpus, of which the first is trained on; empty if the context
 *     has no answer
 */
record AnswerTarget(String id, String document, List<Span> answers) {

  AnswerTarget {
    answers = List.copyOf(answers);
  }

  /** A range of the document, in UTF-16 code units. */
  record Span(int begin, int end) {}

  /** The text of {@code span}. */
  String text(Span span) {
    return document.substring(span.begin, span.end);
  }

  /** The texts of all answers. */
  List<String> texts() {
    return answers.stream().map(this::text).toList();
  }
}
