package org.example;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.error.CascadeException;

/** The corpus format {@code slashes}: a sentence a line, {@code word/TAG word/TAG}; UTF-8. */
@Description("A sentence a line, each word with a slash and its part of speech.")
final class SlashFormat implements InputFormat {

  private static final Pattern TAG = Pattern.compile("/[^/\\s]+(?=\\s|$)");

  @Override
  public DocumentSource open(Path file, InputOptions options) {
    if (!options.settings().isEmpty()) {
      throw CascadeException.of(
          "format slashes", "has no setting " + options.settings(), "leave it out");
    }
    List<String> lines = lines(file);
    for (int i = 0; i < lines.size(); i++) {
      for (String word : lines.get(i).split(" ")) {
        if (!word.matches(".+/[^/]+")) {
          throw CascadeException.of(
              file + ":" + (i + 1), "'" + word + "' is no word/TAG", "give each word a tag");
        }
      }
    }
    return DocumentSource.of(List.of(new Tagged(String.valueOf(file.getFileName()), lines)));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw CascadeException.of(file.toString(), "cannot be read", "give a text file", e);
    }
  }

  private record Tagged(String name, List<String> lines) implements SourceDocument {

    @Override
    public void fill(JCas text, JCas gold) {
      String words = TAG.matcher(String.join("\n", lines)).replaceAll("");
      text.setDocumentText(words);
      gold.setDocumentText(words);
      int begin = 0;
      for (String line : lines) {
        int start = begin;
        for (String tagged : line.split(" ")) {
          int slash = tagged.lastIndexOf('/');
          token(text, begin, begin + slash);
          Token token = token(gold, begin, begin + slash);
          POS pos = new POS(gold, begin, begin + slash);
          pos.setPosValue(tagged.substring(slash + 1));
          pos.addToIndexes();
          token.setPos(pos);
          begin += slash + 1;
        }
        new Sentence(text, start, begin - 1).addToIndexes();
        new Sentence(gold, start, begin - 1).addToIndexes();
      }
    }

    private static Token token(JCas view, int begin, int end) {
      Token token = new Token(view, begin, end);
      token.addToIndexes();
      return token;
    }
  }
}
