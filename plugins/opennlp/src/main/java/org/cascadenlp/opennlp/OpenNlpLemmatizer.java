package org.cascadenlp.opennlp;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import opennlp.tools.lemmatizer.LemmatizerME;
import opennlp.tools.lemmatizer.LemmatizerModel;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.document.OnExisting;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.opennlp.model.LanguageTools;
import org.cascadenlp.opennlp.model.ModelKind;
import org.cascadenlp.opennlp.model.OpenNlpModels;
import org.cascadenlp.opennlp.text.Sentences;

/** Annotates lemmas by OpenNLP's maximum entropy lemmatizer, from tokens and parts of speech. */
public final class OpenNlpLemmatizer extends PluginAnnotator {

  private static final OpenNlpModels<LemmatizerModel> MODELS =
      new OpenNlpModels<>(ModelKind.LEMMAS, LemmatizerModel.class, LemmatizerModel::new);

  private LanguageTools<LemmatizerModel, LemmatizerME> lemmatizers;
  private OnExisting existing;
  private String component;

  @Override
  protected void configure(Parameters parameters) {
    component = parameters.component();
    existing = parameters.choice("existing", OnExisting.class);
    lemmatizers = LanguageTools.of(MODELS, LemmatizerME::new, parameters, this::closing);
  }

  @Override
  protected String summary() {
    return lemmatizers.summary();
  }

  @Override
  protected void annotate(JCas cas) {
    if (!existing.wantsNew(cas, Lemma.class, component)) {
      return;
    }
    List<List<Token>> sentences = Sentences.of(cas, component).tokens();
    if (sentences.isEmpty()) {
      return;
    }
    LemmatizerME lemmatizer = lemmatizers.of(cas).tool();
    for (List<Token> tokens : sentences) {
      Interruption.check();
      String[] forms = Sentences.forms(tokens);
      String[] scripts = lemmatizer.predictSES(forms, Sentences.tags(tokens, component));
      // OpenNLP lower-cases by the default locale, which in Turkish gives "ıbm" for IBM
      Arrays.setAll(forms, i -> forms[i].toLowerCase(Locale.ROOT));
      String[] lemmas = LemmatizerME.decodeLemmas(forms, scripts);
      for (int i = 0; i < lemmas.length; i++) {
        Token token = tokens.get(i);
        Lemma lemma = new Lemma(cas, token.getBegin(), token.getEnd());
        lemma.setValue(lemmas[i]);
        lemma.addToIndexes();
        token.setLemma(lemma);
      }
    }
  }
}
