package org.cascadenlp.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tests of the life cycle that UIMA defines for every annotator. */
abstract class LifeCycleContract extends DescriptorContract {

  /** Parameter values that change the output; empty if there are none. */
  abstract Map<String, Object> changes();

  @Test
  void reconfiguredWithNothingChangedItDoesTheSame() throws Exception {
    new LifeCycle(subject()).unchanged();
  }

  @Test
  void reconfiguredWithOtherValuesItDoesWhatTheySay() throws Exception {
    assumeTrue(!changes().isEmpty(), () -> subject() + " has no other values to try");
    new LifeCycle(subject()).changed(changes());
  }

  @Test
  void aReconfigurationThatFailsIsToldAndCanBeMended() throws Exception {
    assumeTrue(subject().description().isPrimitive(), "tested for its parts");
    new LifeCycle(subject()).failed();
  }

  @Test
  void destroyedItRefusesDocumentsInOneLine() throws Exception {
    new LifeCycle(subject()).destroyed();
  }

  @Test
  void aSecondInitializationIsRefused() throws Exception {
    assumeTrue(subject().description().isPrimitive(), "tested for its parts");
    new LifeCycle(subject()).initializedTwice();
  }
}
