package org.cascadenlp.weights.tensor;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The element types of weight files, by the names that safetensors uses. */
public enum NumberType {
  F32(4),
  F16(2),
  BF16(2),
  F64(8),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U8(1),
  /** One byte each; any value but zero is read as 1. */
  BOOL(1);

  /** The size of one number in bytes. */
  public final int bytes;

  NumberType(int bytes) {
    this.bytes = bytes;
  }

  /** The type called {@code name}, or null if there is no such type. */
  public static @Nullable NumberType named(String name) {
    for (NumberType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /**
   * Reads {@code count} numbers from {@code in}, in its byte order, as float32; values that float32
   * cannot represent are rounded to the nearest.
   *
   * @param out receives the numbers from index {@code from} on
   */
  public void decode(ByteBuffer in, float[] out, int from, int count) {
    int end = from + count;
    switch (this) {
      case F32 -> {
        in.asFloatBuffer().get(out, from, count);
        in.position(in.position() + 4 * count);
      }
      case F16 -> {
        for (int i = from; i < end; i++) {
          out[i] = half(in.getShort());
        }
      }
      case BF16 -> {
        for (int i = from; i < end; i++) {
          out[i] = Float.intBitsToFloat(in.getShort() << 16);
        }
      }
      case F64 -> {
        for (int i = from; i < end; i++) {
          out[i] = (float) in.getDouble();
        }
      }
      case I64 -> {
        for (int i = from; i < end; i++) {
          out[i] = in.getLong();
        }
      }
      case I32 -> {
        for (int i = from; i < end; i++) {
          out[i] = in.getInt();
        }
      }
      case I16 -> {
        for (int i = from; i < end; i++) {
          out[i] = in.getShort();
        }
      }
      case I8 -> {
        for (int i = from; i < end; i++) {
          out[i] = in.get();
        }
      }
      case U8 -> {
        for (int i = from; i < end; i++) {
          out[i] = in.get() & 0xff;
        }
      }
      case BOOL -> {
        for (int i = from; i < end; i++) {
          out[i] = in.get() == 0 ? 0 : 1;
        }
      }
    }
  }

  /** IEEE 754 binary16 to binary32. */
  private static float half(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float subnormal = fraction * 0x1p-24f;
      return sign == 0 ? subnormal : -subnormal;
    }
    int wide = exponent == 0x1f ? 0xff : exponent + 112;
    return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
  }
}
