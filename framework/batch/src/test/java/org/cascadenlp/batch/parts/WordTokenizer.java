package org.cascadenlp.batch.parts;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;

/** Splits sentences at line breaks and tokens at white space. */
public final class WordTokenizer extends PluginAnnotator {

  private static final Pattern LINE = Pattern.compile("\\S[^\\r\\n]*");
  private static final Pattern WORD = Pattern.compile("\\S+");

  @Override
  protected void configure(Parameters parameters) {}

  @Override
  protected void annotate(JCas cas) {
    for (Matcher m = LINE.matcher(cas.getDocumentText()); m.find(); ) {
      new Sentence(cas, m.start(), m.end()).addToIndexes();
    }
    for (Matcher m = WORD.matcher(cas.getDocumentText()); m.find(); ) {
      new Token(cas, m.start(), m.end()).addToIndexes();
    }
  }
}
