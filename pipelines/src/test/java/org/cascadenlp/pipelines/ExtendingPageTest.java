package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The blocks in framework/docs/extending.md equal compiled and tested files, and the files that it
 * names exist.
 */
class ExtendingPageTest {

  private static final Path PAGE = Checkout.ROOT.resolve("framework/docs/extending.md");

  /** A line with a file's path and a colon, then a block quoted from that file. */
  private static final Pattern QUOTE =
      Pattern.compile("(?m)^(?:.*, )?`([^`]+)`:\\n\\n```\\w+\\n((?s:.*?))```$");

  private static final Pattern BLOCK = Pattern.compile("(?m)^```(?:java|xml)$");

  private static final Pattern PATH =
      Pattern.compile(
          "`((?:plugins|framework|descriptors|pipelines|testdata)/[^`"
              + " ]+|(?:src|corpus|pipelines)/[^` ]+)`");

  @TempDir private Path folder;

  private static Path file(String name) {
    Path whole = Checkout.ROOT.resolve(name);
    return Files.exists(whole) ? whole : OutsidePlugin.EXAMPLE.resolve(name);
  }

  @Test
  void quotedBlocksOccurInTheirFiles() throws IOException {
    String page = Files.readString(PAGE);
    List<String> quoted = new ArrayList<>();
    for (Matcher quote = QUOTE.matcher(page); quote.find(); quoted.add(quote.group(1))) {
      String text = Files.readString(file(quote.group(1)));
      for (String part : quote.group(2).split("(?m)^ *(?://|<!--) \\.\\.\\.(?: -->)?\\n")) {
        assertThat(text).as(quote.group(1)).contains(part);
      }
    }
    assertThat(quoted).hasSizeGreaterThan(8);
    assertThat(BLOCK.matcher(page).results().count())
        .as("a block of Java or XML without the name of its file above it")
        .isEqualTo(quoted.stream().filter(name -> name.matches(".*\\.(java|xml)")).count());
  }

  /** Nobody has to write more for a first version: the classes of a list need no others. */
  @ParameterizedTest
  @CsvSource({"A task, 4", "An input format, 2", "An output format, 2", "A command, 2"})
  void aListOfFilesSufficesAndIsShort(String section, int length) throws IOException {
    Matcher table =
        Pattern.compile("(?m)^## " + section + "$(?s:.*?)^\\| file \\|.*\\n((?:^\\|.*\\n)+)")
            .matcher(Files.readString(PAGE));
    assertThat(table.find()).isTrue();
    List<Path> files =
        PATH.matcher(table.group(1)).results().map(path -> file(path.group(1))).toList();
    assertThat(files).hasSize(length);
    List<Path> classes =
        files.stream()
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> !file.endsWith("ExamplePlugin.java")) // binds all others
            .toList();
    OutsidePlugin.compile(folder, classes);
  }

  @Test
  void filesThatThePageNamesExist() throws IOException {
    List<String> named = new ArrayList<>();
    for (Matcher path = PATH.matcher(Files.readString(PAGE)); path.find(); ) {
      named.add(path.group(1));
      assertThat(file(path.group(1))).exists();
    }
    assertThat(named).hasSizeGreaterThan(20);
  }
}
