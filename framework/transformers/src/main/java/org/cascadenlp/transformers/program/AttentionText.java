package org.cascadenlp.transformers.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.spec.Attention;

/** The program text of attention: what each layer may attend to, and what is added to products. */
final class AttentionText {

  /** Added where nothing shall be left of attention. */
  static final double LEAST = -Float.MAX_VALUE;

  private final EncoderConfiguration configuration;
  private final Attention attention;
  private final String type;
  private final int distances;
  private final RelativeText relative;

  /**
   * The text for a configuration.
   *
   * @param type of matrix products
   * @param distances the place of {@link Attention.Distances}' embeddings, where there are any
   * @param table the place of what {@link RelativeTables} made
   */
  AttentionText(EncoderConfiguration configuration, String type, int distances, int table) {
    this.configuration = configuration;
    this.attention = configuration.layout().attention();
    this.type = type;
    this.distances = distances;
    this.relative = new RelativeText(configuration, type, table);
  }

  /** Puts what attention leaves open in {@code transformer.program}. */
  void put(Map<String, String> constants) {
    constants.put("query", relative.query());
    constants.put("distances", relative.before());
    String mask = relative.mask("seen[kinds[i]]");
    constants.put("mask", mask);
    boolean added = attention.relative() != Attention.Relative.NOT;
    // not infinite: a row of the grid that only pads may see nothing, and its gradient is a number
    constants.put(
        "unseen",
        added
            ? "torch.to(" + mask + ", 6)"
            : "torch.mul(torch.sub(torch.to(" + mask + ", 6), 1), 1.0e+38)");
    int rounds = configuration.layout().order().size();
    List<Integer> reaches =
        attention.reaches().isEmpty() ? Collections.nCopies(rounds, 0) : attention.reaches();
    Set<Integer> different = new LinkedHashSet<>(reaches);
    List<Integer> kinds = new ArrayList<>();
    reaches.forEach(reach -> kinds.add(List.copyOf(different).indexOf(reach)));
    constants.put("seen", String.join(", ", different.stream().map(this::seen).toList()));
    constants.put("kinds", TransformerText.numbers(kinds));
    String factor =
        attention.scales().isEmpty()
            ? String.valueOf(relative.factor())
            : "([" + TransformerText.numbers(attention.scales()) + "])[order[i]]";
    constants.put("factor", factor);
    boolean usual = attention.scales().isEmpty() && attention.disentangled() == null;
    constants.put("scale", usual ? "" : ", False, scale=" + factor);
  }

  /** The mask of a layer that sees so far back, 0 for any distance. */
  private String seen(int reach) {
    String mask = "mask";
    if (attention.isCausal()) {
      String square = "torch.new_ones(mask, [length, length])";
      mask = "torch.logical_and(" + mask + ", torch.tril(" + square + "))";
      if (reach > 0) {
        mask = "torch.logical_and(" + mask + ", torch.triu(" + square + ", " + (1 - reach) + "))";
      }
    }
    if (attention.distances() == null) {
      return mask;
    }
    // w[distances + 1]: the bucket of each distance from -(positions - 1) to positions - 1
    String distance =
        "torch.add(" + RelativeText.difference(0, 1) + ", " + (configuration.positions() - 1) + ")";
    String buckets =
        "torch.index_select(w["
            + (distances + 1)
            + "], 0, torch.reshape("
            + distance
            + ", [torch.mul(length, length)]))";
    String added =
        "torch.unsqueeze(torch.permute(torch.reshape(torch.embedding(w["
            + distances
            + "], "
            + buckets
            + "), [length, length, "
            + configuration.sizes().heads()
            + "]), [2, 0, 1]), 0)";
    return "torch.to(torch.where(" + mask + ", " + added + ", " + LEAST + "), " + type + ")";
  }
}
