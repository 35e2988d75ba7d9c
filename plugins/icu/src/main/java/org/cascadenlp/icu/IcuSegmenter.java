package org.cascadenlp.icu;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.IllformedLocaleException;
import com.ibm.icu.util.ULocale;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.List;
import org.apache.uima.cas.CAS;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.document.OnExisting;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.text.TextRegion;

/**
 * Splits a document of any language into sentences and words by ICU's rules and dictionaries.
 *
 * <pre>{@code
 * <import name="org.cascadenlp.icu.IcuSegmenter"/>
 * }</pre>
 *
 * <p>Every character that is not white space is in exactly one sentence and one token, and neither
 * begins or ends with white space.
 */
public final class IcuSegmenter extends PluginAnnotator {

  private static final String OF_DOCUMENT = "document";

  private String component = "";
  private String language = OF_DOCUMENT;
  private OnExisting existing = OnExisting.KEEP;
  private Suppressions abbreviations = Suppressions.NONE;
  private String opened = "";
  private Segments sentences = new Segments(BreakIterator.getSentenceInstance(ULocale.ROOT));
  private Segments words = new Segments(BreakIterator.getWordInstance(ULocale.ROOT));

  @Override
  protected void configure(Parameters parameters) {
    component = parameters.component();
    existing = parameters.choice("existing", OnExisting.class);
    abbreviations =
        parameters.optionalChoice("abbreviations", Suppressions.class, Suppressions.NONE);
    opened = "";
    language = parameters.text("language").trim();
    if (!language.equals(OF_DOCUMENT)) {
      try {
        open(new ULocale.Builder().setLanguageTag(language).build());
      } catch (IllformedLocaleException e) {
        throw parameters.bad(
            "language", language, "give a language tag such as zh or th, or document");
      }
    }
  }

  @Override
  protected void annotate(JCas cas) {
    String text = cas.getDocumentText();
    if (text == null) {
      return;
    }
    if (language.equals(OF_DOCUMENT)) {
      String given = cas.getDocumentLanguage();
      open(
          given == null || given.equals(CAS.DEFAULT_LANGUAGE_NAME)
              ? ULocale.ROOT
              : ULocale.forLanguageTag(given));
    }
    if (existing.wantsNew(cas, Sentence.class, component)) {
      for (TextRegion region : TextRegion.of(cas)) {
        sentences.of(
            text, region.begin(), region.end(), (b, e) -> new Sentence(cas, b, e).addToIndexes());
      }
    }
    if (existing.wantsNew(cas, Token.class, component)) {
      List<Sentence> all = new ArrayList<>(cas.select(Sentence.class).asList());
      for (Sentence sentence : all) {
        Interruption.check();
        words.of(
            text,
            sentence.getBegin(),
            sentence.getEnd(),
            (b, e) -> new Token(cas, b, e).addToIndexes());
      }
    }
  }

  private void open(ULocale locale) {
    if (!locale.toLanguageTag().equals(opened)) {
      sentences = new Segments(abbreviations.sentences(locale));
      words = new Segments(BreakIterator.getWordInstance(locale));
      opened = locale.toLanguageTag();
    }
  }
}
