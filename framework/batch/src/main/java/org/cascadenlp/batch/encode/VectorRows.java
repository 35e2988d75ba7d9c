package org.cascadenlp.batch.encode;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.types.Vectors;

/**
 * The vectors of a pipeline's embedding in a CAS.
 *
 * @param row the length of a vector, all layers together
 * @param spans the sentences or tokens with their vectors, in text order
 */
record VectorRows(int row, List<EncodedSpan> spans) {

  VectorRows {
    spans = List.copyOf(spans);
  }

  /**
   * The vectors of the sentences or tokens of {@code cas}.
   *
   * @param role the role of the embedding; empty if the pipeline has only one
   */
  static VectorRows of(
      JCas cas, EncodedSpanType unit, SentencePooling pooling, String role, String pipeline) {
    if (cas.getTypeSystem().getType(Vectors._TypeName) == null) {
      throw without(pipeline);
    }
    List<Vectors> all = ChosenVectors.of(cas.select(Vectors.class).asList(), role, pipeline);
    if (all.isEmpty()) {
      if (cas.getTypeSystem().getType(Token._TypeName) != null
          && cas.select(Token.class).findFirst().isPresent()) {
        throw without(pipeline);
      }
      return new VectorRows(0, List.of()); // a text without words
    }
    Vectors first = all.get(0);
    int row = first.getLayers() * first.getWidth();
    List<PooledRows> spans = new ArrayList<>();
    int end = 0;
    for (Vectors vectors : all) {
      if (vectors.getBegin() < end || vectors.getLayers() * vectors.getWidth() != row) {
        throw CascadeException.of(
            pipeline,
            "more than one embedding produced vectors of the same text: "
                + first.getSource()
                + " and "
                + vectors.getSource(),
            "leave one embedding in the pipeline, or put org.cascadenlp.embeddings.StackedEmbedding"
                + " after them");
      }
      end = vectors.getEnd();
      add(cas, vectors, unit, pooling, row, spans);
    }
    return new VectorRows(spans.isEmpty() ? row : numbers(spans), List.copyOf(spans));
  }

  private static int numbers(List<PooledRows> spans) {
    int numbers = spans.get(0).numbers();
    for (PooledRows span : spans) {
      if (span.numbers() != numbers) {
        throw CascadeException.of(
            "the vectors of " + span.vectors().getSource(),
            "vectors have " + numbers + " and " + span.numbers() + " numbers",
            "choose --pooling mean or max");
      }
    }
    return numbers;
  }

  private static void add(
      JCas cas,
      Vectors vectors,
      EncodedSpanType unit,
      SentencePooling pooling,
      int row,
      List<PooledRows> spans) {
    List<Token> tokens = covered(cas, Token.class, vectors);
    if (tokens.size() * (long) row != vectors.getValues().size()) {
      throw CascadeException.of(
          "the vectors of " + vectors.getSource(),
          "there are " + vectors.getValues().size() + " numbers for " + tokens.size() + " tokens",
          "no part of a pipeline may change tokens after the embedding");
    }
    if (unit == EncodedSpanType.TOKEN) {
      for (int t = 0; t < tokens.size(); t++) {
        spans.add(new PooledRows(tokens.get(t), vectors, t, t + 1, row, SentencePooling.MEAN));
      }
      return;
    }
    int token = 0;
    for (Sentence sentence : covered(cas, Sentence.class, vectors)) {
      while (token < tokens.size() && tokens.get(token).getBegin() < sentence.getBegin()) {
        token++;
      }
      int from = token;
      while (token < tokens.size() && tokens.get(token).getEnd() <= sentence.getEnd()) {
        token++;
      }
      if (token > from) {
        SentencePooling chosen = chosen(sentence, vectors, pooling);
        spans.add(new PooledRows(sentence, vectors, from, token, row, chosen));
      }
    }
  }

  private static SentencePooling chosen(
      Sentence sentence, Vectors vectors, SentencePooling pooling) {
    boolean own =
        vectors.getPooled() != null
            && vectors.getBegin() == sentence.getBegin()
            && vectors.getEnd() == sentence.getEnd();
    if (pooling == SentencePooling.POOLED && !own) {
      throw CascadeException.of(
          "--pooling pooled",
          "the embedding " + vectors.getSource() + " has no pooled vector of this sentence",
          "set its parameters pooled = mean (or cls) and unit = sentence, or choose --pooling mean"
              + " or max");
    }
    if (pooling == SentencePooling.AUTO) {
      return own ? SentencePooling.POOLED : SentencePooling.MEAN;
    }
    return pooling;
  }

  private static <T extends Annotation> List<T> covered(JCas cas, Class<T> type, Vectors by) {
    return cas.select(type).coveredBy(by.getBegin(), by.getEnd()).asList();
  }

  private static CascadeException without(String pipeline) {
    return CascadeException.of(
        pipeline,
        "the pipeline produced no vectors",
        "add an embedding, for example org.cascadenlp.contextual-embeddings.BertEmbedding");
  }
}
