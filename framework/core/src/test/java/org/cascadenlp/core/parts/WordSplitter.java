package org.cascadenlp.core.parts;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;

/** Creates a token for every run of word characters. */
public final class WordSplitter extends PluginAnnotator {

  private static final Pattern WORD = Pattern.compile("\\w+");

  @Override
  protected void configure(Parameters parameters) {}

  @Override
  protected void annotate(JCas cas) {
    for (Matcher word = WORD.matcher(cas.getDocumentText()); word.find(); ) {
      new Token(cas, word.start(), word.end()).addToIndexes();
    }
  }
}
