package org.cascadenlp.heads.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowListTest {

  private static final List<Boolean> HOLDS = List.of(false, true, true, false, false);
  private static final String HEADER = "question\twindows\tdrawn\n";

  @TempDir Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("list.tsv");
  }

  private WindowList list(String lines) {
    try {
      Files.writeString(file, HEADER + lines);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return WindowList.read(file);
  }

  private void assertRefused(String lines, String message) {
    assertThatThrownBy(() -> list(lines).chosen("q", HOLDS, 2))
        .isInstanceOf(CascadeException.class)
        .hasMessage(file + message);
  }

  @Test
  void windowsWithTheAnswerAreChosenWithThoseOfTheList() {
    WindowList list = list("p\t9\t8\nq\t5\t0,4\nr\t1\t\n");
    assertThat(list.chosen("q", HOLDS, 2)).containsExactly(0, 1, 2, 4);
    assertThat(list.chosen("r", List.of(true), 2)).containsExactly(0);
    assertThat(list.chosen("r", List.of(false), 2)).isEmpty();
  }

  @Test
  void aQuestionThatIsNotListedIsRefused() {
    assertRefused(
        "p\t5\t0\n",
        ": question q of the training data is not listed;"
            + " make the list from these data with testdata/reference/answer_list.py");
  }

  @Test
  void aListedQuestionThatTheDataDoNotHaveIsRefused() {
    WindowList list = list("q\t5\t0\np\t5\t0\n");
    list.checkRead(Set.of("p", "q", "r"));
    assertThatThrownBy(() -> list.checkRead(Set.of("q")))
        .hasMessage(
            file
                + ", line 3: the training data have no question p;"
                + " name the list that was made from them");
  }

  @Test
  void windowsOfAnotherTokenizerAreRefused() {
    assertRefused(
        "q\t6\t0\n",
        ", line 2: question q has 5 windows, not 6; set the tokenizer, window and overlap that"
            + " the list was made with, or make a new one");
    assertRefused(
        "q\t5\t0,2\n",
        ", line 2: window 2 of question q holds the answer;"
            + " draw windows without it: those with it are trained on anyway");
  }

  @Test
  void moreWindowsThanTheOptionPermitsAreRefused() {
    assertRefused(
        "q\t5\t0,3,4\n",
        ", line 2: 3 windows are drawn; option negatives permits 2; raise it, or draw fewer");
  }

  @Test
  void windowsThatDoNotExistAreRefused() {
    assertRefused("q\t5\t5\n", ", line 2: window 5 is unknown; question q has 5, counted from 0");
    for (String twice : List.of("3,3", "4,3")) {
      assertRefused(
          "q\t5\t" + twice + "\n",
          ", line 2: drawn = '" + twice + "'; list each window once, in ascending order");
    }
  }

  @Test
  void linesOfAnotherFormAreRefused() {
    for (String number : List.of("x", "-1", "")) {
      assertRefused(
          "q\t" + number + "\t0\n",
          ", line 2: windows has '" + number + "'; use whole numbers from 0, such as 0,4");
    }
    assertRefused("q\t5\t0,\n", ", line 2: drawn has ''; use whole numbers from 0, such as 0,4");
    for (String line : List.of("q\t5\n", "\t5\t0\n", "q\t5\t0\t1\n", "\n")) {
      assertRefused(
          line, ", line 2: it has not an id and 3 columns; write question<tab>windows<tab>drawn");
    }
    assertRefused(
        "q\t5\t0\nq\t5\t0\n", ", line 3: question q is also in line 2; list each question once");
  }

  @Test
  void aFileThatIsNoListIsRefused() throws IOException {
    assertThatThrownBy(() -> WindowList.read(file))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(file + ": the list of windows cannot be read: ")
        .hasMessageContaining("check option drawn: the path, from the working directory");
    for (String text : List.of("", "q\t5\t0\n")) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> WindowList.read(file))
          .hasMessage(
              file
                  + ", line 1: the names of the columns are missing;"
                  + " begin with question<tab>windows<tab>drawn");
    }
  }
}
