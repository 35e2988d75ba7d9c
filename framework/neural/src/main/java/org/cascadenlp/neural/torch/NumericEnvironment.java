package org.cascadenlp.neural.torch;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the bits of a network's results depend on besides its weights and inputs: versions, the
 * processor, the number of libtorch's threads, and variables that libtorch and its libraries read.
 */
public final class NumericEnvironment {

  /** The variables; the standard ones of MKL, OpenMP, oneDNN and libtorch. */
  static final List<String> VARIABLES =
      List.of(
          NativeEnvironment.REPRODUCIBLE,
          "MKL_NUM_THREADS",
          "MKL_DYNAMIC",
          "MKL_ENABLE_INSTRUCTIONS",
          "OMP_NUM_THREADS",
          "OMP_DYNAMIC",
          "OMP_THREAD_LIMIT",
          "ATEN_CPU_CAPABILITY",
          "ONEDNN_MAX_CPU_ISA",
          "DNNL_MAX_CPU_ISA",
          "ONEDNN_DEFAULT_FPMATH_MODE",
          "DNNL_DEFAULT_FPMATH_MODE");

  private static final List<String> PROPERTIES =
      List.of("ai.djl.pytorch.graph_optimizer", "ai.djl.pytorch.use_mkldnn");

  private NumericEnvironment() {}

  /** Name and value of each, in a fixed order; the value of a variable that is not set is empty. */
  public static Map<String, String> describe() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("java", Runtime.version().toString());
    all.put("djl", Engine.getDjlVersion());
    all.put("libtorch", Torch.engine().getVersion());
    all.put("device", Torch.device().toString());
    all.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    all.put("processor", Cpu.model());
    all.put("instructions", Cpu.vectorInstructions());
    all.put("threads", String.valueOf(JniUtils.getNumThreads()));
    VARIABLES.forEach(name -> all.put(name, NativeEnvironment.effective(name)));
    PROPERTIES.forEach(name -> all.put(name, System.getProperty(name, "")));
    return all;
  }
}
