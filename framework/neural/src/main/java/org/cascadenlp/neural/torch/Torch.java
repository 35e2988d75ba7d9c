package org.cascadenlp.neural.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.core.error.CascadeException;

/** The engine behind every network: libtorch through DJL, offline. */
public final class Torch {

  /** The engine's name for DJL. */
  public static final String ENGINE = "PyTorch";

  /** The system property that names the device of this process. */
  public static final String DEVICE = "cascade.device";

  /** The environment variable that does so where the property does not. */
  public static final String DEVICE_VARIABLE = "CASCADE_DEVICE";

  // 432 MB for Linux; where the user has libtorch, only DJL's small part is unpacked
  static final long BYTES = System.getenv("PYTORCH_LIBRARY_PATH") == null ? 450L << 20 : 1 << 20;

  private static final NativeLibrary LIBRARY =
      NativeLibrary.of("libtorch", Torch.class, "pytorch", BYTES);

  private static final Pattern GPU = Pattern.compile("gpu:(\\d{1,3})");

  private Torch() {}

  /**
   * The engine, loaded on first use; an error names the native library that is missing, or the copy
   * of Cascade that has loaded it in another class loader.
   */
  public static Engine engine() {
    NativeEnvironment.prepare();
    if (System.getProperty("ai.djl.offline") == null) {
      System.setProperty("ai.djl.offline", "true");
    }
    if (System.getProperty("ai.djl.pytorch.graph_optimizer") == null) {
      System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
    }
    return LIBRARY.open(() -> Engine.getEngine(ENGINE));
  }

  /** A new owner of arrays on the device of this process, below no other. */
  public static NDManager manager() {
    return engine().newBaseManager(device());
  }

  /**
   * What {@code task} makes on this thread, without gradients even to weights that ask for them: so
   * that arrays of {@link Mode#INFERENCE} may meet such weights in any operation.
   */
  public static <T> T withoutGradients(Supplier<T> task) {
    engine();
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(false);
    try {
      return task.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /**
   * Whether linear layers are faster here by oneDNN on weights packed once than by libtorch's own
   * products: with AVX-512, in bfloat16 with AVX-512 BF16; not seen with AMX yet.
   *
   * @param bfloat16 whether products are in bfloat16
   */
  public static boolean preparesLinear(boolean bfloat16) {
    return device().equals(Device.cpu()) && Cpu.preparesLinear(bfloat16);
  }

  /**
   * The device of this process: {@code cpu}, or {@code gpu:N} as {@value #DEVICE} or {@value
   * #DEVICE_VARIABLE} says. No GPU has been at hand to try it.
   */
  public static Device device() {
    String variable = System.getenv(DEVICE_VARIABLE);
    String name =
        System.getProperty(DEVICE, variable == null || variable.isBlank() ? "cpu" : variable);
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    Matcher gpu = GPU.matcher(name);
    if (!gpu.matches()) {
      throw CascadeException.of("device '" + name + "'", "is none", "use cpu, or gpu:0 and so on");
    }
    int number = Integer.parseInt(gpu.group(1));
    int there = engine().getGpuCount();
    if (number >= there) {
      throw CascadeException.of(
          "device '" + name + "'",
          "libtorch sees " + (there == 0 ? "no GPU" : there + " GPUs, from gpu:0"),
          "use cpu, or put DJL's pytorch-native for CUDA on the class path (CASCADE_CLASSPATH)");
    }
    return Device.gpu(number);
  }
}
