package org.cascadenlp.formats.conll;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.score.Span;
import org.cascadenlp.core.score.Tags;
import org.cascadenlp.formats.source.Row;

/**
 * The tokens of one sentence and its gold spans.
 *
 * @param replaced the number of characters that were replaced in the tokens
 */
record ConllSentence(List<String> tokens, List<Span> spans, int replaced) {

  /**
   * The sentence of {@code rows}, with labels renamed by {@code labels}; spans mapped to O are
   * dropped.
   */
  static ConllSentence of(List<Row> rows, Map<String, String> labels) {
    List<Span> spans = new ArrayList<>();
    for (Span span : Tags.spans(rows.stream().map(Row::tag).toList())) {
      String label = labels.getOrDefault(span.label(), span.label());
      if (!label.equals("O")) {
        spans.add(new Span(span.begin(), span.end(), label));
      }
    }
    int replaced = rows.stream().mapToInt(Row::replaced).sum();
    return new ConllSentence(rows.stream().map(Row::token).toList(), spans, replaced);
  }
}
