package org.cascadenlp.core;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.metadata.FixedFlow;
import org.apache.uima.analysis_engine.metadata.FlowConstraints;
import org.apache.uima.resource.ResourceSpecifier;
import org.apache.uima.util.InvalidXMLException;

/**
 * The order in which the parts of one pipeline run, as its descriptors have it. {@link
 * Pipeline#load} fills it in before it makes the parts; in other UIMA hosts it is not known.
 */
@Singleton
public final class FlowOrder {

  private volatile List<String> places = List.of();

  @Inject
  FlowOrder() {}

  /**
   * The qualified context names of all primitive parts ({@code /OUTER/INNER/}) in the order of the
   * flow; none where the order is not known, as under a flow controller of somebody's own.
   */
  public List<String> places() {
    return places;
  }

  void set(AnalysisEngineDescription pipeline) throws InvalidXMLException {
    List<String> found = new ArrayList<>();
    places = add("/", pipeline, found) ? List.copyOf(found) : List.of();
  }

  /** Adds what is below {@code place}; false where the order is not known. */
  private static boolean add(String place, ResourceSpecifier part, List<String> found)
      throws InvalidXMLException {
    if (!(part instanceof AnalysisEngineDescription description) || description.isPrimitive()) {
      found.add(place);
      return true;
    }
    FlowConstraints flow = description.getAnalysisEngineMetaData().getFlowConstraints();
    if (description.getFlowControllerDeclaration() != null || !(flow instanceof FixedFlow fixed)) {
      return false;
    }
    Map<String, ResourceSpecifier> parts = description.getDelegateAnalysisEngineSpecifiers();
    for (String role : Arrays.asList(fixed.getFixedFlow())) {
      if (!parts.containsKey(role) || !add(place + role + "/", parts.get(role), found)) {
        return false;
      }
    }
    return true;
  }
}
