package org.cascadenlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.CasCreationUtils;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.conll.ConllFormat;
import org.cascadenlp.formats.conllu.ConlluFormat;
import org.cascadenlp.formats.examples.FoldersFormat;
import org.cascadenlp.formats.examples.LinesFormat;
import org.cascadenlp.formats.examples.TableFormat;
import org.cascadenlp.formats.squad.SquadFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads every file in {@code malformed} by the format that its extension names. */
class MalformedCorpusTest {

  private static final Path MALFORMED = Path.of("src/test/resources/malformed");

  private static final Map<String, InputFormat> FORMATS =
      Map.of(
          ConllFormat.NAME, new ConllFormat(),
          ConlluFormat.NAME, new ConlluFormat(),
          LinesFormat.NAME, new LinesFormat(),
          TableFormat.CSV, TableFormat.csv(),
          TableFormat.TSV, TableFormat.tsv(),
          FoldersFormat.NAME, new FoldersFormat(),
          SquadFormat.NAME, new SquadFormat());

  @TempDir private Path folder;

  static Stream<String> malformed() throws IOException {
    try (Stream<Path> files = Files.list(MALFORMED)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".expected"))
          .sorted()
          .toList()
          .stream();
    }
  }

  /**
   * The first line of a golden file has the settings, separated by tabs; the second is the error.
   */
  @ParameterizedTest
  @MethodSource("malformed")
  void aMalformedFileIsReportedWithLineValueAndExpectation(String name) throws IOException {
    int dot = name.lastIndexOf('.');
    Path file = MALFORMED.resolve(name);
    List<String> golden =
        Files.readAllLines(MALFORMED.resolve(name.substring(0, dot) + ".expected"));
    Map<String, String> settings = new TreeMap<>();
    for (String setting : golden.get(0).isEmpty() ? new String[0] : golden.get(0).split("\t")) {
      settings.put(setting.replaceFirst("=.*", ""), setting.replaceFirst(".*?=", ""));
    }
    assertThatThrownBy(() -> read(name.substring(dot + 1), file, settings))
        .isInstanceOf(CascadeException.class)
        .hasMessage(golden.get(1).replace("FILE", file.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"conllu", "lines", "csv", "tsv"})
  void anEmptyFileIsRefused(String format) throws IOException {
    Path file = folder.resolve("empty");
    for (String text : List.of("", "\n\n", "\uFEFF")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> read(format, file, Map.of()))
          .isInstanceOf(CascadeException.class)
          .hasMessageMatching(
              "\\Q" + file + "\\E: there are no (sentences|examples) in it; name a file .*");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"conllu", "lines", "csv", "tsv"})
  void aFolderOrAMissingFileIsNamed(String format) {
    Path missing = folder.resolve("none");
    assertThatThrownBy(() -> read(format, missing, Map.of()))
        .hasMessage(missing + ": there is no such file; name a corpus file");
    assertThatThrownBy(() -> read(format, folder, Map.of()))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(folder + ": the file cannot be read: ");
  }

  @ParameterizedTest
  @CsvSource({"conllu,#", "lines,0 a", "csv,'text,label'", "tsv,'text\tlabel'"})
  void aByteThatIsNotUtf8IsReportedWithItsLine(String format, String first) throws IOException {
    byte[] lines = (first + "\n\u00E9\n").getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("latin"), lines);
    assertThatThrownBy(() -> read(format, file, Map.of()))
        .hasMessageStartingWith(file + ", line 2: the bytes E9 are not UTF-8; ");
  }

  @Test
  void aFileThatIsTooLargeForMemoryIsRefusedUnread() throws IOException {
    Path file = folder.resolve("large");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((512L << 20) + 1);
    }
    assertThatThrownBy(() -> Corpus.read(new TextFormat(), file, Map.of()))
        .hasMessage(file + ": the file has more than 512 MiB; split it and name all its parts");
  }

  @Test
  void classesNeedAPipelineWithTheTypeClassification() throws Exception {
    Path file = Files.writeString(folder.resolve("a"), "0 text\n");
    JCas cas = CasCreationUtils.createCas((TypeSystemDescription) null, null, null).getJCas();
    JCas gold = cas.createView(InputFormat.GOLD_VIEW);
    try (DocumentSource source = new LinesFormat().open(file, InputOptions.gold(Map.of()))) {
      SourceDocument document = Objects.requireNonNull(source.next());
      assertThatThrownBy(() -> document.fill(cas, gold))
          .hasMessage(
              "the pipeline: its type system has no org.cascadenlp.types.Classification"
                  + " for the classes of the corpus; use a pipeline that classifies, or"
                  + " import org.cascadenlp.types.CascadeTypes in it");
    }
  }

  @Test
  void everyFormatRefusesUnknownSettings() {
    FORMATS.forEach(
        (name, format) ->
            assertThatThrownBy(() -> Corpus.read(format, folder, Map.of("colour", "red")))
                .hasMessageStartingWith(
                    "corpus format "
                        + name
                        + ": setting colour = 'red'; there is no such setting; the settings of this"
                        + " format are "));
  }

  private static void read(String format, Path file, Map<String, String> settings) {
    InputFormat found = FORMATS.get(format);
    assertThat(found).as(format).isNotNull();
    Corpus.read(found, file, settings);
  }
}
