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
 * <p>A reader passes documents to a sink one by one, each with text, sentences, tokens and gold
 * annotations.
 */
public interface CorpusFormat {

  /**
   * The name of the view with the gold annotations, which is separate so that they are not read as
   * predictions.
   */
  String GOLD_VIEW = "gold";

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

  /** One document of a corpus. */
  interface Document {

    /** The name of the document, unique within its file. */
    String name();

    /** Adds text, sentences and tokens to both views, and the gold annotations to {@code gold}. */
    void fill(JCas text, JCas gold);
  }
}
