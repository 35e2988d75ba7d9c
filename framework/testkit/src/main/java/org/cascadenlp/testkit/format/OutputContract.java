package org.cascadenlp.testkit.format;

import static org.junit.jupiter.api.Assertions.assertFalse;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.DocumentWriter.Content;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.testkit.TestDocuments;

/** What the contracts of both kinds of writers ask of the author of an output format. */
public abstract class OutputContract {

  /** For the contracts. */
  OutputContract() {}

  /** The format under test. */
  protected abstract OutputFormat format();

  /** The options of the writers; by default annotations of all types, without vectors. */
  protected OutputOptions options() {
    return OutputOptions.of(VectorOutput.LEFT_OUT);
  }

  /** The labels in {@code file}, in order, parsed by a reader of the format. */
  protected abstract List<String> labels(byte[] file) throws Exception;

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

  /** A document with each of {@link LabelledDocuments#LABELS}. */
  final JCas labelled() {
    JCas cas = newCas();
    LabelledDocuments.ofLabels(cas).forEach((token, label) -> label(cas, token, label));
    return cas;
  }

  /** A document with {@code text} and one entity. */
  final JCas document(String text) {
    return LabelledDocuments.ofText(newCas(), text);
  }

  static byte[] bytes(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    content.write(bytes);
    return bytes.toByteArray();
  }

  static void assertUtf8(byte[] bytes, String what) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
    } catch (CharacterCodingException e) {
      throw new AssertionError(what + " is not written in UTF-8", e);
    }
  }

  static void assertLeavesOpen(Content content) throws IOException {
    boolean[] closed = new boolean[1];
    OutputStream out =
        new FilterOutputStream(OutputStream.nullOutputStream()) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    content.write(out);
    assertFalse(closed[0], "the caller closes the stream, not the writer");
  }

  static void assertNotes(List<String> notes) {
    for (String note : notes) {
      assertFalse(note.isBlank() || note.contains("\n"), () -> "a note is a line: " + note);
    }
  }
}
