package org.cascadenlp.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every annotator holds to from its making to its end, as UIMA's contract says it. */
abstract class LifeCycleContract extends DescriptorContract {

  /** Parameters by which it makes something else; empty where none does. */
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
    assumeTrue(subject().description().isPrimitive(), "what its parts are tested for");
    new LifeCycle(subject()).failed();
  }

  @Test
  void destroyedItRefusesDocumentsInOneLine() throws Exception {
    new LifeCycle(subject()).destroyed();
  }

  @Test
  void aSecondInitializationIsRefused() throws Exception {
    assumeTrue(subject().description().isPrimitive(), "what its parts are tested for");
    new LifeCycle(subject()).initializedTwice();
  }
}
