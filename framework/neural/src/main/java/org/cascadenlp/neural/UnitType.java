package org.cascadenlp.neural;

import com.google.gson.annotations.SerializedName;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.Parameters;

/** What counts as a unit of a document. */
public enum UnitType {
  /** each sentence */
  @SerializedName("sentence")
  SENTENCE,
  /** the whole document */
  @SerializedName("document")
  DOCUMENT;

  /**
   * Throws where an embedder reads {@code context} tokens of a unit's neighbours and this kind of
   * unit has none.
   */
  public void checkContext(Parameters parameters, int context) {
    if (context > 0 && this == DOCUMENT) {
      throw parameters.bad(
          "context", context, "a document has no neighbours: set unit = sentence, or context = 0");
    }
  }

  /** The units of {@code cas}, in order. */
  public List<Annotation> of(JCas cas) {
    if (this == SENTENCE) {
      return new ArrayList<>(cas.select(Sentence.class).asList());
    }
    List<Annotation> document = new ArrayList<>();
    if (cas.select(Token.class).findFirst().isPresent()) {
      document.add(new Annotation(cas, 0, cas.getDocumentText().length()));
    }
    return document;
  }

  /** True where {@code place} is one of the units of {@code cas}. */
  boolean isOne(JCas cas, Annotation place) {
    return this == SENTENCE
        ? cas.select(Sentence.class).at(place).findFirst().isPresent()
        : place.getBegin() == 0 && place.getEnd() == cas.getDocumentText().length();
  }

  /** The tokens of {@code unit}, in order. */
  public static List<Token> tokens(JCas cas, Annotation unit) {
    return cas.select(Token.class).coveredBy(unit.getBegin(), unit.getEnd()).asList();
  }

  /** As descriptors and model cards write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What an embedder gets of {@code tokens}. */
  public static Unit unit(List<Token> tokens) {
    return new Unit(tokens.stream().map(Annotation::getCoveredText).toList());
  }
}
