package org.cascadenlp.weights.tensorflow;

/** CRC-32C as LevelDB and TensorFlow store it: rotated, plus a constant. */
final class MaskedCrc {

  private static final int DELTA = 0xa282ead8;

  private MaskedCrc() {}

  /** The checksum that is stored as {@code masked}, 0 to 2^32 - 1. */
  static long unmask(int masked) {
    return Integer.rotateLeft(masked - DELTA, 15) & 0xffffffffL;
  }
}
