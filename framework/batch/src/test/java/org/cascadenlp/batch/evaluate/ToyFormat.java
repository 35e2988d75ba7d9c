package org.cascadenlp.batch.evaluate;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.CorpusFormat;
import org.cascadenlp.types.Classification;

/**
 * One document per line: words as {@code form/TAG/lemma/ENTITY} separated by spaces, then a tab and
 * the document's classes; an empty field has no gold annotation.
 */
final class ToyFormat implements CorpusFormat {

  @Override
  public void read(Path file, Map<String, String> settings, Consumer<Document> sink) {
    try {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        sink.accept(new Line("line " + (i + 1), lines.get(i)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Line(String name, String line) implements Document {

    @Override
    public void fill(JCas text, JCas gold) {
      String[] parts = line.split("\t", 2);
      String[] words = parts[0].split(" ");
      StringBuilder all = new StringBuilder();
      for (String word : words) {
        all.append(word.split("/", 2)[0]).append(' ');
      }
      for (JCas view : List.of(text, gold)) {
        view.setDocumentText(all.toString());
        new Sentence(view, 0, all.length() - 1).addToIndexes();
      }
      int begin = 0;
      for (String word : words) {
        String[] fields = (word + "////").split("/", -1);
        int end = begin + fields[0].length();
        new Token(text, begin, end).addToIndexes();
        annotate(gold, new Token(gold, begin, end), fields);
        begin = end + 1;
      }
      for (String value : parts.length == 1 ? new String[0] : parts[1].split(" ")) {
        Classification found = new Classification(gold, 0, all.length());
        found.setValue(value);
        found.addToIndexes();
      }
    }

    private static void annotate(JCas gold, Token token, String[] fields) {
      token.addToIndexes();
      if (!fields[1].isEmpty()) {
        POS pos = new POS(gold, token.getBegin(), token.getEnd());
        pos.setPosValue(fields[1]);
        token.setPos(pos);
      }
      if (!fields[2].isEmpty()) {
        Lemma lemma = new Lemma(gold, token.getBegin(), token.getEnd());
        lemma.setValue(fields[2]);
        token.setLemma(lemma);
      }
      if (!fields[3].isEmpty()) {
        NamedEntity entity = new NamedEntity(gold, token.getBegin(), token.getEnd());
        entity.setValue(fields[3]);
        entity.addToIndexes();
      }
    }
  }
}
