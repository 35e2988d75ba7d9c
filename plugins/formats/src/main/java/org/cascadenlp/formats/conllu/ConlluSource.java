package org.cascadenlp.formats.conllu;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.MalformedDocument;
import org.cascadenlp.formats.source.SentenceGroups;
import org.cascadenlp.formats.source.SourceLines;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The documents of a CoNLL-U file, one in memory at a time. */
final class ConlluSource implements DocumentSource {

  private static final Logger LOG = LoggerFactory.getLogger(ConlluSource.class);

  private final Path path;
  private final SourceLines lines;
  private final ConlluFile conllu;
  private final PosTags tags;
  private final Optional<DocumentLabels> labels;
  private final SentenceGroups<ConlluFile.Sentence> groups;
  private final DocumentNames names;

  /**
   * The documents in {@code lines}.
   *
   * @param labels the classes of documents, if they are read
   * @param range the first and the last sentence that is read, counted from 1
   * @param perDocument the maximum number of sentences in a document
   */
  ConlluSource(
      Path path,
      SourceLines lines,
      PosTags tags,
      Optional<DocumentLabels> labels,
      int[] range,
      int perDocument) {
    this.path = path;
    this.lines = lines;
    this.conllu = new ConlluFile(path);
    this.tags = tags;
    this.labels = labels;
    this.names = new DocumentNames(String.valueOf(path.getFileName()));
    this.groups =
        new SentenceGroups<>(
            () -> conllu.next(lines),
            (first, next) -> !first.block().equals(next.block()),
            conllu::empty,
            range,
            perDocument);
  }

  @Override
  public @Nullable SourceDocument next() {
    List<ConlluFile.Sentence> found = groups.next();
    return found.isEmpty() ? null : document(found.get(0).block(), found);
  }

  private SourceDocument document(ConlluBlock block, List<ConlluFile.Sentence> found) {
    String name = names.next(block.id());
    List<ConlluSentence> sentences = new ArrayList<>();
    for (ConlluFile.Sentence sentence : found) {
      CascadeException fault = sentence.fault();
      if (fault != null) {
        return new MalformedDocument(name, fault);
      }
      ConlluSentence content = sentence.content();
      if (content != null) {
        sentences.add(content);
      }
    }
    try {
      String label = labels.map(wanted -> wanted.of(conllu, block)).orElse("");
      return new ConlluDocument(name, sentences, label, tags);
    } catch (CascadeException e) {
      return new MalformedDocument(name, e);
    }
  }

  @Override
  public void close() {
    lines.close();
    if (!conllu.otherTexts().isEmpty()) {
      LOG.warn(
          "{}: # text does not match the words in the sentences that end in lines {}",
          path,
          conllu.otherTexts());
    }
  }
}
