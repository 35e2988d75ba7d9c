package org.cascadenlp.batch.parts;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.cas.FloatArray;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.types.Vectors;

/** Gives each token a vector of its length and its first letter. */
public final class ToyVectors extends PluginAnnotator {

  @Override
  protected void configure(Parameters parameters) {}

  @Override
  protected void annotate(JCas cas) {
    for (Sentence sentence : cas.select(Sentence.class)) {
      List<Token> tokens = cas.select(Token.class).coveredBy(sentence).asList();
      Vectors vectors = new Vectors(cas, sentence.getBegin(), sentence.getEnd());
      vectors.setSource("toy");
      vectors.setLayers(1);
      vectors.setWidth(2);
      FloatArray values = new FloatArray(cas, tokens.size() * 2);
      for (int i = 0; i < tokens.size(); i++) {
        String word = tokens.get(i).getCoveredText();
        values.set(2 * i, word.length());
        values.set(2 * i + 1, word.charAt(0));
      }
      vectors.setValues(values);
      vectors.addToIndexes();
    }
  }
}
