package org.cascadenlp.pipelines;

import org.apache.uima.cas.CAS;
import org.apache.uima.collection.CollectionReader_ImplBase;
import org.apache.uima.util.Progress;

/** A collection reader of one document, for a collection processing engine in a test. */
public final class OneTextReader extends CollectionReader_ImplBase {

  static final String TEXT =
      "Ada Lovelace met Charles Babbage in London. She wrote him a letter there.";

  private boolean read;

  /** Called by UIMA. */
  public OneTextReader() {}

  @Override
  public void getNext(CAS cas) {
    read = true;
    cas.setDocumentText(TEXT);
  }

  @Override
  public boolean hasNext() {
    return !read;
  }

  @Override
  public Progress[] getProgress() {
    return new Progress[0];
  }

  @Override
  public void close() {}
}
