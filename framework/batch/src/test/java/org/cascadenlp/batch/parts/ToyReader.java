package org.cascadenlp.batch.parts;

import java.io.IOException;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.CASException;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.text.AnnotationFS;
import org.apache.uima.collection.CollectionException;
import org.apache.uima.collection.CollectionReader_ImplBase;
import org.apache.uima.util.Progress;
import org.cascadenlp.types.Classification;

/**
 * A reader of some texts: each has a number, an annotation of a type of the reader's own, and fails
 * if that number is in {@code failing}.
 */
public final class ToyReader extends CollectionReader_ImplBase {

  private int next;

  @Override
  public boolean hasNext() {
    return next < (Integer) getConfigParameterValue("texts");
  }

  @Override
  public void getNext(CAS cas) throws CollectionException {
    next++;
    if (next == (Integer) getConfigParameterValue("failing")) {
      throw new CollectionException(new IOException("text " + next + " is lost"));
    }
    cas.setDocumentText("Text " + next + " of Bob");
    cas.setDocumentLanguage("de");
    Type type = cas.getTypeSystem().getType("org.cascadenlp.batch.parts.Mark");
    AnnotationFS mark = cas.createAnnotation(type, 0, next);
    cas.addFsToIndexes(mark);
    try {
      new Classification(cas.getJCas(), 0, 4).addToIndexes();
    } catch (CASException e) {
      throw new CollectionException(e);
    }
  }

  @Override
  public Progress[] getProgress() {
    return new Progress[0];
  }

  @Override
  public void close() {
    // nothing is open
  }
}
