package org.cascadenlp.benchmarks.dkpro;

import static org.apache.uima.fit.factory.AnalysisEngineFactory.createEngine;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.uima.UIMAException;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.fit.factory.JCasFactory;
import org.apache.uima.fit.pipeline.SimplePipeline;
import org.apache.uima.jcas.JCas;
import org.dkpro.core.opennlp.OpenNlpLemmatizer;
import org.dkpro.core.opennlp.OpenNlpPosTagger;
import org.dkpro.core.opennlp.OpenNlpSegmenter;

/**
 * Sentences, tokens, parts of speech and lemmas by DKPro Core's wrappers of OpenNLP, run by
 * uimaFIT's {@code SimplePipeline} in one CAS.
 *
 * <p>{@link DkproCore} loads it in a class loader that shares only the JDK's classes. It is
 * compiled against Cascade's versions of UIMA and uimaFIT, which have the same methods.
 */
public final class DkproPipeline implements ToLongFunction<List<String>> {

  private final AnalysisEngine[] engines;
  private final JCas cas;

  /** Creates the engines with the English models at the locations in {@code models}. */
  public DkproPipeline(Map<String, String> models) throws UIMAException {
    engines =
        new AnalysisEngine[] {
          createEngine(
              OpenNlpSegmenter.class,
              OpenNlpSegmenter.PARAM_SEGMENTATION_MODEL_LOCATION,
              models.get("sentences"),
              OpenNlpSegmenter.PARAM_TOKENIZATION_MODEL_LOCATION,
              models.get("tokens")),
          createEngine(
              OpenNlpPosTagger.class, OpenNlpPosTagger.PARAM_MODEL_LOCATION, models.get("pos")),
          createEngine(
              OpenNlpLemmatizer.class, OpenNlpLemmatizer.PARAM_MODEL_LOCATION, models.get("lemmas"))
        };
    cas = JCasFactory.createJCas();
  }

  /** Tags and lemmatises all {@code texts}, and returns the number of their tokens. */
  @Override
  public long applyAsLong(List<String> texts) {
    long tokens = 0;
    try {
      for (String text : texts) {
        cas.reset();
        cas.setDocumentLanguage("en");
        cas.setDocumentText(text);
        SimplePipeline.runPipeline(cas, engines);
        tokens += cas.select(Token.class).count();
      }
    } catch (UIMAException e) {
      throw new IllegalStateException(e);
    }
    return tokens;
  }
}
