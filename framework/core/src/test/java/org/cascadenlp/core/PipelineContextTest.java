package org.cascadenlp.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.uima.UIMAFramework;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;

class PipelineContextTest {

  private final ResourceManager resources = UIMAFramework.newDefaultResourceManager();
  private final PipelineContext context = PipelineContext.of(resources);

  @Test
  void eachPipelineHasOneContext() {
    assertThat(PipelineContext.of(resources)).isSameAs(context);
    assertThat(PipelineContext.of(UIMAFramework.newDefaultResourceManager())).isNotSameAs(context);
  }

  @Test
  void itIsReleasedWithItsPipeline() {
    Injectors.forget(resources);
    assertThat(PipelineContext.of(resources)).isNotSameAs(context);
  }

  @Test
  void labelsAndSummariesAreRemovedWithTheirPart() throws Exception {
    try (AutoCloseable labels = context.addLabels(List.of("PER", "LOC"));
        AutoCloseable summary = context.addSummary("task", "two labels")) {
      // as the engine of a fork does
      context.addLabels(List.of("LOC")).close();
      context.addSummary("task", "two labels").close();
      assertThat(context.labels()).containsExactly("LOC", "PER");
      assertThat(context.summary("task")).isEqualTo("two labels");
    }
    assertThat(context.labels()).isEmpty();
    assertThat(context.summary("task")).isEmpty();
  }

  @Test
  void anAgreementIsCheckedOnceAndNotAfterItsPartIsClosed() throws Exception {
    List<String> asked = new ArrayList<>();
    context.addAgreement(() -> asked.add("first"));
    context.addAgreement(() -> asked.add("gone")).close();
    context.holdAgreements();
    context.holdAgreements();
    assertThat(asked).containsExactly("first");
    CascadeException unfit = CascadeException.of("head", "it does not fit", "take another");
    context.addAgreement(
        () -> {
          throw unfit;
        });
    assertThatThrownBy(context::holdAgreements).isSameAs(unfit);
  }
}
