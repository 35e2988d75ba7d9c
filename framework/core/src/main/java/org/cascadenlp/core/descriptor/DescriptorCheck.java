package org.cascadenlp.core.descriptor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.uima.resource.ResourceManager;

/**
 * The result of checking a pipeline's descriptors before any part is created.
 *
 * @param problems all errors, each with file and line
 * @param refused those of {@code problems} for which UIMA does not create an engine
 * @param warnings constructs that run, but are probably mistakes
 * @param steps the annotators in the order of the flow
 */
public record DescriptorCheck(
    List<Problem> problems, List<Problem> refused, List<Problem> warnings, List<Step> steps) {

  public DescriptorCheck {
    problems = List.copyOf(problems);
    refused = List.copyOf(refused);
    warnings = List.copyOf(warnings);
    steps = List.copyOf(steps);
  }

  /**
   * Checks {@code descriptor} and everything that it imports.
   *
   * @param resources resolves imports by name
   * @param settings the parameters set from outside, as {@code ROLE.PARAMETER}
   */
  public static DescriptorCheck of(
      Path descriptor, ResourceManager resources, Set<String> settings) {
    return of(descriptor, resources, OutsideSettings.of(settings));
  }

  /**
   * Checks {@code descriptor} with the parts that {@code outside} puts into it, and everything that
   * they import.
   *
   * @param resources resolves imports by name
   */
  public static DescriptorCheck of(
      Path descriptor, ResourceManager resources, OutsideSettings outside) {
    List<Problem> problems = new ArrayList<>();
    PartReader reader = new PartReader(descriptor, resources, outside.parts(), problems);
    Part pipeline = reader.read();
    if (pipeline == null || pipeline.isOpaque()) {
      return new DescriptorCheck(problems, problems, List.of(), List.of());
    }
    Types types = new Types(reader);
    types.add(pipeline);
    new StructureCheck(resources, problems).examine(pipeline);
    new PropertyCheck(problems).examine(pipeline);
    new ParameterCheck(outside, problems).examine(pipeline);
    List<Problem> refused = problems.stream().distinct().toList();
    List<Step> steps = new TypeCheck(types, problems).examine(pipeline);
    List<Problem> warnings = new ArrayList<>();
    new RepeatedOutputCheck(types, warnings).examine(pipeline);
    return new DescriptorCheck(problems.stream().distinct().toList(), refused, warnings, steps);
  }
}
