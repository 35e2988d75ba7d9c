package org.cascadenlp.cli.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.cli.Ran;
import org.junit.jupiter.api.Test;

class ListCommandTest {

  private static final Path GOLDEN =
      Path.of(System.getProperty("cascade.root"), "framework/cli/src/test/resources/golden");
  private static final String TOKENIZER = "org.cascadenlp.opennlp.OpenNlpTokenizer";

  private static Ran list(String... more) {
    List<String> arguments = new ArrayList<>(List.of("list"));
    arguments.addAll(List.of(more));
    return Ran.cascade(arguments.toArray(String[]::new));
  }

  @Test
  void anAnnotatorIsDescribedInFullByItsNameOrTheEndOfItsName() throws IOException {
    Ran ran = list("OpenNlpTokenizer");
    String printed = ran.out().replace("\r\n", "\n").strip() + "\n";
    Path golden = GOLDEN.resolve("list-tokenizer.txt");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(golden, printed);
    }
    assertThat(printed).isEqualTo(Files.readString(golden));
    assertThat(list(TOKENIZER).out()).isEqualTo(ran.out());
    assertThat(ran.code()).isZero();
  }

  @Test
  void allAreListedByKind() {
    Ran ran = list();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().replace("\r\n", "\n"))
        .startsWith("annotators\n")
        .contains(
            """
              org.cascadenlp.opennlp.OpenNlpTokenizer
                  Splits sentences into tokens with a model of Apache OpenNLP.
                  Sentence -> Token
                  parameters: language, model, existing, abbreviations, words, ideographs, maxWord
            """)
        .containsSubsequence("\ncommands\n", "  check\n", "  doctor\n", "  list\n");
  }

  @Test
  void noLineOfTheListIsLongerThan100Characters() {
    assertThat(list().out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void jsonHasKindInputsAndParameters() {
    JsonArray all = JsonParser.parseString(list("--json").out()).getAsJsonArray();
    for (JsonElement element : all) {
      JsonObject entry = element.getAsJsonObject();
      if (entry.get("name").getAsString().equals(TOKENIZER)) {
        assertThat(entry.get("kind").getAsString()).isEqualTo("annotator");
        assertThat(entry.getAsJsonArray("inputs").get(0).getAsString()).endsWith(".Sentence");
        JsonObject existing = entry.getAsJsonArray("parameters").get(2).getAsJsonObject();
        assertThat(existing.get("name").getAsString()).isEqualTo("existing");
        assertThat(existing.get("type").getAsString()).isEqualTo("String");
        assertThat(existing.get("value").getAsString()).isEqualTo("keep");
        assertThat(existing.get("description").getAsString()).isNotBlank();
        return;
      }
    }
    throw new AssertionError("no " + TOKENIZER + " in " + all);
  }

  @Test
  void anUnknownNameIsAnError() {
    Ran ran = list("Tokeniser");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err().strip())
        .isEqualTo(
            "cascade: list Tokeniser: there is nothing of that name; `cascade list` shows all"
                + " names");
  }
}
