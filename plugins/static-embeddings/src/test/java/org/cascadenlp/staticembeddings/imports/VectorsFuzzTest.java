package org.cascadenlp.staticembeddings.imports;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.words.VectorFile;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fuzzes the readers of word vectors like {@code WeightFilesFuzzTest}; testdata/README.md has the
 * command of the long run.
 */
class VectorsFuzzTest {

  private static final int WORDS = 1000;

  @TempDir static Path folder;

  @FuzzTest
  void imported(byte[] data) throws IOException {
    Path source = Files.write(folder.resolve("vectors.bin"), data);
    Path output = folder.resolve("imported.vectors");
    try {
      Imported.run(source, output, BadEntries.REFUSE);
      look(output);
    } catch (CascadeException expected) {
      // an error for the user
    }
    Files.deleteIfExists(output);
  }

  @FuzzTest
  void opened(byte[] data) throws IOException {
    try {
      look(Files.write(folder.resolve("opened.vectors"), data));
    } catch (CascadeException expected) {
      // an error for the user
    }
  }

  private static void look(Path path) {
    VectorFile file = VectorFile.open(path);
    float[] row = new float[file.width()];
    file.mean(row, 0);
    for (int rank = 0; rank < Math.min(file.size(), WORDS); rank++) {
      file.rank(file.word(rank));
      file.row(rank, row, 0);
    }
    if (file.ngrams().isPresent()) {
      file.bucket(0, row, 0);
    }
  }
}
