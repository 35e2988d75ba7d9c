package org.cascadenlp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonNumbersTest {

  private static final String ROW =
      "{'name': 'transformers', 'precision': 'float32',"
          + " 'rate': {'median': 4, 'least': 3, 'most': 5.5}, 'share': 0.25}";

  @TempDir Path folder;

  @Test
  void aRowHasItsMeasurements() throws IOException {
    PythonNumbers.Row row = numbers("'rows': [" + ROW + "]").rows("vectors", 12).get(0);
    assertThat(row.name()).isEqualTo("transformers");
    assertThat(row.precision()).isEqualTo("float32");
    assertThat(row.spread("rate")).isEqualTo(new Spread(4, 3, 5.5));
    assertThat(row.number("share")).isEqualTo(0.25);
  }

  @Test
  void measurementsOfTheSameProcessorCountAsOfThisMachine() throws IOException {
    assertThat(numbers("'rows': []").origin("A processor (family 1, model 2)"))
        .isEqualTo(
            "Python's numbers are of 2026-11-24 (torch 2.7.1, python 3.11, 2 threads, load before"
                + " 0.1), from this machine, by the name of its processor.");
  }

  @Test
  void measurementsOfAnotherProcessorNameIt() throws IOException {
    assertThat(numbers("'rows': []").origin("A processor (family 1, model 3)"))
        .endsWith(
            "from another machine, A processor (family 1, model 2): ratios to them compare machines"
                + " too.");
  }

  @Test
  void measurementsOnOtherTextsAreRefused() throws IOException {
    PythonNumbers numbers = numbers("'rows': [" + ROW + "]");
    assertThatThrownBy(() -> numbers.rows("vectors", 13))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("was measured on 12 WordPieces, not 13");
  }

  @Test
  void missingTablesRowsAndValuesAreNamed() throws IOException {
    PythonNumbers numbers = numbers("'rows': [" + ROW + "]");
    assertThatThrownBy(() -> numbers.rows("training", 12))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("has no object training");
    assertThatThrownBy(() -> numbers("'rows': []").rows("vectors", 12))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("vectors")
        .hasMessageContaining("has no rows");
    PythonNumbers.Row row = numbers.rows("vectors", 12).get(0);
    assertThatThrownBy(() -> row.spread("step_ms"))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("transformers")
        .hasMessageContaining("has no object step_ms");
  }

  @Test
  void aValueOfZeroIsRefused() throws IOException {
    PythonNumbers.Row row =
        numbers("'rows': [{'name': 'a', 'share': 0}]").rows("vectors", 12).get(0);
    assertThatThrownBy(() -> row.number("share"))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("share = '0'")
        .hasMessageContaining("it must be a number above 0");
  }

  private PythonNumbers numbers(String rows) throws IOException {
    String json =
        "{'date': '2026-11-24', 'cpu': 'A processor (family 1, model 2)', 'threads': 2,"
            + " 'load_before': 0.1, 'versions': {'torch': '2.7.1', 'python': '3.11'},"
            + " 'vectors': {'wordpieces': 12, "
            + rows
            + "}}";
    Path file = folder.resolve("python.json");
    Files.writeString(file, json.replace('\'', '"'));
    return PythonNumbers.read(file);
  }
}
