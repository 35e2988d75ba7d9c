package org.cascadenlp.testkit.format;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.jcas.JCas;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cascadenlp.core.document.CorpusFormat;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A faulty corpus format and a faulty writer break the contracts. */
class FormatContractsTest {

  @TempDir private Path folder;

  private static void breaks(ThrowingCallable rule, String message) {
    assertThatThrownBy(rule).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }

  /** One token per line, gold in the wrong view, and nothing validated. */
  private static final class Careless implements CorpusFormat {
    @Override
    public void read(Path file, Map<String, String> settings, Consumer<Document> sink) {
      String text;
      try {
        text = Files.readString(file, StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      sink.accept(
          new Document() {
            @Override
            public String name() {
              return "one";
            }

            @Override
            public void fill(JCas cas, JCas gold) {
              cas.setDocumentText(text);
              gold.setDocumentText(text.strip());
              int at = 0;
              for (String line : text.split("\n", -1)) {
                new Token(cas, at, at + line.length()).addToIndexes();
                new NamedEntity(cas, at, at + line.length() + 1).addToIndexes();
                at += line.length() + 1;
              }
            }
          });
    }
  }

  private CorpusFormatContract careless() throws IOException {
    Path sample = Files.writeString(folder.resolve("sample.txt"), "one\ntwo\n");
    return new CorpusFormatContract() {
      @Override
      protected CorpusFormat format() {
        return new Careless();
      }

      @Override
      protected Path sample() {
        return sample;
      }
    };
  }

  @Test
  void everyFaultOfACorpusFormatIsReported() throws IOException {
    CorpusFormatContract contract = careless();
    breaks(contract::documentsHaveNamesOfTheirOwnAndSoundOffsets, "in a text of 8 units");
    breaks(contract::documentsHaveNamesOfTheirOwnAndSoundOffsets, "the views have different texts");
    breaks(contract::documentsHaveNamesOfTheirOwnAndSoundOffsets, "the view of the text has gold");
    breaks(contract::documentsHaveNamesOfTheirOwnAndSoundOffsets, "a token is blank, at 8");
    breaks(contract::documentsHaveNamesOfTheirOwnAndSoundOffsets, "is in no sentence");
    breaks(contract::aSettingThatItDoesNotKnowIsRefusedByName, "it takes setting noSuchSetting");
    breaks(contract::whatIsNotThereIsRefusedByName, "CascadeException");
  }

  /** One unescaped label per line, with the platform's line ends, into a stream that it closes. */
  private static final class CarelessWriter implements DocumentWriter {
    private int written;

    @Override
    public Map<String, Content> prepare(TypeSystem types) {
      return Map.of();
    }

    @Override
    public void write(CAS cas, String name, OutputStream out) throws IOException {
      StringBuilder text = new StringBuilder(String.format("%d%n", ++written));
      cas.select(NamedEntity.class).forEach(e -> text.append(e.getValue()).append('\n'));
      try (out) {
        out.write(text.toString().getBytes(StandardCharsets.UTF_16));
      } catch (IOException e) {
        // the fault: the exception is swallowed
      }
    }

    @Override
    public Map<String, Content> conclude(List<Outcome> outcomes) {
      return Map.of("surprise.txt", out -> out.write(1));
    }
  }

  @Test
  void everyFaultOfAWriterIsReported() {
    WriterContract contract =
        new WriterContract() {
          @Override
          protected OutputFormat format() {
            return new OutputFormat() {
              @Override
              public String extension() {
                return ".txt";
              }

              @Override
              public DocumentWriter writer(OutputOptions options) {
                return new CarelessWriter();
              }
            };
          }

          @Override
          protected List<String> labels(byte[] document) {
            return new String(document, StandardCharsets.UTF_16).lines().skip(1).toList();
          }
        };
    breaks(contract::itsExtensionAndTheFilesBesideDocumentsHavePlainNames, "extension '.txt'");
    breaks(contract::anyLabelIsReadAsItWasWritten, "labels, read again");
    breaks(contract::theSameDocumentHasTheSameBytes, "written again");
    breaks(contract::textIsUtf8, "is not written in UTF-8");
    breaks(contract::twoWorkersWriteTheSame, "beside another worker");
    breaks(contract::theStreamIsLeftOpen, "the caller closes the stream");
    breaks(contract::aFullDiskIsTold, "an error of the stream");
    breaks(
        contract::theEndOfABatchWritesNoFilesButThoseOfItsBeginning,
        "not named by prepare: surprise.txt");
  }
}
