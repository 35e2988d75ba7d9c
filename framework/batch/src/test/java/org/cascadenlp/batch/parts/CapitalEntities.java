package org.cascadenlp.batch.parts;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.types.ScoredEntity;

/** Marks tokens that begin with a capital letter. */
public final class CapitalEntities extends PluginAnnotator {

  private String label = "";

  @Override
  protected void configure(Parameters parameters) {
    label = parameters.text("label");
  }

  @Override
  protected void annotate(JCas cas) {
    for (Token token : cas.select(Token.class)) {
      if (Character.isUpperCase(token.getCoveredText().codePointAt(0))) {
        ScoredEntity entity = new ScoredEntity(cas, token.getBegin(), token.getEnd());
        entity.setValue(label);
        entity.setScore(1f / token.getCoveredText().length());
        entity.setSource("capitals");
        entity.addToIndexes();
      }
    }
  }
}
