package org.cascadenlp.formats.output;

import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.OutputTypes;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.core.error.CascadeException;

/** Refuses options that a format does not support. */
public final class OutputLimits {

  private OutputLimits() {}

  /**
   * Refuses {@code --types dkpro}.
   *
   * @throws CascadeException if {@code options} restrict the types to those of DKPro Core
   */
  public static void refuseDkproTypes(OutputOptions options, String format) {
    if (options.types() == OutputTypes.DKPRO) {
      throw CascadeException.of(
          "--types " + options.types(),
          "format " + format + " cannot be restricted to the types of DKPro Core",
          "use xmi");
    }
  }

  /**
   * Refuses {@code --vectors}.
   *
   * @throws CascadeException if {@code options} include vectors
   */
  public static void refuseVectors(OutputOptions options, String format) {
    if (options.vectors() == VectorOutput.WRITTEN) {
      throw CascadeException.of(
          "--vectors", "format " + format + " has no place for vectors", "use xmi, json or jsonl");
    }
  }
}
