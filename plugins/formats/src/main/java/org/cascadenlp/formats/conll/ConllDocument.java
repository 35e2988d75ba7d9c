package org.cascadenlp.formats.conll;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.score.Span;

/**
 * A document of CoNLL sentences. Its text has one sentence per line, with a space between tokens.
 */
record ConllDocument(String name, List<ConllSentence> sentences) implements SourceDocument {

  @Override
  public void fill(JCas text, JCas gold) {
    StringBuilder joined = new StringBuilder();
    sentences.forEach(s -> joined.append(String.join(" ", s.tokens())).append('\n'));
    text.setDocumentText(joined.toString());
    gold.setDocumentText(joined.toString());
    int begin = 0;
    for (ConllSentence sentence : sentences) {
      List<Token> tokens = segment(gold, sentence, begin);
      segment(text, sentence, begin);
      for (Span span : sentence.spans()) {
        NamedEntity entity =
            new NamedEntity(
                gold, tokens.get(span.begin()).getBegin(), tokens.get(span.end() - 1).getEnd());
        entity.setValue(span.label());
        entity.addToIndexes();
      }
      begin = tokens.get(tokens.size() - 1).getEnd() + 1;
    }
  }

  @Override
  public int replaced() {
    return sentences.stream().mapToInt(ConllSentence::replaced).sum();
  }

  private static List<Token> segment(JCas cas, ConllSentence sentence, int start) {
    List<Token> tokens = new ArrayList<>();
    int begin = start;
    for (String text : sentence.tokens()) {
      Token token = new Token(cas, begin, begin + text.length());
      token.addToIndexes();
      tokens.add(token);
      begin = token.getEnd() + 1;
    }
    new Sentence(cas, start, begin - 1).addToIndexes();
    return tokens;
  }
}
