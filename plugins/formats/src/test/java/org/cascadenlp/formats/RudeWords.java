package org.cascadenlp.formats;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.types.Classification;
import org.cascadenlp.types.ScoredEntity;

/**
 * The class of a document is {@code rude} if it has a {@code !}, otherwise {@code polite}; none
 * without text, two with {@code both}; {@code ?} fails.
 */
public final class RudeWords extends PluginAnnotator {

  private static final Pattern WORD = Pattern.compile("\\S+");

  @Override
  protected void configure(Parameters parameters) {}

  @Override
  protected void annotate(JCas cas) {
    String text = cas.getDocumentText();
    if (text.equals("?")) {
      throw CascadeException.of("RudeWords", "a question", "answer it");
    }
    if (cas.select(Token.class).count() == 0) {
      for (Matcher m = WORD.matcher(text); m.find(); ) {
        new Token(cas, m.start(), m.end()).addToIndexes();
      }
    }
    if (text.contains("both")) {
      add(cas, "polite; a bit", 0.25f);
    }
    if (!text.isEmpty()) {
      add(cas, text.contains("!") ? "rude" : "polite", 0.5f);
    }
    if (text.contains("Bob")) {
      ScoredEntity entity = new ScoredEntity(cas, 0, 3);
      entity.setValue("NAME");
      entity.addToIndexes();
    }
  }

  private static void add(JCas cas, String label, float score) {
    Classification found = new Classification(cas, 0, cas.getDocumentText().length());
    found.setValue(label);
    found.setScore(score);
    found.addToIndexes();
  }
}
