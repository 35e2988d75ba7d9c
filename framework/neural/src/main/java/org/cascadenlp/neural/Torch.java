package org.cascadenlp.neural;

import ai.djl.engine.Engine;

/** The engine behind every network: libtorch through DJL, offline. */
public final class Torch {

  /** The engine's name for DJL. */
  public static final String ENGINE = "PyTorch";

  private Torch() {}

  /** The engine, loaded on first use; an error names the native library that is missing. */
  public static Engine engine() {
    NativeEnvironment.prepare();
    if (System.getProperty("ai.djl.offline") == null) {
      System.setProperty("ai.djl.offline", "true");
    }
    if (System.getProperty("ai.djl.pytorch.graph_optimizer") == null) {
      System.setProperty("ai.djl.pytorch.graph_optimizer", "false");
    }
    return Engine.getEngine(ENGINE);
  }
}
