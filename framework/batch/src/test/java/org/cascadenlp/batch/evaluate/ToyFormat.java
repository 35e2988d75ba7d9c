package org.cascadenlp.batch.evaluate;

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

/**
 * One document per line: words as {@code form/TAG/FORM/NAME} separated by spaces, then a tab and
 * the document's number; an empty field has no gold annotation.
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
      String[] parts = (line + "\t").split("\t", -1);
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
        new Token(gold, begin, end).addToIndexes();
        ToyType.TAG.add(gold, begin, end, fields[1]);
        ToyType.FORM.add(gold, begin, end, fields[2]);
        ToyType.NAME.add(gold, begin, end, fields[3]);
        begin = end + 1;
      }
      ToyType.NUMBER.add(gold, 0, all.length(), parts[1]);
    }
  }
}
