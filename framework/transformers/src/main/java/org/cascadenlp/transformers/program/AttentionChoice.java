package org.cascadenlp.transformers.program;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.spec.Attention;

/** Chooses the fragments of attention on the padded grid: {@code attention} and {@code mask}. */
final class AttentionChoice {

  /** The mask value of keys that a query must not attend to. */
  private static final double MASKED = -Float.MAX_VALUE;

  private final EncoderConfiguration configuration;
  private final Attention attention;

  /** The choice for one configuration. */
  AttentionChoice(EncoderConfiguration configuration) {
    this.configuration = configuration;
    this.attention = configuration.spec().attention();
  }

  /** Adds the fragments to {@code program}. */
  void put(ProgramTemplate program) {
    String file =
        switch (attention.relativePosition()) {
          case NONE -> "attention-plain";
          case BUCKETS -> "attention-buckets";
          case SINUSOIDS -> "attention-sinusoids";
          case DISENTANGLED -> "attention-disentangled";
        };
    program
        .fragments("attention", AttentionChoice.class, file)
        .flag("scaled", !attention.scales().isEmpty() || attention.disentangled() != null);
    if (attention.relativePosition() != Attention.RelativePosition.NONE) {
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
    mask(program);
  }

  private void mask(ProgramTemplate program) {
    List<Integer> windows = attention.localWindows();
    String file =
        !attention.isCausal() ? "mask-all" : windows.isEmpty() ? "mask-causal" : "mask-local";
    program.fragments("mask", AttentionChoice.class, file);
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
