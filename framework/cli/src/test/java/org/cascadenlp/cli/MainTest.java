package org.cascadenlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fail clearly      | head.bin: it is torn; train it again",
        "fail unexpectedly | unexpected error: ArithmeticException: inner second line; --stacktrace"
            + " shows where",
        "fail for-memory   | out of memory: Java heap space; give Java more, for example"
            + " CASCADE_JAVA_OPTS=-Xmx4g",
        "fail for-a-class  | unexpected error: NoClassDefFoundError: org/example/Gone; --stacktrace"
            + " shows where",
        "fail              | Missing required parameter: '<how>'; `cascade fail --help` lists what"
            + " it takes",
        "fail --many a b  | Missing required parameter: '<how>' (write it before options that take"
            + " several values: what follows these is one more); `cascade fail --help` lists what"
            + " it takes",
        "fail 0 --colour x | Invalid value for option '--colour': expected one of [red, blue] but"
            + " was 'x'; `cascade fail --help` lists what it takes",
        "fail --bogus      | Unknown option: '--bogus'; `cascade fail --help` lists what it takes",
        "fail 0 --bogus    | Unknown option: '--bogus'; `cascade fail --help` lists what it takes",
        "--bogus           | Unknown option: '--bogus'; `cascade --help` lists what it takes",
        "chekc x           | there is no command 'chekc'; use one of check, doctor, fail, list,"
            + " try",
        "try              | name a command: one of code, zero; `cascade try --help` lists what it"
            + " takes",
        "try cod 1        | there is no command 'try cod'; use one of code, zero",
        "try code         | Missing required parameter: '<code>'; `cascade try code --help` lists"
            + " what it takes",
        "doctor extra      | Unmatched argument at index 1: 'extra'; `cascade doctor --help` lists"
            + " what it takes",
      })
  void anErrorIsOneLineAndExitsWith2(String arguments, String line) {
    Ran ran = Ran.cascade(arguments.strip().split(" "));
    assertThat(ran.err()).isEqualTo("cascade: " + line + System.lineSeparator());
    assertThat(ran.out()).isEmpty();
    assertThat(ran.code()).isEqualTo(2);
  }

  @Test
  void withoutArgumentsItListsTheCommands() {
    Ran ran = Ran.cascade();
    assertThat(ran.err())
        .isEqualTo(
            "cascade: name a command: one of check, doctor, fail, list, try; `cascade --help` lists"
                + " what it takes"
                + System.lineSeparator());
    assertThat(ran.code()).isEqualTo(2);
  }

  @Test
  void theExitCodeIsThatOfTheCommand() {
    assertThat(Ran.cascade("fail", "0")).isEqualTo(new Ran(0, "", ""));
    assertThat(Ran.cascade("fail", "1")).isEqualTo(new Ran(1, "", ""));
  }

  @ParameterizedTest
  @CsvSource({"--stacktrace fail unexpectedly", "fail --stacktrace unexpectedly"})
  void theStackTraceIsPrintedOnRequestOnly(String arguments) {
    assertThat(Ran.cascade(arguments.split(" ")).err())
        .contains("at org.cascadenlp.cli.FailingCommand.call")
        .endsWith(
            "unexpected error: ArithmeticException: inner second line" + System.lineSeparator());
  }

  @Test
  void helpListsAllCommandsSorted() {
    Ran ran = Ran.cascade("--help");
    assertThat(ran.code()).isZero();
    assertThat(
            ran.out()
                .lines()
                .filter(l -> l.matches("  [a-z]+ .*|  fail|  try"))
                .map(l -> l.strip().split(" ")[0]))
        .containsExactly("check", "doctor", "fail", "list", "try");
  }

  @Test
  void commandsWithTheSameFirstWordFormAGroup() {
    assertThat(Ran.cascade("try", "code", "1")).isEqualTo(new Ran(1, "", ""));
    assertThat(Ran.cascade("try", "zero")).isEqualTo(new Ran(0, "", ""));
    Ran help = Ran.cascade("try", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("Ends with a code.", "Ends with 0.");
    assertThat(Ran.cascade("try", "code", "--help").out()).contains("cascade try code");
    assertThat(Ran.cascade("try", "code", "--stacktrace", "--", "-1").err())
        .contains("at org.cascadenlp.cli.GroupedCommand.call");
  }

  @Test
  void theVersionIsThatOfTheBuild() {
    assertThat(Ran.cascade("--version").out())
        .matches("(?s)cascade \\d+\\.\\d+\\.\\d+\\S*\\RJava " + Runtime.version().feature() + ".*");
  }
}
