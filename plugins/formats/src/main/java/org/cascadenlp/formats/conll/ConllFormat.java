package org.cascadenlp.formats.conll;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.InputOptions.Gold;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.CorpusText;
import org.cascadenlp.formats.source.Row;
import org.cascadenlp.formats.source.SourceLines;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CoNLL columns: one token per line with its tag, an empty or blank line between sentences, and
 * tabs or spaces between columns.
 *
 * <p>Its settings, all optional, are in its {@link Description}.
 *
 * <p>An empty token with the tag O is kept as U+FFFD, with a warning; with another tag it is an
 * error.
 */
@Description(
    value = "CoNLL columns: one token per line with its tag, BIO, IOB1 or BIOES.",
    settings = {
      @Setting(
          name = "token",
          type = "Integer",
          description = "the column of the token, counted from 1 (default: the first)"),
      @Setting(
          name = "tag",
          type = "Integer",
          description = "the column of the tag, counted from 1 (default: the last)"),
      @Setting(
          name = "scheme",
          type = "BIO | IOB1 | BIOES",
          description = "the tagging scheme (default: any of the three)"),
      @Setting(name = "map", description = "labels to rename, GPE=LOC, or to drop, MISC=O"),
      @Setting(
          name = "comments",
          description =
              "the prefix of comment lines (default: no comments, as tweets may begin with #)"),
      @Setting(name = "encoding", description = CorpusSettings.ENCODING),
      @Setting(name = "sentences", description = "a range of the sentences, 1-1000 or 1001-"),
      @Setting(
          name = "sentencesPerDocument",
          type = "Integer",
          description =
              "the number of sentences in a document (default: by -DOCSTART- lines, or 100 without"
                  + " them; in run and encode 1)")
    })
public final class ConllFormat implements InputFormat {

  public static final String NAME = "conll";

  private static final Logger LOG = LoggerFactory.getLogger(ConllFormat.class);
  private static final int SENTENCES_PER_DOCUMENT = 100;

  @Override
  public DocumentSource open(Path file, InputOptions options) {
    CorpusSettings settings = new CorpusSettings(NAME, options.settings(), ConllFormat.class);
    Map<String, String> labels = settings.map("map");
    int[] range = settings.range("sentences");
    ConllFile conll = new ConllFile(file, settings, options.gold());
    if (options.gold() == Gold.LEFT_OUT) {
      TagCheck.of(settings);
      int perDocument = settings.count("sentencesPerDocument", 1);
      SourceLines lines = SourceLines.open(file, settings, SourceLines.Ends.ANY);
      return new ConllSource(file, lines, conll, range, perDocument);
    }
    List<List<List<Row>>> read = conll.documents(CorpusText.read(file, settings));
    check(file, conll, read, settings);
    int perDocument =
        settings.count(
            "sentencesPerDocument", read.size() > 1 ? Integer.MAX_VALUE : SENTENCES_PER_DOCUMENT);
    List<SourceDocument> documents = new ArrayList<>();
    int number = 0;
    int sentenceNumber = 0;
    for (List<List<Row>> document : read) {
      List<ConllSentence> sentences = new ArrayList<>();
      for (List<Row> rows : document) {
        sentenceNumber++;
        if (sentenceNumber >= range[0] && sentenceNumber <= range[1]) {
          sentences.add(ConllSentence.of(rows, labels));
        }
        if (sentences.size() == perDocument) {
          documents.add(new ConllDocument(name(file, ++number), sentences));
          sentences = new ArrayList<>();
        }
      }
      if (!sentences.isEmpty()) {
        documents.add(new ConllDocument(name(file, ++number), sentences));
      }
    }
    return DocumentSource.of(documents);
  }

  private static String name(Path file, int number) {
    return file.getFileName() + "-" + number;
  }

  private static void check(
      Path file, ConllFile conll, List<List<List<Row>>> documents, CorpusSettings settings) {
    TagCheck tags = TagCheck.of(settings);
    List<Integer> empty = new ArrayList<>();
    for (List<List<Row>> document : documents) {
      for (List<Row> sentence : document) {
        for (int i = 0; i < sentence.size(); i++) {
          Row row = sentence.get(i);
          if (!tags.accepts(row.tag())) {
            throw conll.malformed(
                row.line(),
                "the tag of '" + row.token() + "' is '" + row.tag() + "'",
                tags.expected() + conll.comment(row.token()));
          }
          if (row.token().isEmpty()) {
            if (!row.tag().equals("O")) {
              throw conll.malformed(
                  row.line(),
                  "an empty token has the tag '" + row.tag() + "'",
                  "give the line a token, or the tag O");
            }
            empty.add(row.line());
            sentence.set(i, new Row(row.line(), ConllFile.EMPTY_TOKEN, row.tag()));
          }
        }
      }
    }
    if (!empty.isEmpty()) {
      LOG.warn("{}: empty tokens in lines {} are read as U+FFFD", file, empty);
    }
  }
}
