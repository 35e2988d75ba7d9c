package org.cascadenlp.neural.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The model and the instruction sets of this machine's processor. */
public final class Cpu {

  private static final Set<String> FLAGS =
      new HashSet<>(List.of(field("flags").trim().split("\\s+")));

  private static final Pattern VECTOR = Pattern.compile("(s?sse|avx|fma|f16c|amx|asimd|sve).*");

  private Cpu() {}

  /** True if bfloat16 products run in hardware: Linux reports AVX-512 BF16 or AMX. */
  public static boolean hasBfloat16() {
    return FLAGS.contains("avx512_bf16") || FLAGS.contains("amx_bf16");
  }

  /** True if Linux reports AVX2. */
  public static boolean hasAvx2() {
    return FLAGS.contains("avx2");
  }

  /** The processor's name; {@code unknown} on other systems than Linux. */
  public static String model() {
    String name = field("model name").strip();
    return name.isEmpty() ? "unknown" : name;
  }

  /** The vector instructions that Linux reports, sorted; empty on other systems. */
  static String vectorInstructions() {
    return FLAGS.stream()
        .filter(flag -> VECTOR.matcher(flag).matches())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /** See {@link Torch#preparesLinear}. */
  static boolean preparesLinear(boolean bfloat16) {
    return bfloat16
        ? FLAGS.contains("avx512_bf16") && !FLAGS.contains("amx_bf16")
        : FLAGS.containsAll(List.of("avx512f", "avx512bw", "avx512vl", "avx512dq"));
  }

  /** A field of the first processor; empty if Linux reports none, and on other systems. */
  private static String field(String name) {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return "";
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1))
          .orElse("");
    } catch (IOException | UncheckedIOException e) {
      return "";
    }
  }
}
