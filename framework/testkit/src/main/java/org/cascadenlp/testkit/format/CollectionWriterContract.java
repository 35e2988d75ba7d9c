package org.cascadenlp.testkit.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.CollectionWriter;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.DocumentEntry.Field;
import org.cascadenlp.core.document.DocumentWriter.Content;
import org.cascadenlp.testkit.NastyTexts;
import org.cascadenlp.testkit.TwoWorkers;
import org.junit.jupiter.api.Test;

/**
 * The tests that every output format must pass whose documents can be in one file, beside {@link
 * WriterContract}. The author of a format extends this class:
 *
 * <pre>{@code
 * class LinesFormatCollectionTest extends CollectionWriterContract {
 *   @Override
 *   protected OutputFormat format() {
 *     return new LinesFormat();
 *   }
 *
 *   @Override
 *   protected List<String> labels(byte[] file) {
 *     return new String(file, UTF_8).lines().map(LinesReader::label).toList();
 *   }
 * }
 * }</pre>
 */
public abstract class CollectionWriterContract extends OutputContract {

  private static final List<String> FIELDS = List.of("id", "a field");
  private static final String CAUSE = "it failed: \"why\"; <mend> it, or\tleave it out";

  /** For subclasses. */
  protected CollectionWriterContract() {}

  /**
   * The labels of all documents in {@code file}, in order, parsed by a reader of the format; a
   * document that failed has none. The documents of a file have the fields {@code id} and {@code a
   * field}, or none.
   */
  @Override
  protected abstract List<String> labels(byte[] file) throws Exception;

  private CollectionWriter writer() {
    return format()
        .collectionWriter(options())
        .orElseThrow(() -> new AssertionError("the format has no writer of one file"));
  }

  /** A writer whose file has been begun. */
  private CollectionWriter begun(List<String> fields) throws IOException {
    CollectionWriter writer = writer();
    begin(writer, fields);
    return writer;
  }

  private byte[] begin(CollectionWriter writer, List<String> fields) throws IOException {
    return bytes(out -> writer.begin(newCas().getTypeSystem(), fields, out));
  }

  private static DocumentEntry entry(String id, String value) {
    return new DocumentEntry(
        "data.csv-" + id, List.of(Field.text("id", id), Field.text("a field", value)));
  }

  private static byte[] written(CollectionWriter writer, JCas cas, DocumentEntry entry)
      throws IOException {
    return bytes(out -> writer.write(cas.getCas(), entry, out));
  }

  private static byte[] joined(List<byte[]> parts) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      file.write(part);
    }
    return file.toByteArray();
  }

  @Test
  void labelsOfAllDocumentsAreReadInTheirOrder() throws Exception {
    for (boolean fields : new boolean[] {true, false}) {
      CollectionWriter writer = writer();
      List<byte[]> file = new ArrayList<>();
      file.add(begin(writer, fields ? FIELDS : List.of()));
      List<String> expected = new ArrayList<>();
      for (String value : NastyTexts.fixed()) {
        DocumentEntry entry =
            fields ? entry("1", value) : new DocumentEntry("folder/a document.txt", List.of());
        file.add(written(writer, labelled(), entry));
        expected.addAll(LabelledDocuments.LABELS);
        file.add(bytes(out -> writer.writeFailed(entry, CAUSE, out)));
      }
      assertEquals(
          expected, labels(joined(file)), fields ? "labels beside fields" : "labels, read again");
    }
  }

  @Test
  void theBeginningDependsOnTheFieldsAlone() throws IOException {
    CollectionWriter writer = writer();
    byte[] first = begin(writer, FIELDS);
    written(writer, labelled(), entry("1", "x"));
    assertArrayEquals(first, begin(writer(), FIELDS), "the beginning of another file");
  }

  @Test
  void aDocumentHasTheSameBytesWhateverIsWrittenBefore() throws IOException {
    Map<String, byte[]> first = new TreeMap<>();
    CollectionWriter writer = begun(FIELDS);
    List<String> texts = new ArrayList<>(NastyTexts.fixed());
    for (String text : texts) {
      first.put(text, written(writer, document(text), entry("1", text)));
    }
    Collections.reverse(texts);
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG")); // which uses other digits
    try {
      CollectionWriter another = begun(FIELDS);
      for (String text : texts) {
        byte[] again = written(writer, document(text), entry("1", text));
        assertArrayEquals(first.get(text), again, "written again: '" + text + "'");
        byte[] other = written(another, document(text), entry("1", text));
        assertArrayEquals(first.get(text), other, "by another writer: '" + text + "'");
      }
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void twoWorkersWriteTheSame() throws Exception {
    CollectionWriter writer = begun(FIELDS);
    byte[] alone = written(writer, labelled(), entry("1", "x"));
    for (List<byte[]> found :
        TwoWorkers.run(
            () -> {
              List<byte[]> all = new ArrayList<>();
              for (String text : NastyTexts.fixed()) {
                written(writer, document(text), entry("2", text));
                all.add(written(writer, labelled(), entry("1", "x")));
              }
              return all;
            })) {
      for (byte[] one : found) {
        assertArrayEquals(alone, one, "written beside another worker");
      }
    }
  }

  @Test
  void textIsUtf8() throws IOException {
    if (!isText()) {
      return;
    }
    CollectionWriter writer = begun(FIELDS);
    assertUtf8(begin(writer(), List.of("\u00fc", "\u738b")), "the beginning");
    for (String text : NastyTexts.fixed()) {
      DocumentEntry entry = entry("1", text);
      assertUtf8(written(writer, document(text), entry), "'" + text + "'");
      assertUtf8(bytes(out -> writer.writeFailed(entry, text, out)), "a failed '" + text + "'");
    }
  }

  private List<Content> contents() throws IOException {
    CollectionWriter writer = begun(FIELDS);
    CollectionWriter another = writer();
    JCas cas = labelled();
    return List.of(
        out -> another.begin(cas.getTypeSystem(), FIELDS, out),
        out -> writer.write(cas.getCas(), entry("1", "x"), out),
        out -> writer.writeFailed(entry("1", "x"), CAUSE, out));
  }

  @Test
  void theStreamIsLeftOpen() throws IOException {
    for (Content content : contents()) {
      assertLeavesOpen(content);
    }
  }

  @Test
  void aFullDiskIsTold() throws IOException {
    for (Content content : contents()) {
      int size = bytes(content).length;
      for (int room : size == 0 ? new int[0] : new int[] {0, size / 2, size - 1}) {
        assertThrows(
            IOException.class,
            () -> content.write(new FullDisk(room)),
            "an error of the stream must come out as it is");
      }
    }
  }

  @Test
  void eachNoteIsALine() throws IOException {
    CollectionWriter writer = begun(List.of("id"));
    written(writer, labelled(), entry("1", "x"));
    assertNotes(writer.notes());
  }
}
