package org.cascadenlp.neural.sequence;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.Sha256;

/**
 * Stacked embeddings (Akbik et al. 2018, section 3.1): the vectors of several embedders
 * concatenated, in the order of the parts. A part with one layer is repeated for each layer of the
 * others.
 *
 * @param parts the spaces of the embedders, at least two
 */
public record VectorStack(List<VectorSpace> parts) {

  /** The prefix of a stack's settings. */
  private static final String SETTINGS = "stack=";

  private static final int SHOWN = 16; // of a hash, as in CoVe's settings

  /** Throws if {@code parts} have different numbers of layers; parts with one layer fit any. */
  public VectorStack {
    parts = List.copyOf(parts);
    List<Integer> depths =
        parts.stream().map(VectorSpace::layers).filter(n -> n > 1).distinct().toList();
    if (parts.size() < 2 || depths.size() > 1) {
      throw CascadeException.of(
          "the stack of " + names(parts),
          parts.size() < 2
              ? "has fewer than two parts"
              : "parts have different numbers of layers: " + depths,
          "stack embeddings with the same number of layers, for example layers = -1 in each (one"
              + " layer fits any number)");
    }
  }

  private static String names(List<VectorSpace> parts) {
    return parts.stream().map(VectorSpace::name).collect(Collectors.joining(" + "));
  }

  /** The space of the stack: names, hashes and settings of all parts in one. */
  public VectorSpace vectorSpace() {
    return new VectorSpace(
        names(parts),
        hash(),
        parts.stream().map(VectorStack::written).collect(Collectors.joining("+", SETTINGS, "")),
        layers(),
        parts.stream().mapToInt(VectorSpace::width).sum());
  }

  /** True if {@code space} is the space of a stack. */
  public static boolean is(VectorSpace space) {
    return space.settings().startsWith(SETTINGS);
  }

  /** True if {@code stack} is the space of a stack and {@code part} is one of its parts. */
  static boolean holds(VectorSpace stack, VectorSpace part) {
    return is(stack) && stack.settings().contains(written(part));
  }

  private static String written(VectorSpace part) {
    return "(" + shortened(part.hash()) + " " + part.settings() + ")";
  }

  /** The number of layers per token: the greatest of the parts. */
  int layers() {
    return parts.stream().mapToInt(VectorSpace::layers).max().orElse(1);
  }

  private static String shortened(String hash) {
    return hash.substring(0, Math.min(SHOWN, hash.length()));
  }

  /** SHA-256 over the hashes of the parts, a line each, in hexadecimal. */
  private String hash() {
    Sha256 hash = new Sha256();
    parts.forEach(part -> hash.add((part.hash() + "\n").getBytes(StandardCharsets.UTF_8)));
    return hash.hex();
  }

  /**
   * Concatenates the vectors of one sequence.
   *
   * @param values of each part, row-major (rows, layers of the part, width of the part)
   * @param rows the number of vectors: the tokens of the sequence, or 1 for pooled vectors
   * @return row-major (rows, layers, width)
   */
  public float[] join(List<float[]> values, int rows) {
    int layers = layers();
    int width = vectorSpace().width();
    float[] joined = new float[Math.multiplyExact(rows, Math.multiplyExact(layers, width))];
    int offset = 0;
    for (int p = 0; p < parts.size(); p++) {
      VectorSpace part = parts.get(p);
      float[] own = values.get(p);
      if (own.length != rows * part.layers() * part.width()) {
        throw CascadeException.of(
            "the vectors of " + part.name(),
            "there are " + own.length + " numbers for " + rows + " rows",
            "no part of a pipeline may change tokens between stacked embeddings");
      }
      for (int at = 0; at < rows * layers; at++) {
        int layer = part.layers() == 1 ? 0 : at % layers;
        int from = (at / layers * part.layers() + layer) * part.width();
        System.arraycopy(own, from, joined, at * width + offset, part.width());
      }
      offset += part.width();
    }
    return joined;
  }
}
