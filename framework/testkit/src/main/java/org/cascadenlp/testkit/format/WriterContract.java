package org.cascadenlp.testkit.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.DocumentWriter.Content;
import org.cascadenlp.core.document.DocumentWriter.Outcome;
import org.cascadenlp.testkit.NastyTexts;
import org.cascadenlp.testkit.TwoWorkers;
import org.junit.jupiter.api.Test;

/**
 * The tests that every output format and its writers must pass. The author of a format extends this
 * class:
 *
 * <pre>{@code
 * class LinesFormatContractTest extends WriterContract {
 *   @Override
 *   protected OutputFormat format() {
 *     return new LinesFormat();
 *   }
 *
 *   @Override
 *   protected List<String> labels(byte[] document) {
 *     return new String(document, UTF_8).lines().map(LinesReader::label).toList();
 *   }
 * }
 * }</pre>
 */
public abstract class WriterContract extends OutputContract {

  private static final String NAME = "folder/a document.txt";

  /** For subclasses. */
  protected WriterContract() {}

  /** A new writer. */
  private DocumentWriter writer() {
    return format().writer(options());
  }

  private static byte[] written(DocumentWriter writer, JCas cas) throws IOException {
    return bytes(out -> writer.write(cas.getCas(), NAME, out));
  }

  private DocumentWriter prepared() {
    DocumentWriter writer = writer();
    writer.prepare(newCas().getTypeSystem());
    return writer;
  }

  @Test
  void itsExtensionAndTheFilesBesideDocumentsHavePlainNames() throws IOException {
    DocumentWriter writer = writer();
    String extension = format().extension();
    assertTrue(extension.matches("\\w+(\\.\\w+)*"), () -> "extension '" + extension + "'");
    for (Map.Entry<String, Content> file : writer.prepare(newCas().getTypeSystem()).entrySet()) {
      assertTrue(file.getKey().matches("[\\w.-]+"), () -> "a file called '" + file.getKey() + "'");
      assertArrayEquals(
          bytes(file.getValue()), bytes(file.getValue()), file.getKey() + " written twice");
    }
  }

  @Test
  void anyLabelIsReadAsItWasWritten() throws Exception {
    assertEquals(
        LabelledDocuments.LABELS, labels(written(prepared(), labelled())), "labels, read again");
  }

  @Test
  void theSameDocumentHasTheSameBytes() throws IOException {
    Map<String, byte[]> first = new TreeMap<>();
    DocumentWriter writer = prepared();
    List<String> texts = new ArrayList<>(NastyTexts.fixed());
    for (String text : texts) {
      first.put(text, written(writer, document(text)));
    }
    Collections.reverse(texts);
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG")); // which uses other digits
    try {
      DocumentWriter another = prepared();
      for (String text : texts) {
        byte[] again = written(writer, document(text));
        assertArrayEquals(first.get(text), again, "written again: '" + text + "'");
        byte[] other = written(another, document(text));
        assertArrayEquals(first.get(text), other, "by another writer: '" + text + "'");
      }
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void textIsUtf8() throws IOException {
    if (!isText()) {
      return;
    }
    DocumentWriter writer = prepared();
    for (String text : NastyTexts.fixed()) {
      assertUtf8(written(writer, document(text)), "'" + text + "'");
    }
  }

  @Test
  void twoWorkersWriteTheSame() throws Exception {
    DocumentWriter writer = prepared();
    byte[] alone = written(writer, labelled());
    for (List<byte[]> found :
        TwoWorkers.run(
            () -> {
              List<byte[]> all = new ArrayList<>();
              for (String text : NastyTexts.fixed()) {
                written(writer, document(text));
                all.add(written(writer, labelled()));
              }
              return all;
            })) {
      for (byte[] one : found) {
        assertArrayEquals(alone, one, "written beside another worker");
      }
    }
  }

  @Test
  void theStreamIsLeftOpen() throws IOException {
    assertLeavesOpen(out -> prepared().write(labelled().getCas(), NAME, out));
  }

  @Test
  void aFullDiskIsTold() throws IOException {
    int size = written(prepared(), labelled()).length;
    for (int room : new int[] {0, size / 2, size - 1}) {
      DocumentWriter writer = prepared();
      JCas cas = labelled();
      assertThrows(
          IOException.class,
          () -> writer.write(cas.getCas(), NAME, new FullDisk(room)),
          "an error of the stream must come out as it is");
    }
  }

  @Test
  void theEndOfABatchWritesNoFilesButThoseOfItsBeginning() throws IOException {
    DocumentWriter writer = writer();
    Map<String, Content> begun = writer.prepare(newCas().getTypeSystem());
    written(writer, labelled());
    List<Outcome> outcomes = List.of(new Outcome(NAME, ""), new Outcome("b<&>.txt", "a <b> cause"));
    for (Map.Entry<String, Content> file : writer.conclude(outcomes).entrySet()) {
      assertTrue(begun.containsKey(file.getKey()), () -> "not named by prepare: " + file.getKey());
      assertTrue(bytes(file.getValue()).length > 0, () -> file.getKey() + " is empty");
    }
    assertNotes(writer.notes());
  }
}
