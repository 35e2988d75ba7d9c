package org.cascadenlp.formats.output;

import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.OutputTypes;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.core.error.CascadeException;

/** Refuses options that a format has no place for. */
public final class OutputLimits {

  private OutputLimits() {}

  /**
   * Passes unless {@code options} ask for DKPro Core's types alone.
   *
   * @throws CascadeException where they do
   */
  public static void refuseDkproTypes(OutputOptions options, String format) {
    if (options.types() == OutputTypes.DKPRO) {
      throw CascadeException.of(
          "--types " + options.types(),
          "format " + format + " names no types of DKPro Core",
          "use xmi");
    }
  }

  /**
   * Passes unless {@code options} ask for vectors.
   *
   * @throws CascadeException where they do
   */
  public static void refuseVectors(OutputOptions options, String format) {
    if (options.vectors() == VectorOutput.WRITTEN) {
      throw CascadeException.of(
          "--vectors", "format " + format + " has no place for vectors", "use xmi, json or jsonl");
    }
  }
}
