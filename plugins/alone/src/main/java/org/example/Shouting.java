package org.example;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.document.OnExisting;
import org.cascadenlp.core.document.PredictionSource;
import org.cascadenlp.types.ScoredEntity;

/** Marks words in capitals. */
public final class Shouting extends PluginAnnotator {
  private int shortest;

  @Override
  protected void configure(Parameters parameters) {
    shortest = parameters.integer("shortest", 1, 100);
  }

  @Override
  protected void annotate(JCas cas) {
    // a document that is annotated twice has each annotation once
    PredictionSource source = predictionSource("");
    var former = cas.select(ScoredEntity.class).filter(e -> source.made(e.getSource())).toList();
    OnExisting.REPLACE.wantsNew(former, source.text());
    for (Token token : cas.select(Token.class)) {
      String word = token.getCoveredText();
      if (word.length() >= shortest && word.chars().allMatch(Character::isUpperCase)) {
        ScoredEntity entity = new ScoredEntity(cas, token.getBegin(), token.getEnd());
        entity.setValue("SHOUT");
        entity.setScore(1);
        entity.setSource(source.text());
        entity.addToIndexes();
      }
    }
  }
}
