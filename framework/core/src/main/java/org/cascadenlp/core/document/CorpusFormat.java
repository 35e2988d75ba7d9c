package org.cascadenlp.core.document;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.error.CascadeException;

/**
 * A format of annotated corpora, found by name (a {@code MapBinder} of a {@link Plugin}).
 *
 * <p>Reading yields documents one after the other, each with its text, sentences and tokens, and
 * its gold annotations.
 */
public interface CorpusFormat {

  /** The view that gold annotations live in, so that they can never be read as predictions. */
  String GOLD_VIEW = "gold";

  /**
   * Reads one file.
   *
   * @param settings settings of the format (for example {@code map} to {@code MISC=O}, {@code
   *     encoding}); an unknown one is an error
   * @param sink called for each document in file order
   * @throws CascadeException naming file and line where the file is malformed
   */
  void read(Path file, Map<String, String> settings, Consumer<Document> sink);

  /** One document of a corpus. */
  interface Document {

    /** The name of the document, unique within its file. */
    String name();

    /** Writes text, sentences and tokens into {@code text}, and into {@code gold} the gold too. */
    void fill(JCas text, JCas gold);
  }
}
