package org.cascadenlp.gazetteer;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.Map;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.document.PredictionSource;
import org.cascadenlp.types.ScoredEntity;

/** Annotates the names of a list in the tokens of a document, preferring the longest. */
public final class Gazetteer extends PluginAnnotator {
  private Map<String, String> labels;
  private int longest;

  @Override
  protected void configure(Parameters parameters) {
    labels = parameters.pairs("names");
    longest = parameters.integer("longest", 1, 100);
  }

  @Override
  protected void annotate(JCas cas) {
    PredictionSource source = predictionSource("");
    // remove the results of an earlier run
    cas.select(ScoredEntity.class)
        .filter(entity -> source.made(entity.getSource()))
        .toList()
        .forEach(ScoredEntity::removeFromIndexes);
    var tokens = cas.select(Token.class).asList();
    for (int i = 0; i < tokens.size(); i++) {
      for (int j = Math.min(i + longest, tokens.size()) - 1; j >= i; j--) {
        var entity = new ScoredEntity(cas, tokens.get(i).getBegin(), tokens.get(j).getEnd());
        if (labels.containsKey(entity.getCoveredText())) {
          entity.setValue(labels.get(entity.getCoveredText()));
          entity.setScore(1);
          entity.setSource(source.text());
          entity.addToIndexes();
          i = j; // names do not overlap
        }
      }
    }
  }
}
