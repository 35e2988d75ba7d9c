package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.types.Vectors;
import org.junit.jupiter.api.Test;

/** Embeddings and heads on documents that lack required annotations, or have no words. */
class MissingAnnotationsTest extends ShippedEngines {

  private static void refused(JCas cas, AnalysisEngine engine, String message) {
    assertThatThrownBy(() -> engine.process(cas))
        .satisfies(error -> assertThat(CascadeException.in(error)).hasMessage(message));
  }

  @Test
  void aDocumentWithoutRequiredAnnotationsIsRefusedByName() throws Exception {
    AnalysisEngine glove = glove();
    AnalysisEngine head = head("PosTagger", "pos/glove", "replace");
    String segmenter =
        "; put a segmenter before this part, for example org.cascadenlp.opennlp.OpenNlpSegmenter";
    JCas cas = run(TEXT, engine("org.cascadenlp.opennlp.OpenNlpLanguageDetector"));
    refused(
        cas,
        glove,
        "StaticEmbedding: the document has text, but no sentences and tokens" + segmenter);
    refused(
        cas,
        head,
        "PosTagger: the document has text, but no tokens"
            + segmenter
            + ", and the embedding that the head was trained with");
    new Token(cas, 0, 3).addToIndexes();
    refused(cas, glove, "StaticEmbedding: the document has tokens, but no sentences" + segmenter);
    JCas sentences = run(TEXT, engine("org.cascadenlp.opennlp.OpenNlpSentenceSplitter"));
    refused(sentences, glove, "StaticEmbedding: the document has text, but no tokens" + segmenter);
    new Token(sentences, 40, 50).addToIndexes();
    refused(
        sentences,
        glove,
        "StaticEmbedding: the document has tokens, but none in a sentence"
            + segmenter
            + " with existing = replace");
    JCas tokens = run(TEXT, segmenter());
    assertThatThrownBy(() -> head.process(tokens))
        .satisfies(
            error ->
                assertThat(CascadeException.in(error))
                    .hasMessageStartingWith(
                        "PosTagger: the document has tokens but no vectors; put the embedding"
                            + " that the head was trained with before this part: glove-6b-100d"));
  }

  @Test
  void aDocumentWithoutWordsGetsNoAnnotations() throws Exception {
    AnalysisEngine language = engine("org.cascadenlp.opennlp.OpenNlpLanguageDetector");
    AnalysisEngine[] chain = {
      language, glove(), glove("unit", "document"), head("PosTagger", "pos/glove", "replace")
    };
    for (String text : List.of("", " \n\t", "\u0007\u200b\ufeff", "...")) {
      assertThat(count(run(text, chain), Vectors.class)).as(text).isZero();
    }
    JCas noText = cas();
    again(noText, chain);
    assertThat(count(noText, Vectors.class)).isZero();
  }
}
