package org.cascadenlp.neural.vectors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.cascadenlp.core.error.CascadeException;

/**
 * Which of the vectors that a run has made a part reads: of those it can read, the ones of the
 * nearest part.
 *
 * <p>What runs in the same aggregate is nearer than what runs in the one around it, and a
 * delegate's whole subtree is as near as the delegate; another engine is farthest. Among parts of
 * one aggregate those are nearer that fewer heads have run after: {@code emb1, head1, emb2, head2}
 * gives each head its own, {@code emb, head1, head2} shares. Of parts of other engines the last one
 * is taken. What {@link VectorReader#role} names is taken in any case.
 *
 * <p>What a head was trained on but for the cut is in the way of what is farther: it is an error,
 * since other vectors were hardly meant.
 */
public final class NearestVectors {

  private NearestVectors() {}

  /**
   * The vectors that {@code reader} reads; empty where it can read none.
   *
   * @param before what has run before it, in order
   * @throws CascadeException naming both where two parts are as near, or naming the role where
   *     nothing of it has run, or naming the cut where only that does not fit
   */
  static Optional<VectorStep.Made> of(List<VectorStep> before, VectorReader reader) {
    List<VectorStep.Made> left = nearest(before, reader);
    left.forEach(reader::checkCut);
    if (left.size() > 1) {
      throw reader.undecided(left);
    }
    return left.stream().findFirst();
  }

  /** As {@link #of}, but all that are as near, and whatever their cut. */
  static List<VectorStep.Made> nearest(List<VectorStep> before, VectorReader reader) {
    List<VectorStep.Made> all = named(made(before), reader);
    List<VectorStep.Made> left =
        all.stream().filter(m -> reader.fits(m) || reader.fitsButForTheCut(m, all)).toList();
    left = best(left, made -> made.place().nearness(reader.place()));
    left = best(left, made -> -headsAfter(before, made));
    int last = left.size() - 1;
    return last > 0 && left.get(last).place().nearness(reader.place()) == 0
        ? List.of(left.get(last))
        : left;
  }

  /** What parts of the aggregate of {@code reader} have made of its sequence, in order. */
  static List<VectorStep.Made> beside(List<? extends VectorStep> before, VectorReader reader) {
    return made(before).stream()
        .filter(made -> made.place().isBeside(reader.place()) && reader.fits(made))
        .toList();
  }

  /** What {@code reader} looks at, the nearest first, whether it can read it or not. */
  static List<VectorStep.Made> inReach(List<VectorStep> before, VectorReader reader) {
    List<VectorStep.Made> found = new ArrayList<>(named(made(before), reader));
    Collections.reverse(found);
    found.sort(Comparator.comparingInt(made -> -made.place().nearness(reader.place())));
    return found;
  }

  /**
   * What {@code place} puts side by side, in order: what was made in its own aggregate, or in the
   * next one outward where anything was; not what it has made itself when it ran before.
   */
  static List<VectorStep.Made> around(List<VectorStep> before, PartPlace place) {
    List<VectorStep.Made> made = new ArrayList<>(made(before));
    made.removeIf(one -> one.place().equals(place));
    return best(made, one -> one.place().nearness(place));
  }

  /** All that was made. */
  static List<VectorStep.Made> made(List<? extends VectorStep> before) {
    return before.stream()
        .filter(VectorStep.Made.class::isInstance)
        .map(VectorStep.Made.class::cast)
        .toList();
  }

  private static int headsAfter(List<VectorStep> steps, VectorStep.Made made) {
    List<VectorStep> after = steps.subList(steps.lastIndexOf(made) + 1, steps.size());
    return (int) after.stream().filter(VectorStep.Read.class::isInstance).count();
  }

  private static List<VectorStep.Made> best(
      List<VectorStep.Made> all, ToIntFunction<VectorStep.Made> nearness) {
    int most = all.stream().mapToInt(nearness).max().orElse(0);
    return all.stream().filter(made -> nearness.applyAsInt(made) == most).toList();
  }

  /** What the reader's role names: in its own aggregate, else outward; all where it names none. */
  private static List<VectorStep.Made> named(List<VectorStep.Made> made, VectorReader reader) {
    if (reader.role().isEmpty()) {
      return made;
    }
    PartPlace place = reader.place();
    for (String outer = place.aggregate(); ; outer = PartPlace.outer(outer)) {
      String path = outer + reader.role() + "/";
      List<VectorStep.Made> found =
          made.stream().filter(one -> one.place().isBelow(place.engine(), path)).toList();
      if (!found.isEmpty()) {
        return found;
      }
      if (outer.equals("/")) {
        break;
      }
    }
    List<VectorStep.Made> elsewhere =
        made.stream()
            .filter(
                one ->
                    one.place().role().equals(reader.role())
                        || one.place().path().startsWith("/" + reader.role() + "/"))
            .toList();
    if (elsewhere.isEmpty() && !made.isEmpty()) {
      throw CascadeException.of(
          reader.component(),
          "parameter vectors = '" + reader.role() + "'",
          "name the role of an embedding that runs before it: "
              + made.stream().map(one -> one.place().role()).distinct().sorted().toList());
    }
    return elsewhere;
  }
}
