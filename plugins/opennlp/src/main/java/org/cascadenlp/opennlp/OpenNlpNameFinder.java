package org.cascadenlp.opennlp;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import opennlp.tools.namefind.NameFinderME;
import opennlp.tools.namefind.TokenNameFinderModel;
import opennlp.tools.util.Span;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.document.OnExisting;
import org.cascadenlp.core.document.PredictionSource;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.opennlp.model.ModelKind;
import org.cascadenlp.opennlp.model.OpenNlpModels;
import org.cascadenlp.opennlp.text.Sentences;
import org.cascadenlp.types.ScoredEntity;

/**
 * Annotates named entities by OpenNLP's maximum entropy name finder. The user provides the model,
 * as OpenNLP publishes none.
 *
 * <p>The finder's adaptive data about earlier sentences is cleared before each document, so that
 * documents do not depend on each other.
 */
public final class OpenNlpNameFinder extends PluginAnnotator {

  private static final OpenNlpModels<TokenNameFinderModel> MODELS =
      new OpenNlpModels<>(ModelKind.NAMES, TokenNameFinderModel.class, TokenNameFinderModel::new);

  private NameFinderME finder;
  private OnExisting existing;
  private String component;
  private String model;

  @Override
  protected void configure(Parameters parameters) {
    component = parameters.component();
    existing = parameters.optionalChoice("existing", OnExisting.class, OnExisting.REPLACE);
    OpenNlpModels.Opened<TokenNameFinderModel> opened = MODELS.own(parameters);
    finder = new NameFinderME(closing(opened.lease()).model());
    model = opened.name();
  }

  @Override
  protected String summary() {
    return model;
  }

  @Override
  protected void annotate(JCas cas) {
    PredictionSource source = predictionSource(model);
    List<ScoredEntity> own =
        cas.select(ScoredEntity.class).filter(e -> source.made(e.getSource())).toList();
    if (!existing.wantsNew(own, component(model))) {
      return;
    }
    finder.clearAdaptiveData();
    for (List<Token> tokens : Sentences.of(cas, component).tokens()) {
      Interruption.check();
      Span[] spans = finder.find(Sentences.forms(tokens));
      double[] scores = finder.probs(spans);
      for (int i = 0; i < spans.length; i++) {
        Token first = tokens.get(spans[i].getStart());
        Token last = tokens.get(spans[i].getEnd() - 1);
        ScoredEntity entity = new ScoredEntity(cas, first.getBegin(), last.getEnd());
        entity.setValue(spans[i].getType());
        entity.setScore((float) scores[i]);
        entity.setSource(source.text());
        entity.addToIndexes();
      }
    }
  }
}
