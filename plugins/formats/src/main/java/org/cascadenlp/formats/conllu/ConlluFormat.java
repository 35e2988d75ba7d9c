package org.cascadenlp.formats.conllu;

import java.nio.file.Path;
import java.util.Optional;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.InputOptions.Gold;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.Labels;
import org.cascadenlp.formats.source.SourceLines;

/**
 * CoNLL-U, the format of Universal Dependencies: sentences of words with parts of speech and lemmas
 * in the gold view.
 *
 * <p>Syntactic words are the tokens; a word whose form differs from its text ({@code in} of the
 * German {@code im}) has a {@code TokenForm}. A sentence's text is its {@code # text}; if that does
 * not match the words, they are joined by {@code SpaceAfter}, with a warning.
 *
 * <p>Its settings, all optional, are in its {@link Description}.
 */
@Description(
    value =
        "CoNLL-U of Universal Dependencies: words, parts of speech, lemmas, classes of documents.",
    settings = {
      @Setting(
          name = "tag",
          type = "upos | xpos",
          value = "upos",
          description = "the column of the gold part of speech; the coarse value is always UPOS"),
      @Setting(
          name = "documentLabel",
          description =
              "a regular expression with one group that the newdoc id must match; the group is the"
                  + " class of the document: ([^-]+)-.* for the genres of UD English EWT"),
      @Setting(
          name = "map",
          description = "parts of speech and classes to rename, SYM=X, or to drop, X=O"),
      @Setting(name = "encoding", description = CorpusSettings.ENCODING),
      @Setting(
          name = "sentences",
          description =
              "a range of the sentences, 1-1000 or 1001-; a document at an end of the range is cut"
                  + " to its sentences in the range"),
      @Setting(
          name = "sentencesPerDocument",
          type = "Integer",
          description =
              "the number of sentences in a document (default: by # newdoc, or 100 in a file"
                  + " without it; in run and encode 1); longer documents are split, and each piece"
                  + " has the class of the whole")
    })
public final class ConlluFormat implements InputFormat {

  public static final String NAME = "conllu";

  private static final String PER_DOCUMENT = "sentencesPerDocument";
  private static final int SENTENCES_PER_DOCUMENT = 100;

  @Override
  public DocumentSource open(Path file, InputOptions options) {
    CorpusSettings settings = new CorpusSettings(NAME, options.settings(), ConlluFormat.class);
    Labels labels = Labels.of(settings);
    PosTags tags = new PosTags(settings.choice("tag", PosTags.UPOS, PosTags.XPOS), labels);
    DocumentLabels classes = DocumentLabels.of(settings, labels);
    int[] range = settings.range("sentences");
    int perDocument =
        settings.has(PER_DOCUMENT)
            ? settings.count(PER_DOCUMENT, 1)
            : usual(file, settings, options.gold());
    return new ConlluSource(
        file,
        lines(file, settings),
        tags,
        options.gold() == Gold.READ ? Optional.of(classes) : Optional.empty(),
        range,
        perDocument);
  }

  /** The number of sentences in a document; for a corpus it depends on the whole file. */
  private static int usual(Path file, CorpusSettings settings, Gold gold) {
    if (gold == Gold.LEFT_OUT) {
      return 1;
    }
    try (SourceLines lines = lines(file, settings)) {
      return ConlluFile.isDivided(lines) ? Integer.MAX_VALUE : SENTENCES_PER_DOCUMENT;
    }
  }

  private static SourceLines lines(Path file, CorpusSettings settings) {
    return SourceLines.open(file, settings, SourceLines.Ends.ANY);
  }
}
