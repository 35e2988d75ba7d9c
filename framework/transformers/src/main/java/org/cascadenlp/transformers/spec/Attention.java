package org.cascadenlp.transformers.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who attends to whom in a family of transformers, how its products are scaled, and how attention
 * hears of positions where embeddings do not tell of them all.
 *
 * @param relative how attention hears of distances
 * @param distances what {@link Relative#BUCKETS} adds
 * @param disentangled the distances of {@link Relative#DISENTANGLED}
 * @param isCausal whether a subword attends to itself and to those before it only
 * @param reaches of each layer how far back it sees, itself included, 0 for any distance; empty
 *     where that is all layers
 * @param scales of each layer the factor of the products of queries and keys; empty for one over
 *     the root of a head's width
 * @param shapes the arrays that all layers share, in order
 */
public record Attention(
    Relative relative,
    @Nullable Distances distances,
    @Nullable Disentangled disentangled,
    boolean isCausal,
    List<Integer> reaches,
    List<Double> scales,
    Map<String, long[]> shapes) {

  /**
   * What a position adds to attention, by distance: MPNet's buckets.
   *
   * @param name the embedding of buckets (buckets, heads)
   * @param buckets half of them for each direction
   * @param farthest the distance from which on all are in the last bucket
   */
  public record Distances(String name, int buckets, int farthest) {}

  /** How attention hears of distances. */
  public enum Relative {
    /** not at all */
    NOT,
    /** MPNet: a number for each head and bucket of distances is added */
    BUCKETS,
    /** XLNet: products of queries with sinusoids of distances, and whether segments are the same */
    SINUSOIDS,
    /** DeBERTa: products of queries and of keys with embeddings of distances */
    DISENTANGLED
  }

  /**
   * The distances of {@link Relative#DISENTANGLED}.
   *
   * @param name the embeddings (2 * span, width)
   * @param norm their layer normalisation, empty for none
   * @param rows of the array
   * @param span the number of different distances in each direction
   * @param buckets from half of them on distances share, by their logarithm; 0 for none that share
   * @param farthest the greatest distance
   * @param toPositions whether contents attend to positions
   * @param fromPositions whether positions attend to contents
   */
  public record Disentangled(
      String name,
      String norm,
      int rows,
      int span,
      int buckets,
      int farthest,
      boolean toPositions,
      boolean fromPositions) {}

  public Attention {
    reaches = List.copyOf(reaches);
    scales = List.copyOf(scales);
    shapes = new LinkedHashMap<>(shapes);
  }

  private static Attention hearing(Relative relative) {
    return new Attention(relative, null, null, false, List.of(), List.of(), Map.of());
  }

  /** All attend to all. */
  public static Attention ofAll() {
    return hearing(Relative.NOT);
  }

  /** A subword attends to itself and to those before it. */
  public static Attention causal() {
    return new Attention(Relative.NOT, null, null, true, List.of(), List.of(), Map.of());
  }

  /**
   * All attend to all and hear of distances by sinusoids; {@link TransformerLayer#more} has the
   * arrays.
   */
  public static Attention sinusoids() {
    return hearing(Relative.SINUSOIDS);
  }

  /** All attend to all and hear what each bucket of distances adds for each head. */
  public static Attention buckets(Distances found, long heads) {
    Map<String, long[]> shapes = Map.of(found.name(), new long[] {found.buckets(), heads});
    return new Attention(Relative.BUCKETS, found, null, false, List.of(), List.of(), shapes);
  }

  /** All attend to all and hear of distances by embeddings. */
  public static Attention disentangled(Disentangled found, long width) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put(found.name(), new long[] {found.rows(), width});
    if (!found.norm().isEmpty()) {
      shapes.put(found.norm() + ".weight", new long[] {width});
      shapes.put(found.norm() + ".bias", new long[] {width});
    }
    return new Attention(Relative.DISENTANGLED, null, found, false, List.of(), List.of(), shapes);
  }

  /** The names of its layer normalisations. */
  List<String> norms() {
    Disentangled found = disentangled;
    return found == null || found.norm().isEmpty() ? List.of() : List.of(found.norm());
  }

  /** The same where layers see so far back. */
  public Attention reaches(List<Integer> subwords) {
    return new Attention(relative, distances, disentangled, isCausal, subwords, scales, shapes);
  }

  /** The same with these factors. */
  public Attention scales(List<Double> factors) {
    return new Attention(relative, distances, disentangled, isCausal, reaches, factors, shapes);
  }
}
