package org.cascadenlp.weights;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.pytorch.TorchFile;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensorflow.CheckpointBundle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * For arbitrary bytes, a reader returns or throws a {@link CascadeException}, and allocates little
 * memory.
 *
 * <p>The build replays the seeds and the earlier findings in this class's resources;
 * testdata/README.md has the command of the long run.
 */
class WeightFilesFuzzTest {

  private static final String SHARD = "model-00001-of-00002.safetensors";
  private static final Path WEIGHTS =
      Path.of(System.getProperty("cascade.root"), "testdata/weights");

  @TempDir static Path folder;

  @BeforeAll
  static void copyNumbers() throws IOException {
    String numbers = "tf-one.ckpt.data-00000-of-00001";
    Files.copy(WEIGHTS.resolve(numbers), folder.resolve(numbers));
    Files.copy(WEIGHTS.resolve("sharded").resolve(SHARD), folder.resolve(SHARD));
  }

  @FuzzTest
  void torch(byte[] data) throws IOException {
    read(TorchFile::read, "torch.bin", data);
  }

  @FuzzTest
  void tensorFlow(byte[] data) throws IOException {
    read(CheckpointBundle::read, "tf-one.ckpt.index", data);
  }

  @FuzzTest
  void safeTensors(byte[] data) throws IOException {
    read(SafeTensors::read, "fuzzed.safetensors", data);
  }

  @FuzzTest
  void shards(byte[] data) throws IOException {
    read(ShardedWeights::read, "model.safetensors.index.json", data);
  }

  @FuzzTest
  void anyFormat(byte[] data) throws IOException {
    read(WeightFiles::read, "any.bin", data);
  }

  private static void read(WeightFile format, String name, byte[] data) throws IOException {
    Path file = Files.write(folder.resolve(name), data);
    try {
      format.read(file);
    } catch (CascadeException expected) {
      // a user's error is a valid outcome
    }
  }
}
