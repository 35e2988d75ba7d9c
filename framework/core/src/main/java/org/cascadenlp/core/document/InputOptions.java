package org.cascadenlp.core.document;

import java.util.Map;

/**
 * How documents are read.
 *
 * @param settings settings of the format (for example {@code map} to {@code MISC=O}, {@code
 *     encoding}); an unknown one is an error
 * @param gold whether the caller needs the gold annotations
 */
public record InputOptions(Map<String, String> settings, Gold gold) {

  /** Whether gold annotations are read. */
  public enum Gold {
    /** A document without them is malformed, if all documents of the format have them. */
    READ,
    /** Documents need not have them. */
    LEFT_OUT
  }

  public InputOptions {
    settings = Map.copyOf(settings);
  }

  /** Documents with gold annotations. */
  public static InputOptions gold(Map<String, String> settings) {
    return new InputOptions(settings, Gold.READ);
  }

  /** Documents to annotate. */
  public static InputOptions texts(Map<String, String> settings) {
    return new InputOptions(settings, Gold.LEFT_OUT);
  }
}
