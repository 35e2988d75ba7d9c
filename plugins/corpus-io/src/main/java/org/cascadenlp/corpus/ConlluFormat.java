package org.cascadenlp.corpus;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cascadenlp.core.CorpusFormat;
import org.cascadenlp.core.Description;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CoNLL-U, the format of Universal Dependencies: sentences of words with parts of speech and lemmas
 * in the gold view.
 *
 * <p>Syntactic words are the tokens; a word whose form is not what is written there ({@code in} of
 * the German {@code im}) has a {@code TokenForm}. A sentence's text is its {@code # text}; where
 * that is not what its words make up, they are joined as {@code SpaceAfter} says, with a warning.
 *
 * <p>Settings, all optional:
 *
 * <ul>
 *   <li>{@code tag}: the column of the gold part of speech, {@code upos} (else this) or {@code
 *       xpos}; the coarse value is always UPOS
 *   <li>{@code documentLabel}: a regular expression with one group that the {@code newdoc id} must
 *       match; the group is the class of the document. For the genres of UD English EWT: {@code
 *       ([^-]+)-.*}
 *   <li>{@code map}: parts of speech and classes to rename, {@code SYM=X}, or to drop, {@code X=O}
 *   <li>{@code encoding}: a character set; else what a byte order mark says, or UTF-8
 *   <li>{@code sentences}: a range of the file's sentences, {@code 1-1000} or {@code 1001-}; a
 *       document at its end has those of its sentences that are in the range
 *   <li>{@code sentencesPerDocument}: else what {@code # newdoc} says, or 100 in a file without;
 *       longer documents are cut, and each piece has the class of the whole
 * </ul>
 */
@Description(
    "CoNLL-U of Universal Dependencies: words, parts of speech, lemmas, classes of documents.")
final class ConlluFormat implements CorpusFormat {

  static final String NAME = "conllu";

  private static final Logger LOG = LoggerFactory.getLogger(ConlluFormat.class);
  private static final int SENTENCES_PER_DOCUMENT = 100;
  private static final List<String> SETTINGS =
      List.of("tag", "documentLabel", "map", "encoding", "sentences", "sentencesPerDocument");

  @Override
  public void read(Path file, Map<String, String> values, Consumer<Document> sink) {
    CorpusSettings settings = new CorpusSettings(NAME, values, SETTINGS);
    Labels labels = Labels.of(settings);
    PosTags tags = new PosTags(settings.choice("tag", PosTags.UPOS, PosTags.XPOS), labels);
    DocumentLabels documentLabels = DocumentLabels.of(settings, labels);
    int[] range = settings.range("sentences");
    ConlluFile conllu = new ConlluFile(file);
    List<ConlluBlock> blocks = conllu.blocks(CorpusText.read(file, settings));
    if (!conllu.otherTexts().isEmpty()) {
      LOG.warn(
          "{}: # text is not what the words make up in the sentences that end in lines {}",
          file,
          conllu.otherTexts());
    }
    boolean undivided = blocks.size() == 1 && blocks.get(0).id().isEmpty();
    int most =
        settings.count(
            "sentencesPerDocument", undivided ? SENTENCES_PER_DOCUMENT : Integer.MAX_VALUE);
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
        sink.accept(new ConlluDocument(names.next(block.id()), sentences, label, tags));
      }
    }
  }
}
