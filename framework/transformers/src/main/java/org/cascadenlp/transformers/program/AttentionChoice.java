package org.cascadenlp.transformers.program;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.spec.Attention;

/** Chooses the fragments of attention on the padded grid: {@code attention} and {@code mask}. */
final class AttentionChoice {

  /** The mask value of keys that a query must not attend to. */
  private static final double MASKED = -Float.MAX_VALUE;

  /** The fewest queries of a block of local attention. */
  private static final int LEAST_BLOCK = 64;

  /** A sequence is attended to by blocks if it has this many times the keys of a block. */
  private static final int LONG = 2;

  private final EncoderConfiguration configuration;
  private final Attention attention;

  /** The choice for one configuration. */
  AttentionChoice(EncoderConfiguration configuration) {
    this.configuration = configuration;
    this.attention = configuration.spec().attention();
  }

  /**
   * Adds the fragments to {@code program}.
   *
   * @param blocks whether local attention in long sequences may be computed by blocks
   */
  void put(ProgramTemplate program, boolean blocks) {
    String file =
        switch (attention.relativePosition()) {
          case NONE -> "attention-plain";
          case BUCKETS -> "attention-buckets";
          case SINUSOIDS -> "attention-sinusoids";
          case DISENTANGLED -> "attention-disentangled";
          case ROTARY -> "attention-rotary";
        };
    program
        .fragments("attention", AttentionChoice.class, file)
        .flag("scaled", !attention.scales().isEmpty() || attention.disentangled() != null);
    if (attention.relativePosition() == Attention.RelativePosition.ROTARY) {
      List<Double> distinct = RotaryTable.bases(attention);
      program
          .value("half", configuration.headWidth() / 2)
          .value(
              "rotarytypes",
              TransformerPrograms.numbers(
                  attention.rotaryBases().stream().map(distinct::indexOf).toList()));
    } else if (attention.relativePosition() != Attention.RelativePosition.NONE) {
      program
          .value("masked", MASKED)
          .value("positions", RelativePositionTables.positions(configuration));
    }
    Attention.Disentangled disentangled = attention.disentangled();
    if (disentangled != null) {
      int rows = SubwordBatch.padded(disentangled.rows());
      program
          .value("paddedrows", rows)
          .value("missingrows", rows - disentangled.rows())
          .flag("padsrows", rows > disentangled.rows())
          .flag("normsrelative", !disentangled.norm().isEmpty())
          .flag("contenttoposition", disentangled.contentToPosition())
          .flag("positiontocontent", disentangled.positionToContent())
          .flag(
              "sharesprojections", configuration.spec().blocks().layers().get(0).more().isEmpty());
    }
    mask(program, blocks);
  }

  private void mask(ProgramTemplate program, boolean blocks) {
    List<Integer> windows = attention.localWindows();
    boolean slides = !attention.isCausal() && windows.stream().anyMatch(window -> window > 0);
    String file =
        slides
            ? "mask-sliding"
            : !attention.isCausal() ? "mask-all" : windows.isEmpty() ? "mask-causal" : "mask-local";
    program.fragments("mask", AttentionChoice.class, file).flag("blockwise", slides && blocks);
    if (slides) {
      slide(program, windows, blocks);
    }
    if (attention.isCausal() && !windows.isEmpty()) {
      Set<Integer> distinct = new LinkedHashSet<>(windows);
      List<String> masks = new ArrayList<>();
      distinct.forEach(
          window ->
              masks.add(
                  window == 0 ? "${mask.everywhere}" : "${mask.within(" + (1 - window) + ")}"));
      List<Integer> types = windows.stream().map(List.copyOf(distinct)::indexOf).toList();
      program
          .value("masks", String.join(", ", masks))
          .value("masktypes", TransformerPrograms.numbers(types));
    }
  }

  /** All layers with local attention have the same window. */
  private void slide(ProgramTemplate program, List<Integer> windows, boolean blocks) {
    int window = Collections.max(windows);
    if (windows.stream().anyMatch(other -> other != 0 && other != window)) {
      throw new IllegalArgumentException("several local windows " + windows);
    }
    int furthest = (window - 1) / 2;
    int block = SubwordBatch.padded(Math.max(LEAST_BLOCK, furthest));
    program
        .value("furthest", furthest)
        .value(
            "sliding",
            TransformerPrograms.numbers(windows.stream().map(w -> w == 0 ? 0 : 1).toList()));
    if (blocks) {
      program
          .fragments("localattention", AttentionChoice.class, "local-attention")
          .value("blocksize", block)
          .value("span", block + 2 * furthest)
          .value("longest", LONG * (block + 2 * furthest));
    }
  }

  /** The scale of the query-key products, an expression. */
  static String factor(EncoderConfiguration configuration) {
    Attention attention = configuration.spec().attention();
    if (!attention.scales().isEmpty()) {
      return "([" + TransformerPrograms.numbers(attention.scales()) + "])[order[i]]";
    }
    Attention.Disentangled found = attention.disentangled();
    int kinds =
        found == null
            ? 1
            : 1 + (found.contentToPosition() ? 1 : 0) + (found.positionToContent() ? 1 : 0);
    return String.valueOf(1 / Math.sqrt((double) configuration.headWidth() * kinds));
  }
}
