package org.cascadenlp.testkit.parts;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;

/**
 * Creates one sentence, and tokens separated by white space, unless the document already has
 * sentences.
 */
public final class Words extends PluginAnnotator {

  private static final Pattern WORD = Pattern.compile("\\S+");

  @Override
  protected void configure(Parameters parameters) {}

  @Override
  protected void annotate(JCas cas) {
    if (!cas.select(Sentence.class).isEmpty()) {
      return;
    }
    new Sentence(cas, 0, cas.getDocumentText().length()).addToIndexes();
    for (Matcher m = WORD.matcher(cas.getDocumentText()); m.find(); ) {
      new Token(cas, m.start(), m.end()).addToIndexes();
    }
  }
}
