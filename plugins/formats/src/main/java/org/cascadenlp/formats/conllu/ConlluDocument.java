package org.cascadenlp.formats.conllu;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.TokenForm;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.formats.source.GoldClasses;

/**
 * A document of CoNLL-U sentences, with one sentence per line of its text.
 *
 * @param label the class of the document; empty if absent
 */
record ConlluDocument(String name, List<ConlluSentence> sentences, String label, PosTags tags)
    implements SourceDocument {

  @Override
  public void fill(JCas text, JCas gold) {
    String all = sentences.stream().map(s -> s.text() + "\n").collect(Collectors.joining());
    text.setDocumentText(all);
    gold.setDocumentText(all);
    int begin = 0;
    for (ConlluSentence sentence : sentences) {
      new Sentence(text, begin, begin + sentence.text().length()).addToIndexes();
      new Sentence(gold, begin, begin + sentence.text().length()).addToIndexes();
      for (ConlluWord word : sentence.words()) {
        token(text, word, begin);
        annotate(gold, word, token(gold, word, begin));
      }
      begin += sentence.text().length() + 1;
    }
    if (!label.isEmpty()) {
      GoldClasses.add(gold, 0, all.length(), List.of(label));
    }
  }

  @Override
  public int replaced() {
    return sentences.stream().mapToInt(ConlluSentence::replaced).sum();
  }

  private static Token token(JCas cas, ConlluWord word, int start) {
    Token token = new Token(cas, start + word.begin(), start + word.end());
    token.addToIndexes();
    if (!token.getCoveredText().equals(word.form())) {
      TokenForm form = new TokenForm(cas, token.getBegin(), token.getEnd());
      form.setValue(word.form());
      form.addToIndexes();
      token.setForm(form);
    }
    return token;
  }

  private void annotate(JCas gold, ConlluWord word, Token token) {
    String tag = tags.of(word);
    if (!tag.isEmpty()) {
      POS pos = new POS(gold, token.getBegin(), token.getEnd());
      pos.setPosValue(tag);
      if (!word.upos().isEmpty()) {
        pos.setCoarseValue(word.upos());
      }
      pos.addToIndexes();
      token.setPos(pos);
    }
    if (!word.lemma().isEmpty()) {
      Lemma lemma = new Lemma(gold, token.getBegin(), token.getEnd());
      lemma.setValue(word.lemma());
      lemma.addToIndexes();
      token.setLemma(lemma);
    }
  }
}
