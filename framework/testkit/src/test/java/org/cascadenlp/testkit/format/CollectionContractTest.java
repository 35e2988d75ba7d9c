package org.cascadenlp.testkit.format;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cascadenlp.core.document.CollectionWriter;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.junit.jupiter.api.Test;

/** A faulty writer of one file breaks the contract. */
class CollectionContractTest {

  /** Numbers documents, escapes nothing, and closes streams whose errors it swallows. */
  private static final class Careless implements CollectionWriter {
    private int written;

    private void print(String text, OutputStream out) {
      try (out) {
        out.write((++written + text + "\n").getBytes(StandardCharsets.UTF_16));
      } catch (IOException e) {
        // the fault: the exception is swallowed
      }
    }

    @Override
    public void begin(TypeSystem types, List<String> fields, OutputStream out) {
      print(" " + System.nanoTime(), out);
    }

    @Override
    public void write(CAS cas, DocumentEntry entry, OutputStream out) {
      StringBuilder text = new StringBuilder();
      cas.select(NamedEntity.class).forEach(e -> text.append(e.getValue()).append('\n'));
      print(text.toString(), out);
    }

    @Override
    public List<String> notes() {
      return List.of("a\nb");
    }
  }

  private static CollectionWriterContract contract(Optional<CollectionWriter> writer) {
    return new CollectionWriterContract() {
      @Override
      protected OutputFormat format() {
        return new OutputFormat() {
          @Override
          public String extension() {
            return "txt";
          }

          @Override
          public DocumentWriter writer(OutputOptions options) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Optional<CollectionWriter> collectionWriter(OutputOptions options) {
            return writer;
          }
        };
      }

      @Override
      protected List<String> labels(byte[] file) {
        return new String(file, StandardCharsets.UTF_16).lines().toList();
      }
    };
  }

  private static void breaks(ThrowingCallable rule, String message) {
    assertThatThrownBy(rule).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }

  @Test
  void everyFaultOfAWriterOfOneFileIsReported() {
    CollectionWriterContract contract = contract(Optional.of(new Careless()));
    breaks(contract::labelsOfAllDocumentsAreReadInTheirOrder, "labels beside fields");
    breaks(contract::theBeginningDependsOnTheFieldsAlone, "the beginning of another file");
    breaks(contract::aDocumentHasTheSameBytesWhateverIsWrittenBefore, "written again");
    breaks(contract::twoWorkersWriteTheSame, "beside another worker");
    breaks(contract::textIsUtf8, "is not written in UTF-8");
    breaks(contract::theStreamIsLeftOpen, "the caller closes the stream");
    breaks(contract::aFullDiskIsTold, "an error of the stream");
    breaks(contract::eachNoteIsALine, "a note is a line");
  }

  @Test
  void aFormatWithoutAWriterOfOneFileIsSaid() {
    breaks(contract(Optional.empty())::eachNoteIsALine, "the format has no writer of one file");
  }
}
