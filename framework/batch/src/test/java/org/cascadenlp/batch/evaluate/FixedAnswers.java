package org.cascadenlp.batch.evaluate;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.types.Classification;
import org.cascadenlp.types.ScoredPos;

/**
 * Tags every word as X and THING, with its form as lemma, and every document with the classes set.
 */
public final class FixedAnswers extends PluginAnnotator {

  private List<String> classes = List.of();

  @Override
  protected void configure(Parameters parameters) {
    classes = parameters.texts("classes");
  }

  @Override
  protected void annotate(JCas cas) {
    for (Token token : cas.select(Token.class).asList()) {
      ScoredPos pos = new ScoredPos(cas, token.getBegin(), token.getEnd());
      pos.setPosValue("X");
      token.setPos(pos);
      Lemma lemma = new Lemma(cas, token.getBegin(), token.getEnd());
      lemma.setValue(token.getCoveredText());
      token.setLemma(lemma);
      NamedEntity entity = new NamedEntity(cas, token.getBegin(), token.getEnd());
      entity.setValue("THING");
      entity.addToIndexes();
    }
    for (String value : classes) {
      Classification found = new Classification(cas, 0, cas.getDocumentText().length());
      found.setValue(value);
      found.addToIndexes();
    }
    Classification other = new Classification(cas, 0, cas.getDocumentText().length());
    other.setTask("language");
    other.setValue("en");
    other.addToIndexes();
  }
}
