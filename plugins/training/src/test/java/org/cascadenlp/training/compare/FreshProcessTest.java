package org.cascadenlp.training.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.batch.corpus.CorpusOptions;
import org.cascadenlp.batch.corpus.CorpusSlice;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.PipelineOverrides;
import org.cascadenlp.core.pipeline.PipelineText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreshProcessTest {

  @TempDir Path folder = Path.of("");

  private void measure(long limit) {
    CorpusSlice dev = CorpusSlice.of("--dev", folder.toString());
    new FreshProcess(0.1, limit)
        .measure(
            new ConfiguredPipeline(
                new PipelineText(
                    folder.resolve("none.xml"), Map.of(), Set.of(), Set.of(), Set.of(), ""),
                PipelineOverrides.NONE),
            new Corpus(new CorpusOptions(), List.of(), List.of(dev), List.of()),
            folder.resolve("none.json"));
  }

  @Test
  void theErrorContainsTheLastLinesOfTheProcess() {
    assertThatThrownBy(() -> measure(120))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("its process ended with code 2: " + folder.resolve("none.xml"))
        .hasMessageContaining("there is no such file")
        .hasMessageEndingWith("its output is in " + folder.resolve("none.json.log"));
  }

  @Test
  void aProcessThatTakesTooLongIsEnded() {
    assertThatThrownBy(() -> measure(0)).hasMessageContaining("it took more than 0 s");
    assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
        .noneMatch(child -> child.info().commandLine().orElse("").contains(folder.toString()));
  }
}
