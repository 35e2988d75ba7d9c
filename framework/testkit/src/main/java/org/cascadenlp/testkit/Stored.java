package org.cascadenlp.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.cas.impl.XmiCasSerializer;
import org.apache.uima.jcas.JCas;
import org.xml.sax.SAXException;

/** Copies a CAS by writing it as XMI and reading it again. */
final class Stored {

  private Stored() {}

  /** Copies {@code cas} into {@code empty}, which has the same type system. */
  static void copy(JCas cas, JCas empty) throws SAXException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    XmiCasSerializer.serialize(cas.getCas(), bytes);
    XmiCasDeserializer.deserialize(new ByteArrayInputStream(bytes.toByteArray()), empty.getCas());
  }
}
