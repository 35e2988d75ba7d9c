package org.cascadenlp.pipelines.guest;

import org.apache.uima.cas.CAS;
import org.apache.uima.collection.CollectionReader_ImplBase;
import org.apache.uima.util.Progress;
import org.apache.uima.util.ProgressImpl;

/** A collection reader of one text. */
public final class GuestReader extends CollectionReader_ImplBase {

  private int read;

  @Override
  public void getNext(CAS cas) {
    cas.setDocumentText(GuestRun.TEXT);
    read++;
  }

  @Override
  public boolean hasNext() {
    return read == 0;
  }

  @Override
  public Progress[] getProgress() {
    return new Progress[] {new ProgressImpl(read, 1, Progress.ENTITIES)};
  }

  @Override
  public void close() {}
}
