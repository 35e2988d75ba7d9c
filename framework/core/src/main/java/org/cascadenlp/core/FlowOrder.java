package org.cascadenlp.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.TypeOrFeature;
import org.apache.uima.analysis_engine.metadata.FixedFlow;
import org.apache.uima.analysis_engine.metadata.FlowConstraints;
import org.apache.uima.resource.ResourceSpecifier;
import org.apache.uima.util.InvalidXMLException;
import org.cascadenlp.core.pipeline.Pipeline;

/**
 * The order in which the parts of one pipeline run, as its descriptors have it. {@link
 * Pipeline#load} fills it in before it makes the parts; in other UIMA hosts it is not known.
 */
public final class FlowOrder {

  private volatile List<Part> parts = List.of();

  /**
   * A primitive part.
   *
   * @param place its qualified context name ({@code /OUTER/INNER/})
   * @param specifier what makes it: its description, or something that tells less
   */
  public record Part(String place, ResourceSpecifier specifier) {

    /** The types it declares to make; empty where it cannot be known what it makes. */
    public Optional<List<String>> outputs() {
      return specifier instanceof AnalysisEngineDescription description
          ? Optional.of(
              Stream.of(description.getAnalysisEngineMetaData().getCapabilities())
                  .flatMap(capability -> Stream.of(capability.getOutputs()))
                  .filter(TypeOrFeature::isType)
                  .map(TypeOrFeature::getName)
                  .toList())
          : Optional.empty();
    }
  }

  FlowOrder() {}

  /**
   * The qualified context names of all primitive parts ({@code /OUTER/INNER/}) in the order of the
   * flow; none where the order is not known, as under a flow controller of somebody's own.
   */
  public List<String> places() {
    return parts.stream().map(Part::place).toList();
  }

  /** Those of {@link #places} whose parts declare to make {@code type}, or may make anything. */
  public List<String> makersOf(String type) {
    return parts.stream()
        .filter(part -> part.outputs().map(outputs -> outputs.contains(type)).orElse(true))
        .map(Part::place)
        .toList();
  }

  /** All primitive parts in the order of the flow, or none. */
  public List<Part> parts() {
    return parts;
  }

  /** Takes the order of the parts from {@code pipeline}, whose imports are resolved. */
  public void set(AnalysisEngineDescription pipeline) throws InvalidXMLException {
    List<Part> found = new ArrayList<>();
    parts = add("/", pipeline, found) ? List.copyOf(found) : List.of();
  }

  /** Adds what is below {@code place}; false where the order is not known. */
  private static boolean add(String place, ResourceSpecifier part, List<Part> found)
      throws InvalidXMLException {
    if (!(part instanceof AnalysisEngineDescription description) || description.isPrimitive()) {
      found.add(new Part(place, part));
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
