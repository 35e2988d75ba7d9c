package org.cascadenlp.neural.torch;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;

/**
 * Sets environment variables that libtorch reads when it is loaded, unless the user has set them.
 *
 * <p>{@code MKL_CBWR=AUTO,STRICT}: the bits of a row of a matrix product do not depend on the
 * number of rows and threads (Intel's "Conditional Numerical Reproducibility"); without it,
 * products with few rows are split along the summed dimension. {@code OMP_WAIT_POLICY=PASSIVE}:
 * idle libtorch threads sleep. {@code GOMP_SPINCOUNT=1000}: they spin for a few microseconds before
 * they sleep, because waking them takes longer than the small products of one network.
 */
final class NativeEnvironment {

  private static final String POLICY = "OMP_WAIT_POLICY";
  private static final Map<String, String> WANTED =
      Map.of("MKL_CBWR", "AUTO,STRICT", POLICY, "PASSIVE");

  private NativeEnvironment() {}

  /** Sets the missing variables; has no effect after the engine is loaded. */
  static void prepare() {
    if (Platform.isWindows()) {
      return; // the C runtime copies the environment at start there: the launcher must set it
    }
    try {
      setAll();
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      throw CascadeException.ofKnown(
          "JNA",
          "its library cannot be unpacked and run: " + CascadeException.describe(e),
          "name a folder where programs may run by CASCADE_JAVA_OPTS=-Djna.tmpdir=DIR",
          e);
    }
  }

  private static void setAll() {
    WANTED.forEach(NativeEnvironment::set);
    String policy = System.getenv(POLICY);
    if (policy == null || policy.equalsIgnoreCase(WANTED.get(POLICY))) {
      set("GOMP_SPINCOUNT", "1000");
    }
  }

  private static void set(String name, String value) {
    if (System.getenv(name) == null) {
      int keep = 0;
      NativeLibrary.getProcess().getFunction("setenv").invokeInt(new Object[] {name, value, keep});
    }
  }
}
