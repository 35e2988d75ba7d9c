package org.cascadenlp.opennlp;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import java.util.Set;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTagFormat;
import opennlp.tools.postag.POSTagFormatMapper;
import opennlp.tools.postag.POSTaggerME;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.document.OnExisting;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.opennlp.model.LanguageTools;
import org.cascadenlp.opennlp.model.ModelKind;
import org.cascadenlp.opennlp.model.OpenNlpModels;
import org.cascadenlp.opennlp.text.Sentences;
import org.cascadenlp.types.ScoredPos;

/**
 * Annotates parts of speech by OpenNLP's maximum entropy tagger, with the tag set of its model: the
 * published models have the universal tags, and tags such as {@code AUX+PART} for {@code don't} as
 * one token.
 */
public final class OpenNlpPosTagger extends PluginAnnotator {

  private static final OpenNlpModels<POSModel> MODELS =
      new OpenNlpModels<>(ModelKind.POS, POSModel.class, POSModel::new);
  private static final Set<String> UNIVERSAL =
      Set.of(
          "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON",
          "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X");

  private LanguageTools<POSModel, POSTaggerME> taggers;
  private OnExisting existing;
  private String component;

  @Override
  protected void configure(Parameters parameters) {
    component = parameters.component();
    existing = parameters.choice("existing", OnExisting.class);
    taggers = LanguageTools.of(MODELS, OpenNlpPosTagger::tagger, parameters, this::closing);
  }

  /**
   * A tagger that returns the tags of its model: by default OpenNLP converts Penn tags to UD tags.
   */
  private static POSTaggerME tagger(POSModel model) {
    POSTagFormat tags = POSTagFormatMapper.guessFormat(model);
    return new POSTaggerME(model, tags == POSTagFormat.UNKNOWN ? POSTagFormat.CUSTOM : tags);
  }

  @Override
  protected String summary() {
    return taggers.summary();
  }

  @Override
  protected void annotate(JCas cas) {
    if (!existing.wantsNew(cas, POS.class, component)) {
      return;
    }
    List<List<Token>> sentences = Sentences.of(cas, component).tokens();
    if (sentences.isEmpty()) {
      return;
    }
    LanguageTools.Tool<POSTaggerME> tagger = taggers.of(cas);
    String source = predictionSource(tagger.model()).text();
    for (List<Token> tokens : sentences) {
      Interruption.check();
      String[] tags = tagger.tool().tag(Sentences.forms(tokens));
      double[] scores = tagger.tool().probs();
      for (int i = 0; i < tags.length; i++) {
        Token token = tokens.get(i);
        ScoredPos pos = new ScoredPos(cas, token.getBegin(), token.getEnd());
        pos.setPosValue(tags[i]);
        if (UNIVERSAL.contains(tags[i])) {
          pos.setCoarseValue(tags[i]);
        }
        pos.setScore((float) scores[i]);
        pos.setSource(source);
        pos.addToIndexes();
        token.setPos(pos);
      }
    }
  }
}
