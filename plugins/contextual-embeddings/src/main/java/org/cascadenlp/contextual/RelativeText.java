package org.cascadenlp.contextual;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.contextual.files.EncoderConfiguration;
import org.cascadenlp.contextual.files.Layout;
import org.cascadenlp.contextual.files.Layout.Relative;

/**
 * The program text of attention that hears of distances: {@code g} holds queries, keys and values
 * (3, batch, heads, length, width of a head), {@code b} is where the layer's arrays begin.
 *
 * <p>What is added to the products of queries and keys is given as attention's mask; so it is
 * scaled here already.
 */
final class RelativeText {

  private static final int MORE = 12; // where a layer's further arrays begin

  private final EncoderConfiguration configuration;
  private final Layout layout;
  private final String type;
  private final int table;

  /**
   * The text for a configuration.
   *
   * @param type of matrix products
   * @param table the place of what {@link RelativeTables} made, after {@link Layout.Disentangled}'s
   *     embeddings and their normalisation where there are any
   */
  RelativeText(EncoderConfiguration configuration, String type, int table) {
    this.configuration = configuration;
    this.layout = configuration.layout();
    this.type = type;
    this.table = table;
  }

  /** The queries. */
  String query() {
    String query = "torch.select(g, 0, 0)";
    return layout.relative() == Relative.SINUSOIDS ? biased(1) : query;
  }

  /** The mask of a layer, {@code seen} the one that says which subwords there are. */
  String mask(String seen) {
    if (layout.relative() == Relative.NOT) {
      return seen;
    }
    List<String> parts = layout.relative() == Relative.SINUSOIDS ? sinusoids() : disentangled();
    String sum = parts.stream().reduce((a, c) -> "torch.add(" + a + ", " + c + ")").orElse("0");
    String scaled = "torch.mul(torch.to(" + sum + ", 6), " + factor() + ")";
    return "torch.to(torch.where("
        + seen
        + ", "
        + scaled
        + ", "
        + TransformerText.LEAST
        + "), "
        + type
        + ")";
  }

  /** What products of queries and keys are multiplied with. */
  double factor() {
    Layout.Disentangled found = layout.disentangled();
    int kinds =
        found == null ? 1 : 1 + (found.toPositions() ? 1 : 0) + (found.fromPositions() ? 1 : 0);
    return 1 / Math.sqrt((double) configuration.headWidth() * kinds);
  }

  /** XLNet: queries with distances, and with whether two subwords are of one segment. */
  private List<String> sinusoids() {
    int positions = configuration.positions();
    // table: the sinusoids of each distance from -positions on; as many as a multiple of 16
    String rows =
        "torch.slice(w["
            + table
            + "], 0, torch.sub("
            + positions
            + ", length), torch.add("
            + positions
            + ", length))";
    String keys = headed("torch.matmul(torch.to(" + rows + ", " + type + "), " + at(0) + ")");
    String distance = difference(1, 0);
    String toPositions =
        gathered(
            "torch.matmul(" + biased(2) + ", " + keys + ")", "torch.add(" + distance + ", length)");
    String segments = "torch.reshape(torch.index_select(types, 0, cells), [batch, length])";
    String differ =
        "torch.unsqueeze(torch.ne(torch.unsqueeze("
            + segments
            + ", 2), torch.unsqueeze("
            + segments
            + ", 1)), 1)";
    String ofSegments =
        "torch.where(" + differ + ", " + withSegment(1) + ", " + withSegment(0) + ")";
    return List.of(toPositions, ofSegments);
  }

  /**
   * Queries with the embedding of one of two segments: sums, for a product of one column varies.
   */
  private String withSegment(int segment) {
    String embedding = "torch.unsqueeze(torch.select(" + at(4) + ", 0, " + segment + "), 1)";
    return "torch.sum(torch.mul(" + biased(3) + ", " + embedding + "), [3], True)";
  }

  /** DeBERTa: queries with distances' keys, keys with distances' queries. */
  private List<String> disentangled() {
    Layout.Disentangled found = java.util.Objects.requireNonNull(layout.disentangled());
    int width = configuration.hiddenSize();
    String embeddings = "w[" + (table - (found.norm().isEmpty() ? 1 : 3)) + "]";
    if (!found.norm().isEmpty()) {
      embeddings =
          "torch.layer_norm("
              + embeddings
              + ", ["
              + width
              + "], w["
              + (table - 2)
              + "], w["
              + (table - 1)
              + "], "
              + configuration.sizes().layerNormEpsilon()
              + ")";
    }
    embeddings = "torch.to(" + embeddings + ", " + type + ")";
    boolean shares = layout.layers().get(0).more().isEmpty();
    // table: the row of each distance, from -(positions - 1) to positions - 1
    String distance = difference(1, 0);
    String rows =
        "torch.reshape(torch.index_select(w["
            + table
            + "], 0, torch.reshape(torch.add("
            + distance
            + ", "
            + (configuration.positions() - 1)
            + "), [torch.mul(length, length)])), [length, length])";
    List<String> parts = new ArrayList<>();
    if (found.toPositions()) {
      String keys = shares ? part(embeddings, 1) : linear(embeddings, 0);
      parts.add(gathered("torch.matmul(torch.select(g, 0, 0), " + headed(keys) + ")", rows));
    }
    if (found.fromPositions()) {
      int own = found.toPositions() ? 2 : 0;
      String queries = shares ? part(embeddings, 0) : linear(embeddings, own);
      String all = "torch.matmul(torch.select(g, 0, 1), " + headed(queries) + ")";
      // of each key the queries' rows: turned round before and after
      parts.add(
          "torch.transpose(" + gathered(all, "torch.transpose(" + rows + ", 0, 1)") + ", 2, 3)");
    }
    return parts;
  }

  private String linear(String x, int place) {
    return "torch.linear(" + x + ", " + at(place) + ", " + at(place + 1) + ")";
  }

  /** The part of the layer's own query (0) or key (1) matrix applied to {@code x}. */
  private String part(String x, int part) {
    int width = configuration.hiddenSize();
    String range = ", 0, " + part * width + ", " + (part + 1) * width + ")";
    return "torch.linear("
        + x
        + ", torch.slice(w[b]"
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

  /** Of (batch, heads, length, rows) those that {@code index} (length, length) names. */
  private String gathered(String all, String index) {
    return "torch.gather("
        + all
        + ", 3, torch.expand("
        + index
        + ", [batch, "
        + configuration.sizes().heads()
        + ", length, length]))";
  }

  private String biased(int place) {
    return "torch.add(torch.select(g, 0, 0), torch.unsqueeze(" + at(place) + ", 1))";
  }

  /** A layer's further array. */
  private String at(int place) {
    return "w[torch.add(b, " + (MORE + place) + ")]";
  }

  /** (length, length): the places unsqueezed at {@code plus} less those at {@code minus}. */
  static String difference(int plus, int minus) {
    String place = "torch.sub(torch.cumsum(torch.new_ones(cells, [length]), 0), 1)";
    // a place that is unsqueezed at 1 runs down the rows, at 0 along the columns
    return "torch.sub(torch.unsqueeze("
        + place
        + ", "
        + plus
        + "), torch.unsqueeze("
        + place
        + ", "
        + minus
        + "))";
  }
}
