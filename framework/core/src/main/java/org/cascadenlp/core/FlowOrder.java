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
import org.apache.uima.resource.PearSpecifier;
import org.apache.uima.resource.ResourceSpecifier;
import org.apache.uima.resource.metadata.OperationalProperties;
import org.apache.uima.util.InvalidXMLException;
import org.cascadenlp.core.pipeline.Pipeline;

/**
 * The order in which the parts of one pipeline run, read from its descriptors. {@link
 * Pipeline#load} sets it before it creates the parts; in other UIMA hosts it stays empty.
 */
public final class FlowOrder {

  private volatile List<Part> parts = List.of();

  /**
   * A primitive part.
   *
   * @param place its qualified context name ({@code /OUTER/INNER/})
   * @param specifier its descriptor: an analysis engine description, or another kind (a PEAR, a
   *     remote service) that declares no types
   */
  public record Part(String place, ResourceSpecifier specifier) {

    /** The output types it declares; empty if its specifier is no analysis engine description. */
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

    /** The delegate keys, joined by slashes; empty for a pipeline of one part. */
    public String role() {
      return place.replaceAll("^/+|/+$", "");
    }

    /** The part's name as in {@link Parameters#component}. */
    public String component() {
      String name =
          specifier instanceof AnalysisEngineDescription description
              ? PluginAnnotator.bare(
                  String.valueOf(description.getAnalysisEngineMetaData().getName()))
              : specifier.getClass().getSimpleName();
      return role().isEmpty() ? name : name + " (" + role() + ")";
    }

    /**
     * Whether UIMA counts a document for this part only if it succeeds; not so for remote services,
     * which count failures.
     */
    public boolean countsSuccesses() {
      return specifier instanceof PearSpecifier || specifier instanceof AnalysisEngineDescription;
    }

    /** Whether this part may output new CASes, which UIMA counts like documents. */
    public boolean multipliesCases() {
      if (specifier instanceof AnalysisEngineDescription description) {
        OperationalProperties properties =
            description.getAnalysisEngineMetaData().getOperationalProperties();
        return properties != null && properties.getOutputsNewCASes();
      }
      return false;
    }
  }

  FlowOrder() {}

  /**
   * The qualified context names of all primitive parts ({@code /OUTER/INNER/}) in the order of the
   * flow; an empty list if the order is unknown, for example with a custom flow controller.
   */
  public List<String> places() {
    return parts.stream().map(Part::place).toList();
  }

  /**
   * The {@link #places} whose parts declare {@code type} as output, or whose outputs are unknown.
   */
  public List<String> makersOf(String type) {
    return parts.stream()
        .filter(part -> part.outputs().map(outputs -> outputs.contains(type)).orElse(true))
        .map(Part::place)
        .toList();
  }

  /** All primitive parts in the order of the flow; an empty list if the order is unknown. */
  public List<Part> parts() {
    return parts;
  }

  /** Takes the order of the parts from {@code pipeline}, whose imports are resolved. */
  public void set(AnalysisEngineDescription pipeline) throws InvalidXMLException {
    List<Part> found = new ArrayList<>();
    parts = add("/", pipeline, found) ? List.copyOf(found) : List.of();
  }

  /**
   * Adds the primitive parts below {@code place} to {@code found}; false if the order is unknown.
   */
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
