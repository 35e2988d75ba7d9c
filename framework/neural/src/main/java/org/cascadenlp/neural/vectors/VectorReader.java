package org.cascadenlp.neural.vectors;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;

/**
 * A part that reads vectors, and the vectors it accepts: a head part those its heads were trained
 * on, a trainer all of its sequence type and cut.
 *
 * @param place its place in the pipeline
 * @param component its name in errors
 * @param role the role of the part whose vectors it reads, {@code OUTER/INNER} with or without
 *     slashes around it; empty for the nearest part
 * @param sequenceTypes the sequence types it accepts
 * @param heads the heads it can run; empty for a trainer, which accepts any vector space
 * @param cut the cut a trainer asks for; {@link Cut#AUTO} if the embedding decides, and for heads,
 *     whose cards record it
 */
public record VectorReader(
    PartPlace place,
    String component,
    String role,
    Set<SequenceType> sequenceTypes,
    List<Head> heads,
    Cut cut) {

  public VectorReader {
    role = PartPlace.bare(role);
    sequenceTypes = Set.copyOf(sequenceTypes);
    heads = List.copyOf(heads);
  }

  /** A trainer on sequences of {@code sequenceType} that asks for {@code cut}. */
  public static VectorReader ofSequences(
      PartPlace place, String component, SequenceType sequenceType, Cut cut) {
    return new VectorReader(place, component, "", Set.of(sequenceType), List.of(), cut);
  }

  /** A part that runs whichever of {@code heads} fits the vectors. */
  public static VectorReader ofHeads(
      PartPlace place, String component, String role, List<Head> heads) {
    return new VectorReader(
        place, component, role, EnumSet.allOf(SequenceType.class), heads, Cut.AUTO);
  }

  /**
   * A trained head.
   *
   * @param card its {@code model.json}
   * @param level whether it consumes token vectors or pooled vectors
   * @param encoder the folder that holds it and its encoder; empty if the encoder is elsewhere
   */
  public record Head(ModelCard card, Level level, String encoder) {

    /** A head whose encoder is elsewhere. */
    public Head(ModelCard card, Level level) {
      this(card, level, "");
    }

    boolean fitsSpace(VectorStep.Made made) {
      VectorSpace trained = card.embedder();
      return trained != null
          && made.spaces().stream()
              .map(this::asTrained)
              .anyMatch(new LevelSpace(level, trained)::fits);
    }

    /** {@code space}; with the cut in the card of a model of transformers, which states none. */
    private LevelSpace asTrained(LevelSpace space) {
      VectorSpace trained = card.embedder();
      return trained != null && isPretrained()
          ? new LevelSpace(space.level(), space.vectorSpace().uncut().cutting(trained.cut()))
          : space;
    }

    private boolean isPretrained() {
      return card.kind().equals(ModelCard.PRETRAINED);
    }

    /**
     * True if {@code made} comes from the encoder of this head, which {@code cascade train} saved:
     * if it does not fit, its settings were changed on purpose.
     */
    boolean isOf(VectorStep.Made made) {
      VectorSpace trained = card.embedder();
      return trained != null && !isPretrained() && trained.hash().equals(made.vectorSpace().hash());
    }

    /** The cut with which {@code made} would be in the head's space; {@link Cut#AUTO} if none. */
    Cut otherCut(VectorStep.Made made) {
      VectorSpace trained = card.embedder();
      if (trained == null || fitsSpace(made)) {
        return Cut.AUTO;
      }
      LevelSpace uncut = new LevelSpace(level, trained.uncut());
      return made.spaces().stream()
              .anyMatch(
                  space -> uncut.fits(new LevelSpace(space.level(), space.vectorSpace().uncut())))
          ? trained.cut()
          : Cut.AUTO;
    }

    /** True if the sequence types agree; a card without one fits any. */
    boolean fitsSequenceType(VectorStep.Made made) {
      SequenceType sequenceType = card.unit();
      return sequenceType == null || made.sequenceTypes().contains(sequenceType);
    }
  }

  /** Its only head, if the encoder is in the same folder. */
  Optional<Head> withEncoder() {
    return heads.size() == 1 && !heads.get(0).encoder().isEmpty()
        ? Optional.of(heads.get(0))
        : Optional.empty();
  }

  /** True if it accepts {@code made}. */
  boolean fits(VectorStep.Made made) {
    return made.sequenceTypes().stream().anyMatch(sequenceTypes::contains)
        && (heads.isEmpty() || !fitting(made).isEmpty());
  }

  /** The heads that accept {@code made}. */
  public List<Head> fitting(VectorStep.Made made) {
    return heads.stream().filter(h -> h.fitsSpace(made) && h.fitsSequenceType(made)).toList();
  }

  /**
   * True if {@code made} differs from the training vectors of one of its heads only in the cut, and
   * none of {@code all} fits that head.
   */
  boolean fitsButForTheCut(VectorStep.Made made, List<VectorStep.Made> all) {
    return heads.stream()
        .anyMatch(
            head ->
                head.fitsSequenceType(made)
                    && head.otherCut(made) != Cut.AUTO
                    && all.stream()
                        .noneMatch(one -> head.fitsSpace(one) && head.fitsSequenceType(one)));
  }

  /**
   * Throws if {@code made}, the nearest vectors, has another cut than the heads or the trainer
   * need.
   */
  void checkCut(VectorStep.Made made) {
    if (!heads.isEmpty() && fitting(made).isEmpty()) {
      throw unfit(List.of(made));
    }
    if (cut == Cut.AUTO) {
      return;
    }
    checkStack(made.parts());
    if (made.spaces().stream().noneMatch(s -> s.vectorSpace().cut() == cut)) {
      throw CascadeException.of(
          component,
          "parameter cut = '"
              + cut
              + "', but "
              + made.shown()
              + ", whose vectors it reads, reads "
              + reads(cut == Cut.TEXT ? Cut.TOKENS : Cut.TEXT),
          "set cut = "
              + cut
              + " in the embedding (a transformer's has it), or cut = auto in the trainer");
    }
  }

  /** Throws if one of {@code parts} of a stack has another cut than this reader asks for. */
  private void checkStack(List<VectorStep.Part> parts) {
    List<VectorStep.Part> decided = parts.stream().filter(p -> p.cuts().size() == 1).toList();
    if (parts.size() > 1 && decided.stream().anyMatch(part -> !part.cuts().contains(cut))) {
      throw CascadeException.of(
          component,
          "parameter cut = '"
              + cut
              + "', but of the embeddings whose vectors it reads "
              + decided.stream()
                  .map(part -> part.shown() + " reads " + reads(part.cuts().iterator().next()))
                  .collect(Collectors.joining(" and ")),
          "set cut = " + cut + " in each of them, or cut = auto in the trainer");
    }
  }

  private static String reads(Cut cut) {
    return cut == Cut.TEXT ? "the text of the whole sequence" : "tokens, each of them alone";
  }

  /** The error for a trainer without vectors before it. */
  CascadeException nothing() {
    String sequenceType =
        sequenceTypes.stream().map(SequenceType::toString).collect(Collectors.joining(" or "));
    return CascadeException.of(
        component,
        "no embedding before it makes vectors with unit = " + sequenceType,
        "put one before the trainer, or set encoder and mode");
  }

  /** The error for several parts that are equally near. */
  CascadeException undecided(List<VectorStep.Made> nearest) {
    VectorStep.Made one = nearest.get(0);
    VectorStep.Made other = nearest.get(1);
    if (heads.isEmpty()) {
      return CascadeException.of(
          component,
          "there are vectors of " + one.shown() + " and of " + other.shown(),
          "put org.cascadenlp.embeddings.StackedEmbedding between the embeddings and the trainer,"
              + " or leave one embedding");
    }
    return CascadeException.of(
        component,
        "it can read the vectors of " + one.shown() + " and of " + other.shown(),
        "set its parameter vectors = "
            + nearest.stream()
                .map(made -> made.place().role())
                .collect(Collectors.joining(" or ")));
  }

  /** The error if {@code other} needs other vectors from the part that makes {@code own}. */
  CascadeException shared(VectorStep.Made own, VectorReader other) {
    return CascadeException.of(
        component,
        "its model "
            + withEncoder().map(Head::encoder).orElse("")
            + " needs the vectors of its own encoder, and "
            + other.component
            + " reads others of the same embedding, "
            + own.shown(),
        "put an embedding before this part that no other part reads");
  }

  /** The error if none of {@code made}, which is not empty and has the nearest first, fits. */
  CascadeException unfit(List<VectorStep.Made> made) {
    for (VectorStep.Made found : made) {
      for (Head head : heads) {
        Cut wanted = head.otherCut(found);
        if (wanted != Cut.AUTO) {
          return CascadeException.of(
              component,
              "the subwords of " + found.shown() + " are not cut as in the head's training",
              "set cut = " + wanted + " in the embedding, or train a head anew");
        }
        if (head.fitsSpace(found) && !head.fitsSequenceType(found)) {
          return CascadeException.of(
              component,
              "the vectors of "
                  + found.shown()
                  + " do not belong to the head's unit, the "
                  + head.card().unit(),
              "set unit = " + head.card().unit() + " in the embedding");
        }
      }
    }
    return CascadeException.of(
        component,
        "the vectors come from "
            + made.get(0).spaces().get(0).vectorSpace()
            + ", for which there is no head",
        "use the embedding it was trained with: "
            + heads.stream()
                .map(head -> String.valueOf(head.card().embedder()))
                .collect(Collectors.joining(" or ")));
  }
}
