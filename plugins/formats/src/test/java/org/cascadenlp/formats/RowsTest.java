package org.cascadenlp.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.batch.RunCommand;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Rows, objects, lines and sentences in, one file out, as {@code cascade run} does it. */
class RowsTest {

  @TempDir private Path folder;

  private String said = "";

  /** Runs {@code input}, called {@code name}, and returns what is in {@code output}. */
  private String run(String name, String input, String output, String... more) throws IOException {
    return run(name, input.getBytes(StandardCharsets.UTF_8), output, more);
  }

  private String run(String name, byte[] input, String output, String... more) throws IOException {
    Path file = Files.write(folder.resolve(name), input);
    return run(file, name.substring(name.lastIndexOf('.') + 1), output, more);
  }

  private String run(Path file, String as, String output, String... more) throws IOException {
    Path result = folder.resolve(output);
    List<String> arguments = new ArrayList<>(List.of(pipeline(), "--output", result.toString()));
    arguments.addAll(List.of("--input", file.toString()));
    arguments.addAll(List.of("--as", as));
    arguments.addAll(List.of(more));
    StringWriter messages = new StringWriter();
    CommandLine command = new CommandLine(new RunCommand());
    command.setErr(new PrintWriter(messages));
    command.setExecutionExceptionHandler(
        (error, line, parsed) -> {
          line.getErr().println(CascadeException.describe(error));
          return 2;
        });
    command.execute(arguments.toArray(String[]::new));
    said = messages.toString();
    return Files.exists(result) ? Files.readString(result) : "";
  }

  private static String pipeline() {
    try {
      return Path.of(RowsTest.class.getResource("RudeWords.xml").toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTableIsClassifiedIntoATable() throws IOException {
    String table =
        """
        id,review,score,class
        1,"Well, ""done""\",07,x
        2,Stop! both,,
        3,,1,
        4,"two
        lines!",2,y
        """;
    assertThat(run("data.csv", table, "out.csv", "--format", "csv", "--read", "text=review"))
        .as(said)
        .isEqualTo(
            """
            id,review,score,class,class_2,score_2,error
            1,"Well, ""done""\",07,x,polite,0.5,
            2,Stop! both,,,polite\\; a bit;rude,0.25;0.5,
            3,,1,,,,
            4,"two
            lines!",2,y,rude,0.5,
            """);
    assertThat(said)
        .contains("4 of 4 documents annotated", "1 document has no text, and so no annotations\n");
  }

  @Test
  void malformedRowsSayWhyAndTheOthersAreClassified() throws IOException {
    String table = "id,text\n1,a\n2\n3,\"open\n4,b\"c\"\n5,?\n6,d,e\n7,f!\n";
    Path file = folder.resolve("data.csv");
    assertThat(run("data.csv", table, "out.csv", "--format", "csv").lines().toList())
        .as(said)
        .containsExactly(
            "id,text,class,score,error",
            "1,a,polite,0.5,",
            "2,,,,\""
                + file
                + ", line 3: the row has 1 cell; it needs 2 as line 1 has; a cell that"
                + " contains a separator must be in quotes\"",
            "3,,,,\"" + file + ", line 5: there is text after the quoted cell 'open",
            "4,b'; double the quotes inside a cell, or set quotes=none (--read quotes=none)\"",
            "4,,,,\""
                + file
                + ", line 5: there is a quote inside the cell 'b'; put the whole cell in"
                + " quotes and double those inside, or set quotes=none (--read quotes=none)\"",
            "5,?,,,RudeWords: a question; answer it",
            "6,d,,,\""
                + file
                + ", line 7: the row has 3 cells; it needs 2 as line 1 has; a cell that"
                + " contains a separator must be in quotes\"",
            "7,f!,rude,0.5,");
    assertThat(said).contains("2 of 7 documents annotated");
  }

  @Test
  void aFileOfSeveralThatCannotBeReadIsARowWithItsError() throws IOException {
    Path tables = Files.createDirectory(folder.resolve("tables"));
    Files.writeString(tables.resolve("a.csv"), "id,text\n1,a\n");
    Files.writeString(tables.resolve("b.csv"), "id,review\n2,b\n");
    Files.writeString(tables.resolve("c.csv"), "id,text\n3,c!\n");
    assertThat(run(tables, "csv", "out.csv", "--format", "csv").lines().toList())
        .as(said)
        .containsExactly(
            "id,text,class,score,error",
            "1,a,polite,0.5,",
            ",,,,\""
                + tables.resolve("b.csv")
                + ", line 1: there is no column 'text'; set text to a column of this file: id, review\"",
            "3,c!,rude,0.5,");
    assertThat(said).contains("2 of 3 documents annotated");
  }

  @Test
  void anotherSeparatorIsNamedIfTheTableHasOneColumn() throws IOException {
    run("data.csv", "id;text\n1;a\n", "out.csv", "--format", "csv", "--read", "text=text");
    assertThat(said)
        .contains(
            "data.csv, line 1: there is no column 'text'; set text to a column of this file:"
                + " id;text, which is the only one; if its separator is ';', give --read"
                + " separator=';'");
    String named = "separator=;";
    assertThat(run("data.csv", "id;text\n1;a\n", "out.csv", "--format", "csv", "--read", named))
        .contains("1,a,polite");
    run("data.csv", "id\ttext\n1\ta\n", "out.csv", "--format", "csv", "--read", "text=text");
    assertThat(said).contains("if its separator is a tab, give --as tsv");
  }

  @Test
  void bytesOfAnotherEncodingCostTheirRowAlone() throws IOException {
    byte[] latin = "id,text\n1,caf\u00E9\n2,tea!\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(run("data.csv", latin, "out.csv", "--format", "csv"))
        .contains(", line 2: the bytes E9 are not UTF-8", "2,tea!,rude,0.5,\n");
    assertThat(run("data.csv", latin, "o.csv", "--format", "csv", "--encoding", "ISO-8859-1"))
        .contains("1,caf\u00E9,polite,0.5,\n");
    byte[] wide = "id,text\n1,caf\u00E9\n".getBytes(Charset.forName("UTF-16"));
    assertThat(run("data.csv", wide, "o.csv", "--format", "csv")).contains("1,caf\u00E9,polite");
  }

  @Test
  void objectsKeepTheirMembers() throws IOException {
    String lines =
        """
        {"id": 1.0, "text": "Stop!", "more": {"a": [null, "x"]}}

        {"id": 2, "text": null}
        {"id": 3, "text": "Bob"
        {"text": "Bob", "other": "y"}
        """;
    Path file = folder.resolve("data.jsonl");
    assertThat(run("data.jsonl", lines, "out.jsonl").lines().toList())
        .as(said)
        .containsExactly(
            "{\"document\":\"data.jsonl-1\",\"text\":\"Stop!\",\"fields\":{\"id\":1.0,\"text\":\"Stop!\","
                + "\"more\":{\"a\":[null,\"x\"]}},\"annotations\":["
                + "{\"type\":\"Classification\",\"begin\":0,\"end\":5,\"value\":\"rude\",\"score\":0.5},"
                + "{\"type\":\"Token\",\"begin\":0,\"end\":5}]}",
            "{\"document\":\"data.jsonl-3\",\"fields\":{\"id\":2,\"text\":null},\"error\":\""
                + file
                + ", line 3: the member 'text' is null; it must be a string\"}",
            "{\"document\":\"data.jsonl-4\",\"error\":\""
                + file
                + ", line 4: this is not a JSON object: End of input at column 24 path $.text; write one object on each line\"}",
            "{\"document\":\"data.jsonl-5\",\"text\":\"Bob\",\"fields\":{\"text\":\"Bob\",\"other\":\"y\"},"
                + "\"annotations\":[{\"type\":\"Classification\",\"begin\":0,\"end\":3,\"value\":\"polite\","
                + "\"score\":0.5},{\"type\":\"NamedEntity\",\"begin\":0,\"end\":3,\"value\":\"NAME\",\"score\":0.0},"
                + "{\"type\":\"Token\",\"begin\":0,\"end\":3}]}");
    assertThat(run("data.jsonl", lines, "out.csv", "--format", "csv"))
        .startsWith(
            "id,text,more,class,score,error\n"
                + "1.0,Stop!,\"{\"\"a\"\":[null,\"\"x\"\"]}\",rude,0.5,\n")
        .contains(",Bob,,polite,0.5,\n");
    assertThat(said)
        .contains("1 entities are not in the results")
        .contains("fields that the first document has not are not in the results: other");
  }

  @Test
  void aLineIsADocument() throws IOException {
    assertThat(run("data.lines", "a film\r\n\n2 Stop!\n", "out.csv", "--format", "csv"))
        .isEqualTo("line,class,score,error\na film,polite,0.5,\n2 Stop!,rude,0.5,\n");
    assertThat(
            run(
                "data.lines",
                "0 a\n1 Stop!\n",
                "o.jsonl",
                "--format",
                "json",
                "--read",
                "label=first"))
        .contains("\"text\":\"a\"", "\"fields\":{\"line\":\"0 a\"}", "\"text\":\"Stop!\"");
  }

  @Test
  void aSentenceOfColumnsIsADocumentWithItsTokens() throws IOException {
    String columns = "Do B-X\nn't O\n\nStop O\n!! O\n\n";
    assertThat(run("data.conll", columns, "out.conll", "--format", "conll"))
        .isEqualTo("Do\tO\nn't\tO\n\nStop\tO\n!!\tO\n\n");
    assertThat(run("data.conll", columns, "out.csv", "--format", "csv"))
        .isEqualTo(
            "document,text,class,score,error\ndata.conll-1,\"Do n't\n\",polite,0.5,\n"
                + "data.conll-2,\"Stop !!\n\",rude,0.5,\n");
    assertThat(run("words.conll", "Do\nn't\n", "words.csv", "--format", "csv")).contains("polite");
    String two = "-DOCSTART- O\n\nDo it\n\na O b\nb O\n\n-DOCSTART- O\n\nc O\n\nd O\n\ne O\n";
    assertThat(run("two.conll", two, "two.conll.csv", "--format", "csv").lines().toList())
        .as("a malformed line costs its sentence")
        .hasSize(10)
        .anyMatch(
            row -> row.startsWith("two.conll-2,,,,") && row.contains("line 5: 'a O b' has 3"));
    String pairs =
        run("two.conll", two, "p.csv", "--format", "csv", "--read", "sentencesPerDocument=2");
    assertThat(pairs.replaceAll("[\n\"]", "|"))
        .as("no document crosses -DOCSTART-")
        .contains("two.conll-1,,,", "two.conll-2,|c|d||,polite", "two.conll-3,|e||,polite");
  }

  @Test
  void replacedCharactersAreCounted() throws IOException {
    String word = "\t_\tX\t_\t_\t_\t_\t_\t_\n";
    for (Replaced each :
        List.of(
            new Replaced("csv", "text\nB\u0001b\n", 1),
            new Replaced("jsonl", "{\"text\":\"B\\u0001\\uFFFFb\"}\n", 2),
            new Replaced(
                "squad",
                """
                {"data": [{"paragraphs": [{"context": "B\\u0001b", "qas": [
                  {"id": 1, "question": " \\u000bWho\\u0002"}]}]}]}
                """,
                3),
            new Replaced("lines", "B\u0001b\u0002\n", 2),
            new Replaced("conll", "B\u0001b O\nb\u0002 O\n", 2),
            new Replaced(
                "conllu", "# text = B\u0001 \u0002\n1\tB\u0001" + word + "2\t\u0002" + word, 2),
            new Replaced("conllu", "1-2\tB\u0001b" + word + "1\tB\u0001" + word + "2\tb" + word, 1),
            new Replaced(
                "conllu", "# text = B\u0001 \u0002\n1\tB\u0001" + word + "2\tx" + word, 1))) {
      assertThat(run("data." + each.format(), each.text(), "out.csv", "--format", "csv"))
          .as(said)
          .contains("polite");
      assertThat(said)
          .contains(
              each.number() + " characters that XML cannot hold were replaced in 1 documents");
      assertThat(report().getAsJsonArray("replacedCharacters").get(0).getAsJsonObject())
          .extracting(one -> one.get("characters").getAsInt())
          .isEqualTo(each.number());
    }
  }

  private record Replaced(String format, String text, int number) {}

  private JsonObject report() throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve("out.csv.run.json")))
        .getAsJsonObject();
  }

  @Test
  void aColumnThatIsNotThereIsNamedBeforeAnythingIsWritten() throws IOException {
    assertThat(run("data.csv", "id,review\n1,a\n", "out.csv", "--format", "csv")).isEmpty();
    assertThat(said)
        .contains(
            "line 1: there is no column 'text'; set text to a column of this file: id, review");
    assertThat(run("data.csv", "id,text\n1,a\n", "out.html", "--format", "html")).isEmpty();
    assertThat(said).contains("out.html: a file of this format has one document; name a folder");
  }
}
