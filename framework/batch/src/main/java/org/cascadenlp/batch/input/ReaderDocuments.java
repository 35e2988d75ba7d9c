package org.cascadenlp.batch.input;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.uima.UIMAException;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.impl.Serialization;
import org.apache.uima.collection.CollectionException;
import org.apache.uima.collection.CollectionReader;
import org.apache.uima.jcas.JCas;
import org.apache.uima.util.CasCreationUtils;
import org.cascadenlp.batch.report.Failure;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * The documents of a UIMA {@link CollectionReader}, in its order. It fills a CAS of its own, whose
 * content is then moved to that of a worker, so that any reader works with many workers.
 */
public final class ReaderDocuments implements Documents {

  private static final int MOST_FAILURES = 20; // in a row

  private final CollectionReader reader;
  private final DocumentRules rules;
  private final ReaderNames names = new ReaderNames();
  private @Nullable CAS own;
  private int taken;
  private int failures;
  private boolean ended;

  /**
   * The documents of {@code reader}.
   *
   * @param rules the rules for all documents
   */
  public ReaderDocuments(CollectionReader reader, DocumentRules rules) {
    this.reader = reader;
    this.rules = rules;
  }

  /** A CAS with the types of both the reader and {@code engine}. */
  @Override
  public JCas newCas(AnalysisEngine engine) throws UIMAException {
    CAS cas =
        CasCreationUtils.createCas(
            List.of(reader.getProcessingResourceMetaData(), engine.getAnalysisEngineMetaData()),
            engine.getPerformanceTuningSettings(),
            engine.getResourceManager());
    if (own == null) {
      own = cas; // of the first call, for the reader itself
      reader.typeSystemInit(cas.getTypeSystem());
      return newCas(engine);
    }
    return cas.getJCas();
  }

  @Override
  public @Nullable BatchDocument next() {
    CAS cas = own;
    if (ended || cas == null) {
      return null;
    }
    try {
      if (!reader.hasNext()) {
        ended = true;
        return null;
      }
      cas.reset();
      taken++;
      reader.getNext(cas);
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      Serialization.serializeWithCompression(cas, content);
      failures = 0;
      return new Content(names.of(cas), content.toByteArray(), rules);
    } catch (CollectionException | IOException | RuntimeException e) {
      failures++;
      ended = failures == MOST_FAILURES;
      return new FailedDocument(names.next(), described(e));
    }
  }

  private CascadeException described(Exception e) {
    CascadeException known = CascadeException.in(e);
    return known != null
        ? known
        : CascadeException.of(
            reader.getMetaData().getName(),
            CascadeException.describe(e),
            ended ? "it failed " + MOST_FAILURES + " times in a row" : "correct the document",
            e);
  }

  @Override
  public int size() {
    return taken + (ended ? 0 : 1);
  }

  @Override
  public List<Failure> unreadable() {
    return List.of();
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      // all that was read is complete
    }
    reader.destroy();
  }

  private record Content(String name, byte[] bytes, DocumentRules rules) implements BatchDocument {

    @Override
    public DocumentEntry entry() {
      return new DocumentEntry(name, List.of());
    }

    @Override
    public int fill(JCas cas, Supplier<JCas> spare) {
      Serialization.deserializeCAS(cas.getCas(), new ByteArrayInputStream(bytes));
      rules.complete(cas.getCas(), name);
      return 0;
    }
  }
}
