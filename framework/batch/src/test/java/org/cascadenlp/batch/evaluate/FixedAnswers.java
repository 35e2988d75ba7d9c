package org.cascadenlp.batch.evaluate;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;

/**
 * Tags every word as X, names it THING, writes its form, and the number of words of the document.
 */
public final class FixedAnswers extends PluginAnnotator {

  @Override
  protected void configure(Parameters parameters) {}

  @Override
  protected void annotate(JCas cas) {
    List<Token> tokens = cas.select(Token.class).asList();
    for (Token token : tokens) {
      ToyType.TAG.add(cas, token.getBegin(), token.getEnd(), "X");
      ToyType.FORM.add(cas, token.getBegin(), token.getEnd(), token.getCoveredText());
      ToyType.NAME.add(cas, token.getBegin(), token.getEnd(), "THING");
    }
    ToyType.NUMBER.add(cas, 0, cas.getDocumentText().length(), String.valueOf(tokens.size()));
  }
}
