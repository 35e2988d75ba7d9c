package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code cascade train} in a separate process that receives the signal of Ctrl-C. */
class InterruptedTrainingTest {

  private static final int PATIENCE_SECONDS = 120;
  private static final int TERMINATED = 128 + 15;

  @TempDir Path folder;

  private Process start(Path log) throws IOException {
    StringBuilder corpus = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      corpus.append("Ada\tB-person\nsaw\tO\nParis\tB-place\n.\tO\n\n");
    }
    Path train = Files.writeString(folder.resolve("train.conll"), corpus);
    Path pipeline =
        new WrittenPipeline()
            .part("trainer", "training.TaskTrainer")
            .text("trainer.encoder", Checkout.TINY_BERT.toString())
            .text("trainer.mode", "fine-tune")
            .integer("trainer.epochs", 10_000)
            .integer("trainer.window", 64)
            .integer("trainer.overlap", 16)
            .write(folder.resolve("train.xml"));
    List<String> arguments =
        List.of(
            "train",
            pipeline.toString(),
            "--train",
            train.toString(),
            "--dev",
            train.toString(),
            "--output",
            folder.resolve("model").toString());
    return ToolProcess.of(log, arguments)
        .directory(Files.createDirectory(folder.resolve("work")).toFile())
        .start();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // has no such signal; a process is ended at once
  void itStopsAfterABatchWithoutAModelOrACrash() throws Exception {
    Path log = folder.resolve("said.txt");
    Process process = start(log);
    try {
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!Files.readString(log).contains("step 1/") && System.nanoTime() < limit) {
        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
        Thread.sleep(50);
      }
      process.destroy();
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("the process ends")
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(TERMINATED);
    assertThat(log).content().contains("step 1/", "stopping after this batch");
    assertThat(folder.resolve("model/model.json")).doesNotExist();
    assertThat(folder.resolve("work")).as("crash reports of the JVM").isEmptyDirectory();
  }
}
