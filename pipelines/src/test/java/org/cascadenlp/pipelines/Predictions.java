package org.cascadenlp.pipelines;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import java.util.stream.Stream;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.types.Classification;
import org.cascadenlp.types.ScoredEntity;
import org.cascadenlp.types.ScoredPos;

/**
 * The predictions of heads for one document, with all digits of the scores.
 *
 * @param spans entities and classes, sorted
 * @param tags the part of speech of each token; empty if no token has one
 */
record Predictions(List<String> spans, List<String> tags) {

  /** The predictions in {@code cas}. */
  static Predictions of(JCas cas) {
    Stream<String> entities =
        cas.select(ScoredEntity.class)
            .map(e -> line(e.getBegin(), e.getEnd(), e.getValue(), e.getScore(), e.getSource()));
    Stream<String> classes =
        cas.select(Classification.class)
            .map(c -> line(c.getBegin(), c.getEnd(), c.getValue(), c.getScore(), c.getSource()));
    Stream<String> tags =
        cas.select(Token.class).map(Token::getPos).filter(p -> p != null).map(Predictions::tag);
    return new Predictions(Stream.concat(entities, classes).sorted().toList(), tags.toList());
  }

  /** These predictions and those of a later part; a token keeps the part of speech of the last. */
  Predictions then(Predictions later) {
    return new Predictions(
        Stream.concat(spans.stream(), later.spans.stream()).sorted().toList(),
        later.tags.isEmpty() ? tags : later.tags);
  }

  private static String tag(POS pos) {
    return pos instanceof ScoredPos scored
        ? line(
            pos.getBegin(), pos.getEnd(), pos.getPosValue(), scored.getScore(), scored.getSource())
        : line(pos.getBegin(), pos.getEnd(), pos.getPosValue(), 0, "");
  }

  private static String line(int begin, int end, String value, float score, String source) {
    return begin + "-" + end + " " + value + " " + score + " " + source;
  }
}
