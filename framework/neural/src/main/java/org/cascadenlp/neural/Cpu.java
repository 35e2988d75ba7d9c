package org.cascadenlp.neural;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine's processor can do. */
final class Cpu {

  private Cpu() {}

  /** True where bfloat16 products run in hardware: AVX-512 BF16 or AMX, as Linux reports them. */
  static boolean hasBfloat16() {
    Path flags = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(flags)) {
      return false;
    }
    try {
      String text = Files.readString(flags);
      return text.contains("avx512_bf16") || text.contains("amx_bf16");
    } catch (IOException e) {
      return false;
    }
  }
}
