package org.cascadenlp.testkit;

import java.util.ArrayList;
import java.util.List;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.TypeOrFeature;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.resource.metadata.Capability;

/**
 * The declared inputs and outputs of a descriptor.
 *
 * @param inputs the declared types, and features as {@code TYPE:FEATURE}
 * @param outputs in the same form
 */
record Capabilities(List<TypeOrFeature> inputs, List<TypeOrFeature> outputs) {

  static Capabilities of(AnalysisEngineDescription description) {
    List<TypeOrFeature> inputs = new ArrayList<>();
    List<TypeOrFeature> outputs = new ArrayList<>();
    for (Capability capability : description.getAnalysisEngineMetaData().getCapabilities()) {
      inputs.addAll(List.of(capability.getInputs()));
      outputs.addAll(List.of(capability.getOutputs()));
    }
    return new Capabilities(inputs, outputs);
  }

  /** True if {@code type}, or a feature of it, is a declared input. */
  boolean reads(Type type, TypeSystem types) {
    return inputs.stream().anyMatch(input -> subsumes(types, input, type));
  }

  /** True if feature structures of {@code type} may be created. */
  boolean writes(Type type, TypeSystem types) {
    return outputs.stream().anyMatch(output -> output.isType() && subsumes(types, output, type));
  }

  /** True if {@code feature} may be set on existing feature structures of {@code type}. */
  boolean writes(Type type, String feature, TypeSystem types) {
    for (TypeOrFeature output : outputs) {
      boolean all = output.isType() && output.isAllAnnotatorFeatures();
      boolean named = !output.isType() && output.getName().endsWith(":" + feature);
      if ((all || named) && subsumes(types, output, type)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether {@code type} is the declared type, or the type of the declared feature, or a subtype.
   */
  static boolean subsumes(TypeSystem types, TypeOrFeature declared, Type type) {
    Type known = types.getType(declared.getName().replaceAll(":.*", ""));
    return known != null && types.subsumes(known, type);
  }
}
