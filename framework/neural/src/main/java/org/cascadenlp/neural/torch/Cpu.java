package org.cascadenlp.neural.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The instruction sets of this machine's processor. */
public final class Cpu {

  private static final Set<String> FLAGS = flags();

  private Cpu() {}

  /** True if bfloat16 products run in hardware: Linux reports AVX-512 BF16 or AMX. */
  public static boolean hasBfloat16() {
    return FLAGS.contains("avx512_bf16") || FLAGS.contains("amx_bf16");
  }

  /** True if Linux reports AVX2. */
  public static boolean hasAvx2() {
    return FLAGS.contains("avx2");
  }

  /** See {@link Torch#preparesLinear}. */
  static boolean preparesLinear(boolean bfloat16) {
    return bfloat16
        ? FLAGS.contains("avx512_bf16") && !FLAGS.contains("amx_bf16")
        : FLAGS.containsAll(List.of("avx512f", "avx512bw", "avx512vl", "avx512dq"));
  }

  /** The flags of the first processor; empty on other systems than Linux. */
  private static Set<String> flags() {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return Set.of();
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("flags"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).trim().split("\\s+"))
          .<Set<String>>map(words -> new HashSet<>(List.of(words)))
          .orElse(Set.of());
    } catch (IOException | UncheckedIOException e) {
      return Set.of();
    }
  }
}
