package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cascadenlp.testkit.AnnotatorContract;
import org.cascadenlp.testkit.Subject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped annotator and pipeline keeps the contract. */
@ParameterizedClass
@MethodSource("all")
class ShippedContractTest extends AnnotatorContract {

  private static HeldNetworks held;

  @Parameter Subject subject;

  static List<Subject> all() {
    return ShippedAnnotators.all();
  }

  @BeforeAll
  static void hold() throws Exception {
    held = new HeldNetworks();
  }

  @AfterAll
  static void letGo() {
    held.close();
  }

  @Override
  protected Subject subject() {
    return subject;
  }

  @Override
  protected int nativesOpen() {
    return LiveArrays.count();
  }

  @Test
  void itIsShipped() {
    assertThat(ShippedDescriptors.names()).contains(ShippedAnnotators.name(subject));
  }
}
