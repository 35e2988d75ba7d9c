package org.cascadenlp.formats;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.uima.cas.CASException;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.types.ScoredEntity;

/**
 * Annotates each line as a sentence, each word as a token and each capitalised word as an entity,
 * and adds a second view if the text contains {@code !view}.
 */
public final class CapitalWords extends PluginAnnotator {

  private static final Pattern LINE = Pattern.compile("\\S[^\\r\\n]*");
  private static final Pattern WORD = Pattern.compile("\\S+");

  @Override
  protected void configure(Parameters parameters) {}

  @Override
  protected void annotate(JCas cas) throws CASException {
    String text = cas.getDocumentText();
    for (Matcher m = LINE.matcher(text); m.find(); ) {
      new Sentence(cas, m.start(), m.end()).addToIndexes();
    }
    for (Matcher m = WORD.matcher(text); m.find(); ) {
      new Token(cas, m.start(), m.end()).addToIndexes();
      if (Character.isUpperCase(m.group().codePointAt(0))) {
        ScoredEntity entity = new ScoredEntity(cas, m.start(), m.end());
        entity.setValue("NAME");
        entity.setScore(1f / m.group().length());
        entity.setSource("capitals");
        entity.addToIndexes();
      }
    }
    if (text.contains("!view")) {
      cas.createView("second").setDocumentText("BOB");
    }
  }
}
