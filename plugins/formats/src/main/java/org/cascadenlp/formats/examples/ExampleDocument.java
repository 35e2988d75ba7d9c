package org.cascadenlp.formats.examples;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.DocumentEntry.Field;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.formats.source.GoldClasses;
import org.cascadenlp.formats.source.Spaces;

/** A document of one example, or of several examples, each a sentence on its own line. */
record ExampleDocument(String name, List<Example> examples, ExampleLayout layout)
    implements SourceDocument {

  @Override
  public void fill(JCas text, JCas gold) {
    String all = examples.stream().map(Example::checked).collect(Collectors.joining("\n"));
    text.setDocumentText(all);
    gold.setDocumentText(all);
    int begin = 0;
    for (Example example : examples) {
      int end = begin + example.text().length();
      segment(text, begin, end);
      segment(gold, begin, end);
      GoldClasses.add(gold, begin, end, example.labels());
      begin = end + 1;
    }
  }

  @Override
  public List<Field> fields() {
    return examples.size() == 1 ? examples.get(0).fields() : List.of();
  }

  @Override
  public int replaced() {
    return examples.stream().mapToInt(Example::replaced).sum();
  }

  private void segment(JCas cas, int begin, int end) {
    if (layout.sentences() || layout.tokens()) {
      new Sentence(cas, begin, end).addToIndexes();
    }
    if (!layout.tokens()) {
      return;
    }
    String text = cas.getDocumentText();
    int start = begin;
    for (int i = begin; i <= end; i++) {
      if (i == end || Spaces.isSpace(text.charAt(i))) {
        if (i > start) {
          new Token(cas, start, i).addToIndexes();
        }
        start = i + 1;
      }
    }
  }
}
