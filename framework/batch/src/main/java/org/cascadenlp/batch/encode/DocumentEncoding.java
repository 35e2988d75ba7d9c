package org.cascadenlp.batch.encode;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.stream.Stream;
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
   * @param err receives a line for each document that fails, and one if documents have no vectors,
   *     or if {@code file} does not tell which document a vector belongs to
   * @return the number of documents that failed
   */
  int encode(Documents documents, VectorFile file, PrintWriter err) throws IOException {
    int failed = 0;
    int none = 0;
    int several = 0;
    JCas cas = empty();
    JCas spare = empty();
    for (BatchDocument next; (next = documents.next()) != null; ) {
      String name = next.entry().name();
      cas.reset();
      spare.reset();
      try {
        VectorRows rows = rows(next, name, cas, spare);
        file.add(name, rows);
        none += rows.spans().isEmpty() ? 1 : 0;
        several += rows.spans().size() > 1 ? 1 : 0;
      } catch (CascadeException e) {
        failed++;
        String cause = CascadeException.describe(e);
        err.println(name + ": " + cause);
        file.addFailed(name, cause);
      }
    }
    file.finish();
    remark(none, several, failed, file).ifPresent(err::println);
    return failed;
  }

  private static Optional<String> remark(int none, int several, int failed, VectorFile file) {
    String without = counted(none, "has no vector", "have no vector");
    if (file.namesDocuments() || none + several + failed == 0) {
      return none == 0 ? Optional.empty() : Optional.of(without);
    }
    return Optional.of(
        "the vectors do not correspond to the documents one by one: "
            + String.join(
                ", ",
                Stream.of(
                        failed == 0 ? "" : counted(failed, "failed", "failed"),
                        none == 0 ? "" : without,
                        several == 0 ? "" : counted(several, "has several", "have several"))
                    .filter(part -> !part.isEmpty())
                    .toList())
            + "; a file NAME.jsonl names the document of each vector");
  }

  private static String counted(int number, String one, String more) {
    return number == 1 ? "1 document " + one : number + " documents " + more;
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
