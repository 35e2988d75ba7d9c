package org.cascadenlp.batch.evaluate;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma;
import java.util.Locale;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.types.Classification;

/** What of a document is compared with gold. */
interface Comparison {

  /** Adds one document. */
  void add(JCas gold, JCas predicted);

  /** True as soon as a document had something of this in gold. */
  boolean hasGold();

  /** How well the documents that were added agree. */
  Scores scores();

  /** The kinds of comparison. */
  enum Kind {
    /** spans of characters with their values */
    ENTITIES(NamedEntity.class),
    /** one tag a token */
    POS(POS.class),
    /** one lemma a token */
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
        case POS -> new TokenComparison.OfTags();
        case LEMMAS -> new TokenComparison.OfLemmas();
        case CLASSES -> new ClassComparison();
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
