package org.cascadenlp.training.compare;

import org.cascadenlp.neural.torch.Cpu;

/** The computer that measures, as far as speed depends on it. */
final class HostDescription {

  private HostDescription() {}

  /** Processor, cores, system and Java, in one line. */
  static String describe() {
    String processor = Cpu.model();
    return (processor.equals("unknown") ? "processor unknown" : processor)
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version")
        + " "
        + System.getProperty("os.arch")
        + ", Java "
        + Runtime.version();
  }
}
