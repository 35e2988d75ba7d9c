package org.cascadenlp.recurrent.elmo;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fuzzes the reader of ELMo models like {@code WeightFilesFuzzTest}; testdata/README.md has the
 * command of the long run.
 */
class ElmoFuzzTest {

  private static final String WEIGHTS = "lm_weights.hdf5";
  private static final String OPTIONS = "options.json";

  @TempDir static Path folder;

  @BeforeEach
  void copySeeds() throws IOException {
    copy("weights", WEIGHTS);
    copy("options", OPTIONS);
  }

  private static void copy(String method, String name) throws IOException {
    String seed = "ElmoFuzzTestInputs/" + method + "/" + name;
    try (InputStream in = ElmoFuzzTest.class.getResourceAsStream(seed)) {
      Files.write(folder.resolve(name), Objects.requireNonNull(in, seed).readAllBytes());
    }
  }

  @FuzzTest
  void weights(byte[] data) throws IOException {
    Files.write(folder.resolve(WEIGHTS), data);
    read();
  }

  @FuzzTest
  void options(byte[] data) throws IOException {
    Files.write(folder.resolve(OPTIONS), data);
    read();
  }

  private static void read() {
    try {
      new ElmoFolder(folder).weights();
    } catch (CascadeException expected) {
      // an error for the user
    }
  }
}
