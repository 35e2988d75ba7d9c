package org.cascadenlp.formats.conll;

import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.InputOptions.Gold;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.SourceLines;

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

  private static final String PER_DOCUMENT = "sentencesPerDocument";
  private static final int SENTENCES_PER_DOCUMENT = 100;

  @Override
  public DocumentSource open(Path file, InputOptions options) {
    CorpusSettings settings = new CorpusSettings(NAME, options.settings(), ConllFormat.class);
    Map<String, String> labels = settings.map("map");
    int[] range = settings.range("sentences");
    ConllFile conll = new ConllFile(file, settings, options.gold());
    int perDocument =
        settings.has(PER_DOCUMENT)
            ? settings.count(PER_DOCUMENT, 1)
            : usual(file, settings, conll, options.gold());
    return new ConllSource(file, lines(file, settings), conll, labels, range, perDocument);
  }

  /** The number of sentences in a document; for a corpus it depends on the whole file. */
  private static int usual(Path file, CorpusSettings settings, ConllFile conll, Gold gold) {
    if (gold == Gold.LEFT_OUT) {
      return 1;
    }
    try (SourceLines lines = lines(file, settings)) {
      return conll.isDivided(lines) ? Integer.MAX_VALUE : SENTENCES_PER_DOCUMENT;
    }
  }

  private static SourceLines lines(Path file, CorpusSettings settings) {
    return SourceLines.open(file, settings, SourceLines.Ends.ANY);
  }
}
