package org.cascadenlp.transformers.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.spec.Attention;
import org.cascadenlp.transformers.spec.Attention.RelativePosition;

/**
 * The program text of relative positions in attention. Variables of the program: {@code g} contains
 * queries, keys and values (3, batch, heads, keylength, head width); {@code b} is the index of the
 * layer's first array. Common to all layers are {@code e}, the sinusoids or embeddings of
 * distances, {@code d} (length, keylength), the row of {@code e} for each query and key, and {@code
 * apart}, whether query and key are in different segments. The key length is the length plus, with
 * segment recurrence, that of the earlier states, which come first.
 *
 * <p>The bias is passed as the attention mask, which libtorch does not scale, so it is scaled here.
 */
final class RelativePositionText {

  private final EncoderConfiguration configuration;
  private final Attention attention;
  private final String type;
  private final int table;

  /**
   * The text for one configuration.
   *
   * @param type the type of matrix products
   * @param table the index of the table of {@link RelativePositionTables}, which follows the
   *     embeddings of {@link Attention.Disentangled} and their normalisation, if there are any
   */
  RelativePositionText(EncoderConfiguration configuration, String type, int table) {
    this.configuration = configuration;
    this.attention = configuration.spec().attention();
    this.type = type;
    this.table = table;
  }

  /** The expression of the queries. */
  String query() {
    return attention.relativePosition() == RelativePosition.SINUSOIDS
        ? biased(1)
        : "torch.select(g, 0, 0)";
  }

  /** The lines before the loop over layers; a comment if there are none. */
  String before() {
    List<String> lines =
        switch (attention.relativePosition()) {
          case NONE, BUCKETS -> List.of("# no relative positions");
          case SINUSOIDS -> List.of(sines(), "d = " + placeOfSine(), "apart = " + apart());
          case DISENTANGLED -> disentangledRows();
        };
    return String.join("\n  ", lines);
  }

  /** The mask of a layer with its relative position bias; {@code seen} is the mask of the keys. */
  String mask(String seen) {
    List<String> parts =
        switch (attention.relativePosition()) {
          case NONE, BUCKETS -> List.of();
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
        + AttentionText.MASKED
        + "), "
        + type
        + ")";
  }

  /** The scale of the query-key products. */
  double factor() {
    Attention.Disentangled found = attention.disentangled();
    int kinds =
        found == null
            ? 1
            : 1 + (found.contentToPosition() ? 1 : 0) + (found.positionToContent() ? 1 : 0);
    return 1 / Math.sqrt((double) configuration.headWidth() * kinds);
  }

  /** Sinusoids of the distances from -length to keylength - 1; their number is a multiple of 16. */
  private String sines() {
    int positions = RelativePositionTables.positions(configuration);
    return "e = torch.to(torch.slice(w["
        + table
        + "], 0, torch.sub("
        + positions
        + ", length), torch.add("
        + positions
        + ", keylength)), "
        + type
        + ")";
  }

  private static String placeOfSine() {
    // the queries are the last positions of the keys
    return "torch.add(" + difference("length", 1, "keylength", 0) + ", keylength)";
  }

  /** (batch, 1, length, keylength) */
  private static String apart() {
    String segments = "torch.reshape(torch.index_select(types, 0, cells), [batch, keylength])";
    return "torch.unsqueeze(torch.ne(torch.unsqueeze("
        + last(segments, 1)
        + ", 2), torch.unsqueeze("
        + segments
        + ", 1)), 1)";
  }

  /** XLNet: products of queries with distances and with relative segment encodings. */
  private List<String> sinusoids() {
    String keys = splitHeads("torch.matmul(e, " + at(0) + ")");
    return List.of(
        gathered("torch.matmul(" + biased(2) + ", " + keys + ")"),
        "torch.where(apart, " + withSegment(1) + ", " + withSegment(0) + ")");
  }

  /**
   * Products of queries with one of the two segment encodings. Written as a sum, because the bits
   * of a matrix product with one column depend on the batch.
   */
  private String withSegment(int segment) {
    String embedding = "torch.unsqueeze(torch.select(" + at(4) + ", 0, " + segment + "), 1)";
    return "torch.sum(torch.mul(" + biased(3) + ", " + embedding + "), [3], True)";
  }

  /**
   * DeBERTa's embeddings of the distances within {@code length}: a contiguous range of rows,
   * because rows increase with distance, of a multiple of 16 rows (see {@link SubwordBatch}).
   */
  private List<String> disentangledRows() {
    Attention.Disentangled found = Objects.requireNonNull(attention.disentangled());
    int rows = SubwordBatch.padded(found.rows());
    int positions = RelativePositionTables.positions(configuration);
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
        + (RelativePositionTables.positions(configuration) - 1)
        + "), [torch.mul(length, length)])), [length, length])";
  }

  /** DeBERTa: content-to-position and position-to-content products. */
  private List<String> disentangled() {
    Attention.Disentangled found = Objects.requireNonNull(attention.disentangled());
    boolean shares = configuration.spec().layers().get(0).more().isEmpty();
    List<String> parts = new ArrayList<>();
    if (found.contentToPosition()) {
      String keys = shares ? part(1) : linear(0);
      parts.add(gathered("torch.matmul(torch.select(g, 0, 0), " + splitHeads(keys) + ")"));
    }
    if (found.positionToContent()) {
      String queries = shares ? part(0) : linear(found.contentToPosition() ? 2 : 0);
      String all = "torch.matmul(torch.select(g, 0, 1), " + splitHeads(queries) + ")";
      // gathered per key, so transposed before and after
      parts.add("torch.transpose(" + gathered(all, "torch.transpose(d, 0, 1)") + ", 2, 3)");
    }
    return parts;
  }

  /** A position projection applied to the embeddings of distances. */
  private String linear(int place) {
    return "torch.linear(e, " + at(place) + ", " + at(place + 1) + ")";
  }

  /** The layer's query (0) or key (1) projection applied to the embeddings of distances. */
  private String part(int part) {
    int width = configuration.hiddenSize();
    String range = ", 0, " + part * width + ", " + (part + 1) * width + ")";
    return "torch.linear(e, torch.slice(w[b]"
        + range
        + ", torch.slice(w[torch.add(b, 1)]"
        + range
        + ")";
  }

  /** Reshapes (rows, width) to (heads, head width, rows). */
  private String splitHeads(String rows) {
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

  /**
   * Gathers (batch, heads, length, keylength) from (batch, heads, length, rows) by {@code index}
   * (length, keylength).
   */
  private String gathered(String all, String index) {
    return "torch.gather("
        + all
        + ", 3, torch.expand("
        + index
        + ", [batch, "
        + configuration.sizes().heads()
        + ", length, keylength]))";
  }

  private String biased(int place) {
    String queries = last("torch.select(g, 0, 0)", 2);
    return "torch.add(" + queries + ", torch.unsqueeze(" + at(place) + ", 1))";
  }

  /** The queries among all positions: the last {@code length} of them. */
  private static String last(String seen, int dimension) {
    return "torch.slice(" + seen + ", " + dimension + ", torch.sub(keylength, length), keylength)";
  }

  /** An array of {@link org.cascadenlp.transformers.spec.TransformerLayer#more}. */
  private String at(int place) {
    return "w[torch.add(b, " + (PreparedArrays.LAYER_ARRAYS + place) + ")]";
  }

  /**
   * (length, length): positions along dimension {@code 1 - plus} minus those along {@code 1 -
   * minus}.
   */
  static String difference(int plus, int minus) {
    return difference("length", plus, "length", minus);
  }

  /**
   * The positions of {@code many} unsqueezed at {@code plus} minus those of {@code others} at
   * {@code minus}.
   */
  private static String difference(String many, int plus, String others, int minus) {
    // positions unsqueezed at 1 vary along the rows, at 0 along the columns
    return "torch.sub(torch.unsqueeze("
        + positions(many)
        + ", "
        + plus
        + "), torch.unsqueeze("
        + positions(others)
        + ", "
        + minus
        + "))";
  }

  /** (length): 0, 1, 2 ... */
  private static String positions(String length) {
    return "torch.sub(torch.cumsum(torch.new_ones(cells, [" + length + "]), 0), 1)";
  }
}
