package org.cascadenlp.transformers.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.spec.Attention;

/** The program text of attention: the masks of the layers and the relative position bias. */
final class AttentionText {

  /** The mask value of keys that a query must not attend to. */
  static final double MASKED = -Float.MAX_VALUE;

  private final EncoderConfiguration configuration;
  private final Attention attention;
  private final String type;
  private final int bias;
  private final RelativePositionText relative;

  /**
   * The text for one configuration.
   *
   * @param type the type of matrix products
   * @param bias the index of the array of {@link Attention.RelativeBias}, if there is one
   * @param table the index of the table of {@link RelativePositionTables}
   */
  AttentionText(EncoderConfiguration configuration, String type, int bias, int table) {
    this.configuration = configuration;
    this.attention = configuration.spec().attention();
    this.type = type;
    this.bias = bias;
    this.relative = new RelativePositionText(configuration, type, table);
  }

  /** Puts the constants of {@code transformer.program} that concern attention. */
  void put(Map<String, String> constants) {
    constants.put("query", relative.query());
    constants.put("relativepositions", relative.before());
    String mask = relative.mask("masks[masktypes[i]]");
    constants.put("mask", mask);
    boolean added = attention.relativePosition() != Attention.RelativePosition.NONE;
    // finite, because a padding row of the grid may have all keys masked, and its gradient must not
    // be NaN
    constants.put(
        "maskbias",
        added
            ? "torch.to(" + mask + ", 6)"
            : "torch.mul(torch.sub(torch.to(" + mask + ", 6), 1), 1.0e+38)");
    int rounds = configuration.spec().order().size();
    List<Integer> localWindows =
        attention.localWindows().isEmpty()
            ? Collections.nCopies(rounds, 0)
            : attention.localWindows();
    Set<Integer> distinct = new LinkedHashSet<>(localWindows);
    List<Integer> kinds = new ArrayList<>();
    localWindows.forEach(window -> kinds.add(List.copyOf(distinct).indexOf(window)));
    constants.put("masks", String.join(", ", distinct.stream().map(this::mask).toList()));
    constants.put("masktypes", TransformerText.numbers(kinds));
    String factor =
        attention.scales().isEmpty()
            ? String.valueOf(relative.factor())
            : "([" + TransformerText.numbers(attention.scales()) + "])[order[i]]";
    constants.put("factor", factor);
    boolean usual = attention.scales().isEmpty() && attention.disentangled() == null;
    constants.put("scale", usual ? "" : ", False, scale=" + factor);
  }

  /** The mask of a layer with local attention {@code window}, 0 for global attention. */
  private String mask(int window) {
    String mask = "mask";
    if (attention.isCausal()) {
      String square = "torch.new_ones(mask, [length, length])";
      mask = "torch.logical_and(" + mask + ", torch.tril(" + square + "))";
      if (window > 0) {
        mask = "torch.logical_and(" + mask + ", torch.triu(" + square + ", " + (1 - window) + "))";
      }
    }
    if (attention.bias() == null) {
      return mask;
    }
    // w[bias + 1]: the bucket of each distance from -(positions - 1) to positions - 1
    String distance =
        "torch.add("
            + RelativePositionText.difference(0, 1)
            + ", "
            + (RelativePositionTables.positions(configuration) - 1)
            + ")";
    String buckets =
        "torch.index_select(w["
            + (bias + 1)
            + "], 0, torch.reshape("
            + distance
            + ", [torch.mul(length, length)]))";
    String added =
        "torch.unsqueeze(torch.permute(torch.reshape(torch.embedding(w["
            + bias
            + "], "
            + buckets
            + "), [length, length, "
            + configuration.sizes().heads()
            + "]), [2, 0, 1]), 0)";
    return "torch.to(torch.where(" + mask + ", " + added + ", " + MASKED + "), " + type + ")";
  }
}
