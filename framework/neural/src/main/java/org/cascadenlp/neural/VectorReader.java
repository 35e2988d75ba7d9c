package org.cascadenlp.neural;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.cascadenlp.core.CascadeException;

/**
 * A part that reads vectors, and which it can read: a head those it was trained on, a trainer all
 * of its unit.
 *
 * @param place where it runs
 * @param component how errors name it
 * @param role of the part whose vectors it reads, {@code OUTER/INNER} with or without slashes
 *     around it; empty for those of the nearest
 * @param units what the vectors may be of
 * @param heads the heads it can run; none where it reads vectors of any space
 */
public record VectorReader(
    PartPlace place, String component, String role, Set<UnitType> units, List<Head> heads) {

  public VectorReader {
    role = PartPlace.bare(role);
    units = Set.copyOf(units);
    heads = List.copyOf(heads);
  }

  /** A trainer on units of the kind {@code unit}. */
  public static VectorReader ofUnit(PartPlace place, String component, UnitType unit) {
    return new VectorReader(place, component, "", Set.of(unit), List.of());
  }

  /** A part that runs one of {@code heads}. */
  static VectorReader ofHeads(PartPlace place, String component, String role, List<Head> heads) {
    return new VectorReader(place, component, role, EnumSet.allOf(UnitType.class), heads);
  }

  /**
   * A trained head.
   *
   * @param card what its {@code model.json} says
   * @param rows what has a vector in what it reads
   */
  record Head(ModelCard card, Rows rows) {

    boolean fitsSpace(VectorStep.Made made) {
      Identity trained = card.embedder();
      return trained != null && made.spaces().stream().anyMatch(new Space(rows, trained)::fits);
    }

    /** The cut by which {@code made} would be in the head's space; {@link Cut#AUTO} for none. */
    Cut otherCut(VectorStep.Made made) {
      Identity trained = card.embedder();
      for (Space space : made.spaces()) {
        if (trained != null && space.rows() == rows) {
          if (trained.cutting(Cut.TEXT).fits(space.identity())) {
            return Cut.TOKENS;
          }
          if (trained.fits(space.identity().cutting(Cut.TEXT))) {
            return Cut.TEXT;
          }
        }
      }
      return Cut.AUTO;
    }

    /** A card that does not record the unit fits any. */
    boolean fitsUnit(VectorStep.Made made) {
      UnitType unit = card.unit();
      return unit == null || made.units().contains(unit);
    }
  }

  /** True where it can read {@code made}. */
  boolean fits(VectorStep.Made made) {
    return made.units().stream().anyMatch(units::contains)
        && (heads.isEmpty() || !fitting(made).isEmpty());
  }

  /** Those of its heads that can read {@code made}. */
  List<Head> fitting(VectorStep.Made made) {
    return heads.stream().filter(h -> h.fitsSpace(made) && h.fitsUnit(made)).toList();
  }

  /** The error that several parts are as near. */
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

  /** The error that none of {@code made}, the nearest first and not empty, can be read. */
  CascadeException unfit(List<VectorStep.Made> made) {
    for (VectorStep.Made found : made) {
      for (Head head : heads) {
        Cut cut = head.otherCut(found);
        if (cut != Cut.AUTO) {
          String wanted = cut.name().toLowerCase(Locale.ROOT);
          return CascadeException.of(
              component,
              "the subwords of " + found.shown() + " are not cut as the head was trained with",
              "set cut = " + wanted + " in the embedding, or train a head anew");
        }
        if (head.fitsSpace(found) && !head.fitsUnit(found)) {
          return CascadeException.of(
              component,
              "the vectors of "
                  + found.shown()
                  + " are not of the head's unit, the "
                  + head.card().unit(),
              "set unit = " + head.card().unit() + " in the embedding");
        }
      }
    }
    return CascadeException.of(
        component,
        "the vectors come from "
            + made.get(0).spaces().get(0).identity()
            + ", for which there is no head",
        "use the embedding it was trained with: "
            + heads.stream()
                .map(head -> String.valueOf(head.card().embedder()))
                .collect(Collectors.joining(" or ")));
  }
}
