package org.cascadenlp.transformers.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attention of a transformer: its mask, its scale, and its relative positions, if it has any.
 *
 * @param relativePosition the kind of relative positions
 * @param bias the bias of {@link RelativePosition#BUCKETS}
 * @param disentangled the embeddings of {@link RelativePosition#DISENTANGLED}
 * @param isCausal whether a subword attends only to itself and to earlier ones
 * @param localWindows per layer the number of subwords that a query attends to at most, including
 *     itself, 0 for global attention; without causality half of the others are on each side; empty
 *     if all layers are global
 * @param scales per layer the factor of the query-key products; empty for the usual 1 / sqrt(head
 *     width)
 * @param rotaryBases per layer the base of the frequencies of {@link RelativePosition#ROTARY}; else
 *     empty
 * @param shapes the arrays that all layers share, with their shapes, in order
 */
public record Attention(
    RelativePosition relativePosition,
    @Nullable RelativeBias bias,
    @Nullable Disentangled disentangled,
    boolean isCausal,
    List<Integer> localWindows,
    List<Double> scales,
    List<Double> rotaryBases,
    Map<String, long[]> shapes) {

  /**
   * A relative position bias with logarithmic buckets: MPNet.
   *
   * @param name the array of biases (buckets, heads)
   * @param buckets the number of buckets, half of them for each direction
   * @param maxDistance the distance from which on the last bucket is used
   */
  public record RelativeBias(String name, int buckets, int maxDistance) {}

  /** The kinds of relative positions in attention. */
  public enum RelativePosition {
    /** none; positions are in the embeddings only */
    NONE,
    /** MPNet: a bias per head and bucket of distances */
    BUCKETS,
    /**
     * XLNet: products of queries with sinusoidal encodings of distances and with relative segment
     * encodings
     */
    SINUSOIDS,
    /** DeBERTa: products of queries and of keys with relative position embeddings */
    DISENTANGLED,
    /** ModernBERT: queries and keys are rotated by their positions (Su et al. 2024) */
    ROTARY
  }

  /**
   * The relative position embeddings of {@link RelativePosition#DISENTANGLED}.
   *
   * @param name the embeddings (2 * span, width)
   * @param norm the name of their layer normalisation, or empty
   * @param rows the number of embeddings
   * @param span the number of distinct distances in each direction
   * @param buckets the number of buckets; distances of at least half of it share logarithmic
   *     buckets; 0 without buckets
   * @param maxDistance the maximum distance
   * @param contentToPosition whether content attends to positions (c2p)
   * @param positionToContent whether positions attend to content (p2c)
   */
  public record Disentangled(
      String name,
      String norm,
      int rows,
      int span,
      int buckets,
      int maxDistance,
      boolean contentToPosition,
      boolean positionToContent) {}

  public Attention {
    localWindows = List.copyOf(localWindows);
    scales = List.copyOf(scales);
    rotaryBases = List.copyOf(rotaryBases);
    shapes = new LinkedHashMap<>(shapes);
  }

  private static Attention bidirectional(RelativePosition relativePosition) {
    return new Attention(
        relativePosition, null, null, false, List.of(), List.of(), List.of(), Map.of());
  }

  /** Bidirectional attention without relative positions. */
  public static Attention bidirectional() {
    return bidirectional(RelativePosition.NONE);
  }

  /** Causal attention without relative positions. */
  public static Attention causal() {
    return new Attention(
        RelativePosition.NONE, null, null, true, List.of(), List.of(), List.of(), Map.of());
  }

  /**
   * Bidirectional attention with rotary positions.
   *
   * @param bases per layer the base of its frequencies
   */
  public static Attention rotary(List<Double> bases) {
    return new Attention(
        RelativePosition.ROTARY, null, null, false, List.of(), List.of(), bases, Map.of());
  }

  /**
   * Bidirectional attention with sinusoidal relative positions; their arrays are in {@link
   * TransformerLayer#more}.
   */
  public static Attention sinusoids() {
    return bidirectional(RelativePosition.SINUSOIDS);
  }

  /** Bidirectional attention with a bucketed relative position bias. */
  public static Attention buckets(RelativeBias relative, long heads) {
    Map<String, long[]> shapes = Map.of(relative.name(), new long[] {relative.buckets(), heads});
    return new Attention(
        RelativePosition.BUCKETS, relative, null, false, List.of(), List.of(), List.of(), shapes);
  }

  /** Bidirectional disentangled attention. */
  public static Attention disentangled(Disentangled relative, long width) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(relative.name(), new long[] {relative.rows(), width});
    if (!relative.norm().isEmpty()) {
      shapes.put(relative.norm() + ".weight", new long[] {width});
      shapes.put(relative.norm() + ".bias", new long[] {width});
    }
    return new Attention(
        RelativePosition.DISENTANGLED,
        null,
        relative,
        false,
        List.of(),
        List.of(),
        List.of(),
        shapes);
  }

  /** The names of its layer normalisations. */
  List<String> norms() {
    Disentangled found = disentangled;
    return found == null || found.norm().isEmpty() ? List.of() : List.of(found.norm());
  }

  /** A copy with these local attention windows, one per layer. */
  public Attention localWindows(List<Integer> subwords) {
    return new Attention(
        relativePosition, bias, disentangled, isCausal, subwords, scales, rotaryBases, shapes);
  }

  /** A copy with these scales, one per layer. */
  public Attention scales(List<Double> factors) {
    return new Attention(
        relativePosition, bias, disentangled, isCausal, localWindows, factors, rotaryBases, shapes);
  }
}
