package org.cascadenlp.formats.conllu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.InputOptions.Gold;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.CorpusText;
import org.cascadenlp.formats.source.Labels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(ConlluFormat.class);
  private static final int SENTENCES_PER_DOCUMENT = 100;

  @Override
  public DocumentSource open(Path file, InputOptions options) {
    CorpusSettings settings = new CorpusSettings(NAME, options.settings(), ConlluFormat.class);
    Labels labels = Labels.of(settings);
    PosTags tags = new PosTags(settings.choice("tag", PosTags.UPOS, PosTags.XPOS), labels);
    DocumentLabels documentLabels = DocumentLabels.of(settings, labels);
    int[] range = settings.range("sentences");
    ConlluFile conllu = new ConlluFile(file);
    List<ConlluBlock> blocks = conllu.blocks(CorpusText.read(file, settings));
    if (!conllu.otherTexts().isEmpty()) {
      LOG.warn(
          "{}: # text does not match the words in the sentences that end in lines {}",
          file,
          conllu.otherTexts());
    }
    boolean undivided = blocks.size() == 1 && blocks.get(0).id().isEmpty();
    int usual = undivided ? SENTENCES_PER_DOCUMENT : Integer.MAX_VALUE;
    int most = settings.count("sentencesPerDocument", options.gold() == Gold.READ ? usual : 1);
    List<SourceDocument> documents = new ArrayList<>();
    DocumentNames names = new DocumentNames(String.valueOf(file.getFileName()));
    int number = 0;
    for (ConlluBlock block : blocks) {
      String label = documentLabels.of(conllu, block);
      int first = Math.max(range[0] - number, 1);
      int last = Math.min(range[1] - number, block.sentences().size());
      number += block.sentences().size();
      for (int from = first - 1; from < last; from += Math.min(most, last - from)) {
        int to = from + Math.min(most, last - from);
        List<ConlluSentence> sentences = block.sentences().subList(from, to);
        documents.add(new ConlluDocument(names.next(block.id()), sentences, label, tags));
      }
    }
    return DocumentSource.of(documents);
  }
}
