package org.cascadenlp.core.document;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part and the model that made a prediction: the value of its feature {@code source}, for
 * example {@code EntityTagger entities on glove}. It does not contain the role, so that it is the
 * same in every pipeline.
 *
 * <pre>{@code
 * PredictionSource source = predictionSource(model.name());
 * cas.select(ScoredEntity.class).filter(e -> source.made(e.getSource())) // in an earlier run
 * entity.setSource(source.text());
 * }</pre>
 *
 * @param part the name in the part's descriptor
 * @param annotator the simple name of the part's Java class, which earlier versions wrote instead
 *     of {@code part}
 * @param model the model's name, empty for a part without one
 */
public record PredictionSource(String part, String annotator, String model) {

  /** The source of new predictions. */
  public String text() {
    return spelt(part);
  }

  /**
   * The values of {@code source} that stored predictions of this part may have: {@link #text}, then
   * that of earlier versions.
   */
  public List<String> spellings() {
    return Stream.of(part, annotator).distinct().map(this::spelt).toList();
  }

  /** Whether {@code source} names this part and model, in either spelling. */
  public boolean made(@Nullable String source) {
    return source != null && (isSpelt(source, part) || isSpelt(source, annotator));
  }

  /**
   * Whether {@code source} is {@link #spelt} of {@code name}, which is not built for each
   * prediction.
   */
  private boolean isSpelt(String source, String name) {
    return model.isEmpty()
        ? source.equals(name)
        : source.length() == name.length() + 1 + model.length()
            && source.startsWith(name)
            && source.charAt(name.length()) == ' '
            && source.endsWith(model);
  }

  private String spelt(String name) {
    return model.isEmpty() ? name : name + " " + model;
  }
}
