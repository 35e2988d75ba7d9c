package org.cascadenlp.neural.sequence;

import java.util.List;
import org.apache.uima.jcas.tcas.Annotation;

/**
 * What a task predicts on in a document, and the sequences that it consists of.
 *
 * @param place its span
 * @param sequences the span of each sequence; {@code place} itself if there is only one
 */
public record PlacedInstance(Annotation place, List<Annotation> sequences) {

  public PlacedInstance {
    sequences = List.copyOf(sequences);
  }
}
