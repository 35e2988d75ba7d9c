package org.cascadenlp.core.descriptor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds input types that no earlier step of the flow outputs.
 *
 * <p>The inputs that the pipeline itself declares are present from the start.
 */
final class TypeCheck {

  private final Types types;
  private final List<Problem> problems;
  private final Set<String> present = new LinkedHashSet<>();
  private final List<Step> steps = new ArrayList<>();
  private boolean opaque;

  TypeCheck(Types types, List<Problem> problems) {
    this.types = types;
    this.problems = problems;
  }

  /** The steps of {@code pipeline}, in the order of its flow. */
  List<Step> examine(Part pipeline) {
    if (!pipeline.isPrimitive()) {
      capability(pipeline, "inputs").forEach(type -> present.add(type.text()));
    }
    walk(pipeline);
    return steps;
  }

  private void walk(Part part) {
    if (part.isOpaque()) {
      opaque = true; // it may output anything
      steps.add(new Step(part.path(), part.name(), List.of(), List.of()));
      return;
    }
    if (part.isPrimitive()) {
      check(part);
    } else {
      part.steps().forEach(this::walk);
    }
    for (XmlElement output : outputs(part)) {
      examineKnown(part, output);
      present.add(output.text());
    }
  }

  private void check(Part part) {
    List<XmlElement> inputs = capability(part, "inputs");
    inputs.forEach(input -> examineKnown(part, input));
    if (part.whole() != null) {
      missing(part).forEach(input -> problems.add(missing(part, input)));
    }
    steps.add(new Step(part.path(), part.name(), names(inputs), names(outputs(part))));
  }

  /**
   * The inputs of {@code part} that no earlier step outputs. An input that only some of its
   * capabilities name is optional: one capability whose inputs are present is enough.
   */
  private List<XmlElement> missing(Part part) {
    return capabilities(part).stream()
        .map(
            capability ->
                types(capability, "inputs").filter(input -> !isPresent(input.text())).toList())
        .min(Comparator.comparingInt(List::size))
        .orElse(List.of());
  }

  private Problem missing(Part part, XmlElement input) {
    return new Problem(
        part.placeInFlow(),
        "step "
            + part.path()
            + " ("
            + part.name()
            + ") needs "
            + input.text()
            + ", which no earlier step makes",
        "earlier steps make "
            + new TreeSet<>(present)
            + ": put a step before it that makes it, or, if the documents contain it,"
            + " declare it as an input of the pipeline");
  }

  private void examineKnown(Part part, XmlElement type) {
    if (!opaque && !types.mayContain(type.text())) {
      problems.add(
          new Problem(
              part.place(type),
              "type " + type.text() + " is not in the type system",
              "define it, or import the type system that does, in <typeSystemDescription>"));
    }
  }

  private boolean isPresent(String wanted) {
    return opaque
        || Types.isBuiltIn(wanted)
        || types.isA(wanted, "uima.tcas.DocumentAnnotation") // every document has one
        || present.stream().anyMatch(type -> types.isA(type, wanted));
  }

  /** The declared input types of {@code part}. */
  static List<XmlElement> inputs(Part part) {
    return capability(part, "inputs");
  }

  /** The declared output types of {@code part}. */
  static List<XmlElement> outputs(Part part) {
    return capability(part, "outputs");
  }

  private static List<XmlElement> capability(Part part, String kind) {
    return capabilities(part).stream().flatMap(one -> types(one, kind)).toList();
  }

  private static List<XmlElement> capabilities(Part part) {
    XmlElement all = part.element().find("analysisEngineMetaData", "capabilities");
    return all == null ? List.of() : all.children("capability");
  }

  private static Stream<XmlElement> types(XmlElement capability, String kind) {
    return capability.children(kind).stream().flatMap(k -> k.children("type").stream());
  }

  private static List<String> names(List<XmlElement> types) {
    return types.stream().map(XmlElement::text).distinct().toList();
  }
}
