package org.cascadenlp.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cascadenlp.batch.RunCommand;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Writes results with {@code cascade run} in each format. */
class ResultsTest {

  private static final byte[] NO_UTF_8 = {'H', 'i', ' ', (byte) 0xE9, '!'};

  @TempDir Path in;
  @TempDir Path out;

  /** The exit code of a run, and what it printed to standard error. */
  private record Ended(int code, String printed) {}

  private static Ended run(Path output, List<Path> documents, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of(pipeline(), "--output", output.toString(), "--input"));
    documents.forEach(document -> arguments.add(document.toString()));
    arguments.addAll(List.of(more));
    StringWriter printed = new StringWriter();
    CommandLine command = new CommandLine(new RunCommand());
    command.setErr(new PrintWriter(printed));
    command.setExecutionExceptionHandler(
        (error, line, parsed) -> {
          line.getErr().println(CascadeException.describe(error));
          return 2;
        });
    return new Ended(command.execute(arguments.toArray(String[]::new)), printed.toString().strip());
  }

  private static String pipeline() {
    try {
      return Path.of(ResultsTest.class.getResource("CapitalWords.xml").toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(in.resolve(name), text);
  }

  /**
   * The contents of the files in {@code folder} by name, without the files about the run itself.
   */
  private static Map<String, String> results(Path folder) throws IOException {
    Map<String, String> results = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (!name.startsWith(".cascade") && !name.startsWith("run.json")) {
          results.put(name, Files.readString(file));
        }
      }
    }
    return results;
  }

  @Test
  void jsonIsTheDefaultFormat() throws IOException {
    Ended ended = run(out, List.of(file("a.txt", "Hi 😀 Bob")));

    assertThat(ended.code()).as(ended.printed()).isZero();
    assertThat(results(out))
        .containsOnlyKeys("a.txt.json")
        .containsEntry(
            "a.txt.json",
            """
            {"document":"a.txt","text":"Hi 😀 Bob","annotations":[\
            {"type":"Sentence","begin":0,"end":9},\
            {"type":"NamedEntity","begin":0,"end":2,"value":"NAME","score":0.5,"source":"capitals"},\
            {"type":"Token","begin":0,"end":2},\
            {"type":"Token","begin":3,"end":5},\
            {"type":"NamedEntity","begin":6,"end":9,"value":"NAME","score":0.33333334,"source":"capitals"},\
            {"type":"Token","begin":6,"end":9}]}
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xmi", "json", "jsonl", "conll", "tsv", "html"})
  void theNumberOfWorkersAndTheOrderOfDocumentsChangeNoByte(String format) throws IOException {
    List<Path> files = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 25; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = random.nextInt(60); word > 0; word--) {
        text.append(random.nextInt(3) == 0 ? "Bob\n" : "sees ").append(random.nextInt(900));
        text.append(random.nextInt(5) == 0 ? " 😀 " : "\t");
      }
      files.add(file("doc" + i + ".txt", text.toString()));
    }
    files.add(Files.write(in.resolve("bad.txt"), NO_UTF_8));
    Map<String, String> expected = results(format, 1, files);

    assertThat(expected).hasSizeGreaterThanOrEqualTo(25);
    for (int workers : new int[] {2, 4}) {
      Collections.shuffle(files, random);
      assertThat(results(format, workers, files)).isEqualTo(expected);
    }
  }

  private Map<String, String> results(String format, int workers, List<Path> files)
      throws IOException {
    Path folder = out.resolve(String.valueOf(workers));
    Ended ended = run(folder, files, "--format", format, "--workers", String.valueOf(workers));
    assertThat(ended.code()).as(ended.printed()).isEqualTo(1);
    return results(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tsv   | --vectors     | --vectors: format tsv has no place for vectors; use xmi, json or"
            + " jsonl",
        "conll | --vectors     | --vectors: format conll has no place for vectors; use xmi, json or"
            + " jsonl",
        "html  | --vectors     | --vectors: format html has no place for vectors; use xmi, json or"
            + " jsonl",
        "json  | --types dkpro | --types dkpro: format json cannot be restricted to the types of"
            + " DKPro Core; use xmi",
        "jsonl | --types dkpro | --types dkpro: format jsonl cannot be restricted to the types of"
            + " DKPro Core; use xmi",
        "conll | --types dkpro | --types dkpro: format conll cannot be restricted to the types of"
            + " DKPro Core; use xmi",
        "tsv   | --types dkpro --vectors | --types dkpro: format tsv cannot be restricted to the"
            + " types of DKPro Core; use xmi",
        "html  | --types dkpro | --types dkpro: format html cannot be restricted to the types of"
            + " DKPro Core; use xmi",
        "xmi   | --types dkpro --vectors | --vectors: DKPro Core has no type for vectors; leave out"
            + " --types dkpro"
      })
  void optionsThatAFormatCannotWriteAreRefused(String format, String options, String error)
      throws IOException {
    List<String> more = new ArrayList<>(List.of("--format", format));
    more.addAll(List.of(options.split(" ")));

    Ended ended = run(out, List.of(file("a.txt", "Bob")), more.toArray(String[]::new));

    assertThat(ended).isEqualTo(new Ended(2, error));
    assertThat(results(out)).isEmpty();
  }

  @Test
  void theFormatsAreListedInOneOrder() throws IOException {
    String names = "xmi, json, jsonl, conll, tsv, html";
    assertThat(new CommandLine(new RunCommand()).getUsageMessage().replaceAll("\\s+", " "))
        .contains("The format of the results: ", names);
    assertThat(run(out, List.of(file("a.txt", "Bob")), "--format", "xml").printed())
        .contains(
            "Invalid value for option '--format': expected one of [", names, "] but was 'xml'");
  }

  @Test
  void htmlGivesAPageForEachDocumentAndAnIndexThatNamesFailures() throws IOException {
    Path bad = Files.write(in.resolve("bad.txt"), NO_UTF_8);
    Ended ended = run(out, List.of(file("good.txt", "Bob sees Ada"), bad), "--format", "html");
    assertThat(ended.code()).as(ended.printed()).isEqualTo(1);
    assertThat(results(out)).containsOnlyKeys("good.txt.html", "index.html");
    assertThat(Files.readString(out.resolve("index.html")))
        .contains("1 annotated · 1 failed", "href=\"./good.txt.html\"", "<bdi>bad.txt</bdi>");
  }

  @Test
  void aDocumentWhosePageWouldBeTheIndexIsRefused() throws IOException {
    Ended ended = run(out, List.of(file("index", "Bob")), "--format", "html");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.printed()).contains("index.html, a file that the run itself writes");
  }

  @Test
  void onlyXmiKeepsAllViews() throws IOException {
    Path document = file("a.txt", "Bob !view");
    for (String format : List.of("json", "jsonl", "conll", "tsv", "html")) {
      Ended ended = run(out, List.of(document), "--format", format);
      assertThat(ended.code()).as(ended.printed()).isZero();
      assertThat(ended.printed()).contains("views [second] of 1 documents are not in the results");
    }
    Ended ended = run(out, List.of(document), "--format", "xmi");
    assertThat(ended.printed()).doesNotContain("views");
    assertThat(results(out).get("a.txt.xmi")).contains("BOB");
  }

  @Test
  void xmiReplacesCharactersThatXmlDoesNotAllow() throws IOException {
    Ended ended = run(out, List.of(file("a.txt", "A\u0000B\u0008C")), "--format", "xmi");
    assertThat(ended.code()).as(ended.printed()).isZero();
    assertThat(results(out).get("a.txt.xmi")).contains("A\uFFFDB\uFFFDC");
  }

  @Test
  void withTypesDkproNoOtherTypesAreWritten() throws IOException {
    Ended ended = run(out, List.of(file("a.txt", "Bob")), "--format", "xmi", "--types", "dkpro");

    assertThat(ended.code()).as(ended.printed()).isZero();
    Map<String, String> results = results(out);
    assertThat(results.get("a.txt.xmi")).contains(":NamedEntity ").doesNotContain("<types:");
    assertThat(results.get("TypeSystem.xml")).contains("NamedEntity").doesNotContain("cascadenlp");
  }
}
