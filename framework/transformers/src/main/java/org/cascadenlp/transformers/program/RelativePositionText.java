package org.cascadenlp.transformers.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.spec.Attention;
import org.cascadenlp.transformers.spec.Attention.Relative;

/**
 * The program text of attention that hears of distances: {@code g} holds queries, keys and values
 * (3, batch, heads, reach, width of a head), {@code b} is where the layer's arrays begin. What is
 * the same in all layers is in {@code e}, the sinusoids or embeddings of distances, {@code d}
 * (length, reach), which of them a pair has, and {@code apart}, which pairs are of two segments.
 * The reach is the length, and before it the places of earlier states where there are any.
 *
 * <p>What is added to the products of queries and keys is given as attention's mask; so it is
 * scaled here already.
 */
final class RelativeText {

  private final EncoderConfiguration configuration;
  private final Attention attention;
  private final String type;
  private final int table;

  /**
   * The text for a configuration.
   *
   * @param type of matrix products
   * @param table the place of what {@link RelativeTables} made, after {@link
   *     Attention.Disentangled}'s embeddings and their normalisation where there are any
   */
  RelativeText(EncoderConfiguration configuration, String type, int table) {
    this.configuration = configuration;
    this.attention = configuration.layout().attention();
    this.type = type;
    this.table = table;
  }

  /** The queries. */
  String query() {
    return attention.relative() == Relative.SINUSOIDS ? biased(1) : "torch.select(g, 0, 0)";
  }

  /** The lines before the loop over layers; a comment where layers need none. */
  String before() {
    List<String> lines =
        switch (attention.relative()) {
          case NOT, BUCKETS -> List.of("# no layer hears of distances in its own way");
          case SINUSOIDS -> List.of(sines(), "d = " + placeOfSine(), "apart = " + apart());
          case DISENTANGLED -> disentangledRows();
        };
    return String.join("\n  ", lines);
  }

  /** The mask of a layer, {@code seen} the one that says which subwords there are. */
  String mask(String seen) {
    List<String> parts =
        switch (attention.relative()) {
          case NOT, BUCKETS -> List.of();
          case SINUSOIDS -> sinusoids();
          case DISENTANGLED -> disentangled();
        };
    if (parts.isEmpty()) {
      return seen;
    }
    String sum = parts.stream().reduce((a, c) -> "torch.add(" + a + ", " + c + ")").orElse("0");
    String scaled = "torch.mul(torch.to(" + sum + ", 6), " + factor() + ")";
    return "torch.to(torch.where("
        + seen
        + ", "
        + scaled
        + ", "
        + AttentionText.LEAST
        + "), "
        + type
        + ")";
  }

  /** What products of queries and keys are multiplied with. */
  double factor() {
    Attention.Disentangled found = attention.disentangled();
    int kinds =
        found == null ? 1 : 1 + (found.toPositions() ? 1 : 0) + (found.fromPositions() ? 1 : 0);
    return 1 / Math.sqrt((double) configuration.headWidth() * kinds);
  }

  /** Sinusoids of each distance from -length to reach - 1, as many as a multiple of 16. */
  private String sines() {
    int positions = configuration.positions();
    return "e = torch.to(torch.slice(w["
        + table
        + "], 0, torch.sub("
        + positions
        + ", length), torch.add("
        + positions
        + ", reach)), "
        + type
        + ")";
  }

  private static String placeOfSine() {
    // the last places of the reach are those that attend
    return "torch.add(" + difference("length", 1, "reach", 0) + ", reach)";
  }

  /** (batch, 1, length, reach) */
  private static String apart() {
    String segments = "torch.reshape(torch.index_select(types, 0, cells), [batch, reach])";
    return "torch.unsqueeze(torch.ne(torch.unsqueeze("
        + last(segments, 1)
        + ", 2), torch.unsqueeze("
        + segments
        + ", 1)), 1)";
  }

  /** XLNet: queries with distances, and with whether two subwords are of one segment. */
  private List<String> sinusoids() {
    String keys = headed("torch.matmul(e, " + at(0) + ")");
    return List.of(
        gathered("torch.matmul(" + biased(2) + ", " + keys + ")"),
        "torch.where(apart, " + withSegment(1) + ", " + withSegment(0) + ")");
  }

  /**
   * Queries with the embedding of one of two segments: sums, for a product of one column varies.
   */
  private String withSegment(int segment) {
    String embedding = "torch.unsqueeze(torch.select(" + at(4) + ", 0, " + segment + "), 1)";
    return "torch.sum(torch.mul(" + biased(3) + ", " + embedding + "), [3], True)";
  }

  /**
   * DeBERTa's embeddings of the distances that {@code length} has: a run of rows, as a farther
   * distance never has an earlier row, of a multiple of 16 (see {@link SubwordBatch}).
   */
  private List<String> disentangledRows() {
    Attention.Disentangled found = Objects.requireNonNull(attention.disentangled());
    int rows = SubwordBatch.padded(found.rows());
    int positions = configuration.positions();
    String embeddings = "w[" + (table - (found.norm().isEmpty() ? 1 : 3)) + "]";
    if (rows > found.rows()) {
      embeddings =
          "torch.constant_pad_nd(" + embeddings + ", [0, 0, 0, " + (rows - found.rows()) + "])";
    }
    String part = "torch.slice(" + embeddings + ", 0, least, torch.add(least, count))";
    if (!found.norm().isEmpty()) {
      part =
          TransformerText.layerNorm(
              configuration,
              part,
              "w[" + (table - 2) + "]",
              "w[" + (table - 1) + "]",
              configuration.hiddenSize());
    }
    return List.of(
        "least = int(torch.select(w[" + table + "], 0, torch.sub(" + positions + ", length)))",
        "most = int(torch.select(w[" + table + "], 0, torch.add(" + (positions - 2) + ", length)))",
        "count = torch.mul(torch.floordiv(torch.add(torch.sub(most, least), 16), 16), 16)",
        "least = ops.prim.min(least, torch.sub(" + rows + ", count))",
        "e = torch.to(" + part + ", " + type + ")",
        "d = torch.sub(" + rowOfEmbedding() + ", least)");
  }

  private String rowOfEmbedding() {
    // table: the row of each distance, from -(positions - 1) to positions - 1
    return "torch.reshape(torch.index_select(w["
        + table
        + "], 0, torch.reshape(torch.add("
        + difference(1, 0)
        + ", "
        + (configuration.positions() - 1)
        + "), [torch.mul(length, length)])), [length, length])";
  }

  /** DeBERTa: queries with distances' keys, keys with distances' queries. */
  private List<String> disentangled() {
    Attention.Disentangled found = Objects.requireNonNull(attention.disentangled());
    boolean shares = configuration.layout().layers().get(0).more().isEmpty();
    List<String> parts = new ArrayList<>();
    if (found.toPositions()) {
      String keys = shares ? part(1) : linear(0);
      parts.add(gathered("torch.matmul(torch.select(g, 0, 0), " + headed(keys) + ")"));
    }
    if (found.fromPositions()) {
      String queries = shares ? part(0) : linear(found.toPositions() ? 2 : 0);
      String all = "torch.matmul(torch.select(g, 0, 1), " + headed(queries) + ")";
      // of each key the queries' rows: turned round before and after
      parts.add("torch.transpose(" + gathered(all, "torch.transpose(d, 0, 1)") + ", 2, 3)");
    }
    return parts;
  }

  /** A further linear layer applied to the embeddings of distances. */
  private String linear(int place) {
    return "torch.linear(e, " + at(place) + ", " + at(place + 1) + ")";
  }

  /** The layer's own query (0) or key (1) matrix applied to the embeddings of distances. */
  private String part(int part) {
    int width = configuration.hiddenSize();
    String range = ", 0, " + part * width + ", " + (part + 1) * width + ")";
    return "torch.linear(e, torch.slice(w[b]"
        + range
        + ", torch.slice(w[torch.add(b, 1)]"
        + range
        + ")";
  }

  /** (rows, width) to (heads, width of a head, rows). */
  private String headed(String rows) {
    return "torch.permute(torch.reshape("
        + rows
        + ", [-1, "
        + configuration.sizes().heads()
        + ", "
        + configuration.headWidth()
        + "]), [1, 2, 0])";
  }

  private String gathered(String all) {
    return gathered(all, "d");
  }

  /** Of (batch, heads, length, rows) those that {@code index} (length, reach) names. */
  private String gathered(String all, String index) {
    return "torch.gather("
        + all
        + ", 3, torch.expand("
        + index
        + ", [batch, "
        + configuration.sizes().heads()
        + ", length, reach]))";
  }

  private String biased(int place) {
    String queries = last("torch.select(g, 0, 0)", 2);
    return "torch.add(" + queries + ", torch.unsqueeze(" + at(place) + ", 1))";
  }

  /** Of all that is seen what attends. */
  private static String last(String seen, int dimension) {
    return "torch.slice(" + seen + ", " + dimension + ", torch.sub(reach, length), reach)";
  }

  /** A layer's further array. */
  private String at(int place) {
    return "w[torch.add(b, " + (FusedArrays.OF_A_LAYER + place) + ")]";
  }

  /** (length, length): the places unsqueezed at {@code plus} less those at {@code minus}. */
  static String difference(int plus, int minus) {
    return difference("length", plus, "length", minus);
  }

  /** The places of {@code many} unsqueezed at {@code plus} less those of {@code others}. */
  private static String difference(String many, int plus, String others, int minus) {
    // a place that is unsqueezed at 1 runs down the rows, at 0 along the columns
    return "torch.sub(torch.unsqueeze("
        + places(many)
        + ", "
        + plus
        + "), torch.unsqueeze("
        + places(others)
        + ", "
        + minus
        + "))";
  }

  /** (length): 0, 1, 2 and so on. */
  private static String places(String length) {
    return "torch.sub(torch.cumsum(torch.new_ones(cells, [" + length + "]), 0), 1)";
  }
}
