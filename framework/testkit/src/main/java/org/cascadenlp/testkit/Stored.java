package org.cascadenlp.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.cas.impl.XmiCasSerializer;
import org.apache.uima.jcas.JCas;
import org.xml.sax.SAXException;

/** A result as it is when it was stored as XMI and read again. */
final class Stored {

  private Stored() {}

  /** Puts all that is in {@code cas} into {@code empty}, which is of the same types. */
  static void copy(JCas cas, JCas empty) throws SAXException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    XmiCasSerializer.serialize(cas.getCas(), bytes);
    XmiCasDeserializer.deserialize(new ByteArrayInputStream(bytes.toByteArray()), empty.getCas());
  }
}
