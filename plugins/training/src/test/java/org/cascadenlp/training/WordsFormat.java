package org.cascadenlp.training;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.CorpusFormat;

/**
 * One document per line, of one sentence, with its words as tokens and no other gold annotations.
 */
final class WordsFormat implements CorpusFormat {

  private static final Pattern WORD = Pattern.compile("\\S+");

  @Override
  public void read(Path file, Map<String, String> settings, Consumer<Document> sink) {
    try {
      Files.readAllLines(file).forEach(line -> sink.accept(new Line(line)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Line(String name) implements Document {

    @Override
    public void fill(JCas text, JCas gold) {
      for (JCas view : List.of(text, gold)) {
        view.setDocumentText(name);
        new Sentence(view, 0, name.length()).addToIndexes();
        WORD.matcher(name).results().forEach(word -> add(view, word));
      }
    }

    private static void add(JCas view, MatchResult word) {
      new Token(view, word.start(), word.end()).addToIndexes();
    }
  }
}
