package org.cascadenlp.opennlp;

import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.document.PredictionSource;
import org.cascadenlp.opennlp.model.LanguageCode;
import org.cascadenlp.opennlp.model.ModelKind;
import org.cascadenlp.opennlp.model.OpenNlpModels;
import org.cascadenlp.opennlp.text.Characters;
import org.cascadenlp.opennlp.text.Region;
import org.cascadenlp.types.Classification;

/**
 * Detects the language of a document by OpenNLP's detector, from the characters at its beginning:
 * writes a {@code Classification} of task {@code language} and, if its score is high enough, sets
 * the document's language.
 */
public final class OpenNlpLanguageDetector extends PluginAnnotator {

  private static final OpenNlpModels<LanguageDetectorModel> MODELS =
      new OpenNlpModels<>(
          ModelKind.LANGUAGES, LanguageDetectorModel.class, LanguageDetectorModel::new);
  private static final String TASK = "language";

  private LanguageDetectorME detector;
  private String model;
  private int maxChars;
  private double minScore;

  @Override
  protected void configure(Parameters parameters) {
    maxChars = parameters.integer("maxChars", 10, 1_000_000);
    minScore = parameters.number("minScore", 0, 1);
    OpenNlpModels.Opened<LanguageDetectorModel> opened =
        MODELS.isPublished(parameters) ? MODELS.published(parameters, "") : MODELS.own(parameters);
    detector = new LanguageDetectorME(closing(opened.lease()).model());
    model = opened.name();
  }

  @Override
  protected String summary() {
    return model;
  }

  @Override
  protected void annotate(JCas cas) {
    String text = cas.getDocumentText();
    if (text == null || new Region(0, text.length()).trim(text).length() == 0) {
      return;
    }
    PredictionSource source = predictionSource(model);
    cas.select(Classification.class)
        .filter(c -> TASK.equals(c.getTask()) && source.made(c.getSource()))
        .toList()
        .forEach(Classification::removeFromIndexes); // those of an earlier run
    int end = Math.min(text.length(), maxChars);
    end -= Characters.isBoundary(text, end) ? 0 : 1;
    Language found = detector.predictLanguage(text.substring(0, end));
    String code = LanguageCode.of(found.getLang());
    Classification language = new Classification(cas, 0, text.length());
    language.setTask(TASK);
    language.setValue(code);
    language.setScore((float) found.getConfidence());
    language.setSource(source.text());
    language.addToIndexes();
    if (found.getConfidence() >= minScore) {
      cas.setDocumentLanguage(code);
    }
  }
}
