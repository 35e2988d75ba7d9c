package org.cascadenlp.core.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.uima.analysis_engine.AnalysisEngineProcessException;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Golden;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.Test;

class InterruptionTest {

  private static final Path PIPELINE = Golden.resource("pipelines/labelled.xml");

  @Test
  void checkThrowsFromTheRequestToEndUntilTheWorkIsClosed() {
    List<String> done = new ArrayList<>();
    Interruption.check();
    try (Interruption other = Interruption.of();
        Interruption guard = Interruption.of(() -> done.add("stop"))) {
      Interruption.check();
      guard.ask();
      assertThat(done).containsExactly("stop");
      assertThat(Interruption.isAsked()).isTrue();
      assertThatThrownBy(Interruption::check)
          .isInstanceOf(StoppedException.class)
          .hasMessageContaining("the process was asked to end");
    }
    assertThatCode(Interruption::check).doesNotThrowAnyException();
  }

  @Test
  void noFurtherPartOfAPipelineIsRunOrConfigured() throws Exception {
    try (Pipeline pipeline = Pipeline.load(PIPELINE)) {
      JCas cas = pipeline.engine().newJCas();
      cas.setDocumentText("Ada saw 7 trees");
      try (Interruption guard = Interruption.of()) {
        guard.ask();
        Throwable error = catchThrowable(() -> pipeline.engine().process(cas));
        assertThat(error).isInstanceOf(AnalysisEngineProcessException.class);
        assertThat(StoppedException.in(error)).isNotNull();
        assertThat(CascadeException.in(error)).as("a stop is not an error of Cascade").isNull();
        assertThatThrownBy(() -> Pipeline.load(PIPELINE)).isInstanceOf(StoppedException.class);
      }
      pipeline.engine().process(cas);
    }
    assertThat(ModelStore.shared().size()).isZero();
  }
}
