package org.cascadenlp.testkit.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.testkit.TestDocuments;
import org.cascadenlp.testkit.TwoWorkers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tests that every format for reading documents must pass. The author of a format extends this
 * class:
 *
 * <pre>{@code
 * class PairsContractTest extends CorpusFormatContract {
 *   @Override
 *   protected InputFormat format() {
 *     return new PairsFormat();
 *   }
 *
 *   @Override
 *   protected Path sample() {
 *     return Path.of("src/test/resources/sample.pairs");
 *   }
 * }
 * }</pre>
 */
public abstract class CorpusFormatContract {

  private static final String UNKNOWN = "noSuchSettingExists";

  @TempDir private Path folder = Path.of("");

  /** For subclasses. */
  protected CorpusFormatContract() {}

  /** The format under test. */
  protected abstract InputFormat format();

  /** A small corpus in this format: a file, or a folder if the format reads folders. */
  protected abstract Path sample();

  /** The settings that the sample requires. */
  protected Map<String, String> settings() {
    return Map.of();
  }

  /** Whether the format is text; if not, byte order marks and line ends are not tested. */
  protected boolean isText() {
    return true;
  }

  /** An empty CAS with all types that the format creates; by default those of Cascade. */
  protected JCas newCas() {
    return TestDocuments.empty();
  }

  private List<ReadDocument> read(Path corpus) {
    return read(format(), corpus, settings());
  }

  private List<ReadDocument> read(InputFormat format, Path corpus, Map<String, String> settings) {
    JCas cas = newCas();
    List<ReadDocument> documents = new ArrayList<>();
    try (DocumentSource source = format.open(corpus, InputOptions.gold(settings))) {
      for (SourceDocument next; (next = source.next()) != null; ) {
        documents.add(ReadDocument.of(next, cas));
      }
    }
    return documents;
  }

  /** A copy of the sample in a new folder. */
  private CorpusCopy copy(String name) throws IOException {
    return CorpusCopy.of(sample(), Files.createDirectories(folder.resolve(name)));
  }

  @Test
  void documentsHaveNamesOfTheirOwnAndSoundOffsets() {
    List<ReadDocument> documents = read(sample());
    assertFalse(documents.isEmpty(), "there are no documents in " + sample());
    TreeSet<String> names = new TreeSet<>();
    for (ReadDocument document : documents) {
      assertFalse(document.name().isBlank(), "a document has no name");
      assertTrue(names.add(document.name()), () -> "two documents are called " + document.name());
      assertEquals(List.of(), document.faults(), "faults of document " + document.name());
    }
  }

  @Test
  void readTwiceAndInAnotherLocaleItIsTheSame() {
    List<ReadDocument> first = read(sample());
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR")); // in which i and I are not a case pair
    try {
      assertEquals(first, read(sample()), "read again in a Turkish locale");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void twoWorkersReadTheSame() throws Exception {
    Path sample = sample();
    List<ReadDocument> alone = read(sample);
    InputFormat format = format();
    for (List<ReadDocument> found : TwoWorkers.run(() -> read(format, sample, settings()))) {
      assertEquals(alone, found, "read beside another worker");
    }
  }

  @Test
  void aPathMayHaveAnyLetters() throws IOException {
    assertEquals(
        read(sample()).size(),
        read(copy("a b % ü 名").root()).size(),
        "documents below odd folders");
  }

  @Test
  void aSettingThatItDoesNotKnowIsRefusedByName() {
    Map<String, String> settings = new HashMap<>(settings());
    settings.put(UNKNOWN, "x");
    CascadeException error =
        assertThrows(
            CascadeException.class,
            () -> read(format(), sample(), settings),
            "it takes setting " + UNKNOWN);
    assertTrue(error.toString().contains(UNKNOWN), () -> "must name the setting: " + error);
  }

  @Test
  void whatIsNotThereIsRefusedByName() {
    Path missing = folder.resolve("missing.file");
    CascadeException error = assertThrows(CascadeException.class, () -> read(missing));
    assertTrue(error.toString().contains(missing.toString()), () -> "names no file: " + error);
  }

  /** What is opened can be filled by another thread, or not at all. */
  @Test
  void documentsWithoutGoldHaveTheSameTexts() {
    List<String> names = new ArrayList<>();
    JCas cas = newCas();
    JCas spare = newCas();
    InputOptions options = InputOptions.texts(settings());
    try (DocumentSource source = format().open(sample(), options)) {
      for (SourceDocument next; (next = source.next()) != null; ) {
        cas.reset();
        spare.reset();
        next.fill(cas, spare);
        assertEquals(cas.getDocumentText(), spare.getDocumentText(), "texts of " + next.name());
        names.add(next.name());
      }
    }
    assertFalse(names.isEmpty(), "there are no documents in " + sample());
    assertEquals(names.size(), new TreeSet<>(names).size(), () -> "names are not unique: " + names);
  }

  @Test
  void aSourceThatIsClosedEarlyLeavesNoFileOpen() throws IOException {
    CorpusCopy copy = copy("open");
    try (DocumentSource source = format().open(copy.root(), InputOptions.gold(settings()))) {
      source.next();
    }
    read(copy.root());
    Path open = Path.of("/proc/self/fd");
    if (Files.isDirectory(open)) { // other systems do not list open files there
      try (Stream<Path> files = Files.list(open)) {
        List<Path> left =
            files
                .map(CorpusFormatContract::target)
                .filter(file -> file.startsWith(copy.root().toAbsolutePath()))
                .toList();
        assertEquals(List.of(), left, "files that stay open");
      }
    }
  }

  private static Path target(Path link) {
    try {
      return Files.readSymbolicLink(link);
    } catch (IOException e) {
      return link; // closed in the meantime
    }
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsChangeNoToken() throws IOException {
    if (!isText()) {
      return;
    }
    List<String> expected = tokens(read(sample()));
    CorpusCopy marked = copy("marked");
    marked.changeAll(text -> "\uFEFF" + text);
    assertEquals(expected, tokens(read(marked.root())), "tokens after a byte order mark");
    CorpusCopy windows = copy("windows");
    windows.changeAll(text -> text.replace("\r\n", "\n").replace("\n", "\r\n"));
    assertEquals(expected, tokens(read(windows.root())), "tokens of lines that end as on Windows");
  }

  private static List<String> tokens(List<ReadDocument> documents) {
    return documents.stream().flatMap(document -> document.tokens().stream()).toList();
  }

  /** Truncated files, invalid bytes, long lines, and random changes. */
  @Test
  void anyBytesAreReadOrRefusedByFile() throws IOException {
    CorpusCopy copy = copy("hostile");
    for (Path file : copy.files()) {
      byte[] sound = Files.readAllBytes(file);
      for (byte[] bytes : HostileBytes.of(sound)) {
        Files.write(file, bytes);
        readOrRefused(copy.root());
      }
      Files.write(file, sound);
    }
  }

  private void readOrRefused(Path corpus) {
    try {
      for (ReadDocument document : read(corpus)) {
        assertEquals(List.of(), document.faults(), "faults of a document of damaged files");
      }
    } catch (CascadeException e) {
      assertTrue(e.toString().contains(corpus.toString()), () -> "names no file: " + e);
    }
  }
}
