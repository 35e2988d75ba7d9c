package org.cascadenlp.neural.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.core.error.CascadeException;

/** The engine of all networks: libtorch through DJL, used offline. */
public final class Torch {

  /** The engine's name in DJL. */
  private static final String ENGINE = "PyTorch";

  /** The system property that sets the device of this process. */
  static final String DEVICE = "cascade.device";

  /** The environment variable that sets the device if the property is not set. */
  private static final String DEVICE_VARIABLE = "CASCADE_DEVICE";

  // 432 MB on Linux; if the user provides libtorch, only DJL's small part is unpacked
  static final long BYTES = System.getenv("PYTORCH_LIBRARY_PATH") == null ? 450L << 20 : 1 << 20;

  private static final NativeLibrary LIBRARY =
      NativeLibrary.of("libtorch", Torch.class, "pytorch", BYTES);

  private static final Pattern GPU = Pattern.compile("gpu:(\\d{1,3})");

  private Torch() {}

  /**
   * The engine, loaded on first use.
   *
   * @throws CascadeException if the native library cannot be unpacked and run, or if another class
   *     loader has loaded it
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

  /** A new top-level owner of arrays on the device of this process. */
  public static NDManager manager() {
    return engine().newBaseManager(device());
  }

  /**
   * Runs {@code task} on this thread without gradients, also of weights that require them, so that
   * arrays of {@link Mode#INFERENCE} can be combined with such weights.
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
   * True if linear layers on prepared weights ({@code PreparedLinear}) are faster here than {@code
   * torch.linear}: with AVX-512, in bfloat16 with AVX-512 BF16, but not with AMX, where a row's
   * bits can depend on the other rows.
   *
   * @param bfloat16 whether products are in bfloat16
   */
  public static boolean preparesLinear(boolean bfloat16) {
    return device().equals(Device.cpu()) && Cpu.preparesLinear(bfloat16);
  }

  /**
   * The device of this process: {@code cpu}, or {@code gpu:N} if {@value #DEVICE} or {@value
   * #DEVICE_VARIABLE} sets it. Not tested on a GPU.
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
      throw CascadeException.of(
          "device", "'" + name + "' is not a device", "use cpu, gpu:0, gpu:1 ...");
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
