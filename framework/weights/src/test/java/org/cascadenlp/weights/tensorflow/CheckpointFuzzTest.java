package org.cascadenlp.weights.tensorflow;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fuzzes the content of blocks with valid checksums, which {@code WeightFilesFuzzTest} would not
 * guess.
 */
class CheckpointFuzzTest {

  @TempDir static Path folder;

  @BeforeAll
  static void writeNumbers() throws IOException {
    Files.write(folder.resolve("a.data-00000-of-00001"), new byte[64]);
  }

  @FuzzTest
  void entry(byte[] data) throws IOException {
    byte[] header = TableBytes.header(1, 0);
    read(new TableBytes().table(TableBytes.map("", header, "a", data)));
  }

  @FuzzTest
  void header(byte[] data) throws IOException {
    read(new TableBytes().table(TableBytes.map("", data)));
  }

  @FuzzTest
  void block(byte[] data) throws IOException {
    read(new TableBytes().table(data));
  }

  private static void read(byte[] table) throws IOException {
    Path index = Files.write(folder.resolve("a.index"), table);
    try {
      CheckpointBundle.read(index);
    } catch (CascadeException expected) {
      // a user's error is a valid outcome
    }
  }
}
