package org.cascadenlp.testkit.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
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
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.testkit.NastyTexts;
import org.cascadenlp.testkit.TestDocuments;
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
public abstract class WriterContract {

  private static final String NAME = "folder/a document.txt";

  /** For subclasses. */
  protected WriterContract() {}

  /** The format under test. */
  protected abstract OutputFormat format();

  /** The options of the writers; by default annotations of all types, without vectors. */
  protected OutputOptions options() {
    return OutputOptions.of(VectorOutput.LEFT_OUT);
  }

  /** A new writer. */
  private DocumentWriter writer() {
    return format().writer(options());
  }

  /** The labels in {@code document}, in order, parsed by a reader of the format. */
  protected abstract List<String> labels(byte[] document) throws Exception;

  /** Whether the format is text in UTF-8. */
  protected boolean isText() {
    return true;
  }

  /** An empty CAS with the types that the writer supports; by default those of Cascade. */
  protected JCas newCas() {
    return TestDocuments.empty();
  }

  /**
   * Labels {@code token} with an annotation that the format writes, by default with an entity; for
   * formats without entities.
   */
  protected void label(JCas cas, Token token, String label) {
    NamedEntity entity = new NamedEntity(cas, token.getBegin(), token.getEnd());
    entity.setValue(label);
    entity.addToIndexes();
  }

  private JCas labelled() {
    JCas cas = newCas();
    LabelledDocuments.ofLabels(cas).forEach((token, label) -> label(cas, token, label));
    return cas;
  }

  private JCas document(String text) {
    return LabelledDocuments.ofText(newCas(), text);
  }

  private static byte[] written(DocumentWriter writer, JCas cas) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writer.write(cas.getCas(), NAME, bytes);
    return bytes.toByteArray();
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
          content(file.getValue()), content(file.getValue()), file.getKey() + " written twice");
    }
  }

  private static byte[] content(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    content.write(bytes);
    return bytes.toByteArray();
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
      byte[] bytes = written(writer, document(text));
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      } catch (CharacterCodingException e) {
        throw new AssertionError("'" + text + "' is not written in UTF-8", e);
      }
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
    boolean[] closed = new boolean[1];
    OutputStream out =
        new FilterOutputStream(OutputStream.nullOutputStream()) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    prepared().write(labelled().getCas(), NAME, out);
    assertFalse(closed[0], "the caller closes the stream, not the writer");
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
      assertTrue(content(file.getValue()).length > 0, () -> file.getKey() + " is empty");
    }
    for (String note : writer.notes()) {
      assertFalse(note.isBlank() || note.contains("\n"), () -> "a note is a line: " + note);
    }
  }
}
