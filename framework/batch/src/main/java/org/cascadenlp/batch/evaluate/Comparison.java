package org.cascadenlp.batch.evaluate;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma;
import java.util.Locale;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.types.Classification;

/** A comparison of one kind of annotation with gold. */
interface Comparison {

  /** Adds one document. */
  void add(JCas gold, JCas predicted);

  /** Whether any document so far has gold annotations of this kind. */
  boolean hasGold();

  /** The scores over the documents that were added. */
  Scores scores();

  /** The kinds of comparison. */
  enum Kind {
    /** spans of characters with their values */
    ENTITIES(NamedEntity.class),
    /** one tag per token */
    POS(POS.class),
    /** one lemma per token */
    LEMMAS(Lemma.class),
    /** classes of sentences or documents */
    CLASSES(Classification.class);

    private final Class<? extends Annotation> type;

    Kind(Class<? extends Annotation> type) {
      this.type = type;
    }

    /** The type that is compared, subtypes included. */
    String type() {
      return type.getName();
    }

    /** A comparison of this kind, without documents. */
    Comparison open() {
      return switch (this) {
        case ENTITIES -> new EntityComparison();
        case POS -> TokenComparison.ofTags();
        case LEMMAS -> TokenComparison.ofLemmas();
        case CLASSES -> new ClassComparison();
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
