package org.cascadenlp.training;

import static java.util.stream.Collectors.groupingBy;

import java.util.List;
import java.util.Map;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.neural.sequence.PlacedInstance;
import org.cascadenlp.training.source.CasVectors;
import org.cascadenlp.types.Vectors;

/** The vectors of a document that a trainer reads, by the spans of their sequences. */
final class DocumentVectors {

  private final List<Vectors> read;
  private final Map<Span, List<Vectors>> bySpan;

  DocumentVectors(List<Vectors> read) {
    this.read = read;
    this.bySpan = read.stream().collect(groupingBy(Span::of));
  }

  /** In UTF-16 units. */
  private record Span(int begin, int end) {
    static Span of(Annotation annotation) {
      return new Span(annotation.getBegin(), annotation.getEnd());
    }
  }

  /** The number of tokens of neighbouring sequences that the vectors depend on. */
  int context() {
    return CasVectors.context(read);
  }

  /** Those of each sequence of an instance, in order; a sequence without vectors has none. */
  List<List<Vectors>> of(PlacedInstance place) {
    return place.sequences().stream()
        .map(sequence -> bySpan.getOrDefault(Span.of(sequence), List.of()))
        .toList();
  }
}
