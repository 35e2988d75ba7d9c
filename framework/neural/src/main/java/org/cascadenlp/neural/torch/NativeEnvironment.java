package org.cascadenlp.neural.torch;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

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

  static final String REPRODUCIBLE = "MKL_CBWR";
  static final String STRICT = "AUTO,STRICT";
  static final String POLICY = "OMP_WAIT_POLICY";
  static final String PASSIVE = "PASSIVE";
  static final String SPINS = "GOMP_SPINCOUNT";
  static final String SHORTLY = "1000";

  /** Held, as loggers are collected with their level. */
  private static final Logger JNA_LOG = Logger.getLogger(Native.class.getName());

  static {
    if (JNA_LOG.getLevel() == null) { // not set by the user
      JNA_LOG.setLevel(Level.OFF); // what JNA throws, here or in DJL, it logs first with its trace
    }
  }

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
    set(REPRODUCIBLE, STRICT);
    set(POLICY, PASSIVE);
    if (sleeps(System.getenv(POLICY))) {
      set(SPINS, SHORTLY);
    }
  }

  /** Whether idle threads sleep under {@code policy}, the value of {@link #POLICY} or null. */
  static boolean sleeps(@Nullable String policy) {
    return policy == null || policy.equalsIgnoreCase(PASSIVE);
  }

  /** The value of {@code name} that libtorch finds; empty if it is not set. */
  static String effective(String name) {
    String value = System.getenv(name);
    if (value != null) {
      return value;
    }
    return name.equals(REPRODUCIBLE) && !Platform.isWindows() ? STRICT : "";
  }

  private static void set(String name, String value) {
    if (System.getenv(name) == null) {
      int keep = 0;
      NativeLibrary.getProcess().getFunction("setenv").invokeInt(new Object[] {name, value, keep});
    }
  }
}
