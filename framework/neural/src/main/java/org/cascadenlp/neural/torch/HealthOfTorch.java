package org.cascadenlp.neural.torch;

import ai.djl.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.command.HealthCheck;
import org.cascadenlp.core.error.CascadeException;

/** Checks libtorch for {@code cascade doctor}. */
public final class HealthOfTorch implements HealthCheck {

  @Override
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Cpu.hasBfloat16()
            ? new Finding("bfloat16", "in hardware: precision=auto uses it", Verdict.FINE)
            : new Finding(
                "bfloat16", "not in this CPU: precision=auto means float32", Verdict.ADVICE));
    findings.add(cache(NativeCache.of("pytorch")));
    try {
      Engine engine = Torch.engine();
      findings.add(
          new Finding("engine", engine.getEngineName() + " " + engine.getVersion(), Verdict.FINE));
      findings.add(device(engine.getGpuCount()));
    } catch (RuntimeException | LinkageError e) {
      findings.add(unloadable(e));
    }
    return findings;
  }

  /**
   * A {@code CascadeException} has a remedy; for other errors a missing jar is the likely cause.
   */
  static Finding unloadable(Throwable error) {
    String what = CascadeException.describe(error);
    String value =
        CascadeException.in(error) == null
            ? "libtorch cannot be loaded ("
                + what
                + "): put ai.djl.pytorch:pytorch-native-cpu for this platform on the class path"
            : what;
    return new Finding("native library", value, Verdict.BROKEN);
  }

  /** The folder from which DJL loads libtorch and the tokenizers. */
  private static Finding cache(NativeCache cache) {
    String subject = "native cache";
    long bytes = cache.isEmpty() ? Torch.BYTES : 0;
    return cache
        .trouble(bytes)
        .map(why -> new Finding(subject, why + "; " + NativeCache.REMEDY, Verdict.ADVICE))
        .orElseGet(() -> new Finding(subject, cache.folder().toString(), Verdict.FINE));
  }

  private static Finding device(int gpus) {
    try {
      return new Finding(
          "device",
          Torch.device() + (gpus == 0 ? "" : " of cpu and " + gpus + " GPU"),
          Verdict.FINE);
    } catch (CascadeException e) {
      return new Finding("device", CascadeException.describe(e), Verdict.BROKEN);
    }
  }
}
