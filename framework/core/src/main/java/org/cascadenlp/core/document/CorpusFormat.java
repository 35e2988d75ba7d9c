package org.cascadenlp.core.document;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cascadenlp.core.error.CascadeException;

/**
 * A format of annotated corpora, whose reader passes documents to a sink.
 *
 * @deprecated Implement {@link InputFormat}, which reads one document after the other, and bind it
 *     as a {@link DocumentFormat}. This goes on working for a release; all documents of a file are
 *     then in memory.
 */
@Deprecated
public interface CorpusFormat extends InputFormat {

  /**
   * The name of the view with the gold annotations.
   *
   * @see InputFormat#GOLD_VIEW
   */
  String GOLD_VIEW = InputFormat.GOLD_VIEW;

  /**
   * Reads the documents of one file.
   *
   * @param settings settings of the format (for example {@code map} to {@code MISC=O}, {@code
   *     encoding}); an unknown one is an error
   * @param sink called for each document in file order
   * @throws CascadeException with file and line if the file is malformed, or if a setting is
   *     unknown
   */
  void read(Path file, Map<String, String> settings, Consumer<Document> sink);

  @Override
  default DocumentSource open(Path file, InputOptions options) {
    List<Document> documents = new ArrayList<>();
    read(file, options.settings(), documents::add);
    return DocumentSource.of(documents);
  }

  /**
   * One document of a corpus.
   *
   * @deprecated Implement {@link SourceDocument}.
   */
  @Deprecated
  interface Document extends SourceDocument {}
}
