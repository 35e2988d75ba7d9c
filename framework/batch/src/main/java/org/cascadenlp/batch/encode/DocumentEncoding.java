package org.cascadenlp.batch.encode;

import java.io.IOException;
import java.io.PrintWriter;
import org.apache.uima.UIMAException;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.batch.corpus.CorpusRun;
import org.cascadenlp.batch.input.BatchDocument;
import org.cascadenlp.batch.input.Documents;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;

/**
 * Encodes documents one after the other; one that fails is named and passed over.
 *
 * @param pipeline has an embedding
 * @param selection which vectors of a document are written
 */
record DocumentEncoding(Pipeline pipeline, Selection selection) {

  /** Chooses vectors in a CAS. */
  interface Selection {
    VectorRows of(JCas cas);
  }

  /**
   * Encodes all {@code documents} into {@code file}.
   *
   * @param err receives a line for each document that fails
   * @return the number of documents that failed
   */
  int encode(Documents documents, VectorFile file, PrintWriter err) throws IOException {
    int failed = 0;
    JCas cas = empty();
    JCas spare = empty();
    for (BatchDocument next; (next = documents.next()) != null; ) {
      String name = next.entry().name();
      cas.reset();
      spare.reset();
      try {
        file.add(name, rows(next, name, cas, spare));
      } catch (CascadeException e) {
        failed++;
        String cause = CascadeException.describe(e);
        err.println(name + ": " + cause);
        file.addFailed(name, cause);
      }
    }
    file.finish();
    return failed;
  }

  private VectorRows rows(BatchDocument document, String name, JCas cas, JCas spare) {
    try {
      document.fill(cas, () -> spare);
      pipeline.engine().process(cas);
      return selection.of(cas);
    } catch (UIMAException e) {
      throw CorpusRun.failed(name, e);
    }
  }

  private JCas empty() {
    try {
      return pipeline.engine().newJCas();
    } catch (UIMAException e) {
      throw CorpusRun.failed("pipeline", e);
    }
  }
}
