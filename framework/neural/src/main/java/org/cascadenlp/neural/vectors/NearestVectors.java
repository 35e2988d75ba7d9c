package org.cascadenlp.neural.vectors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.cascadenlp.core.error.CascadeException;

/**
 * Resolves which vectors a part reads: of those it accepts, the vectors of the nearest part before
 * it.
 *
 * <p>Parts of the same aggregate are nearer than those of the enclosing one; a delegate and its
 * whole subtree are equally near; parts of other engines are farthest. Within an aggregate, a part
 * is nearer if fewer heads have run after it: in {@code emb1, head1, emb2, head2} each head reads
 * the embedding before it, in {@code emb, head1, head2} both heads read the same one. Of parts of
 * other engines the last one is read. {@link VectorReader#role} overrides all of this.
 *
 * <p>If the nearest vectors differ from those a head was trained on only in their cut, that is an
 * error; vectors farther away are not considered, as the user hardly meant them.
 */
final class NearestVectors {

  private NearestVectors() {}

  /**
   * The vectors that {@code reader} reads; empty if it accepts none.
   *
   * @param before the steps before it, in order
   * @throws CascadeException if two parts are equally near, if no part has the role it names, or if
   *     only the cut does not fit
   */
  static Optional<VectorStep.Made> of(List<VectorStep> before, VectorReader reader) {
    List<VectorStep.Made> left = nearest(before, reader);
    left.forEach(reader::checkCut);
    if (left.size() > 1) {
      throw reader.undecided(left);
    }
    return left.stream().findFirst();
  }

  /** As {@link #of}, but returns all that are equally near, with any cut. */
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

  /** The vectors that {@code reader} accepts from parts of its aggregate, in order. */
  static List<VectorStep.Made> beside(List<? extends VectorStep> before, VectorReader reader) {
    return made(before).stream()
        .filter(made -> made.place().isBeside(reader.place()) && reader.fits(made))
        .toList();
  }

  /**
   * All vectors that {@code reader} considers, the nearest first, including those it cannot read.
   */
  static List<VectorStep.Made> inReach(List<VectorStep> before, VectorReader reader) {
    List<VectorStep.Made> found = new ArrayList<>(named(made(before), reader));
    Collections.reverse(found);
    found.sort(Comparator.comparingInt(made -> -made.place().nearness(reader.place())));
    return found;
  }

  /**
   * The vectors that a stack at {@code place} concatenates, in order: those of its aggregate, else
   * of the nearest outer aggregate that has any. Vectors of the stack itself, from an earlier run,
   * are left out.
   */
  static List<VectorStep.Made> around(List<VectorStep> before, PartPlace place) {
    List<VectorStep.Made> made = new ArrayList<>(made(before));
    made.removeIf(one -> one.place().equals(place));
    return best(made, one -> one.place().nearness(place));
  }

  /** The steps that made vectors. */
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

  /**
   * The vectors of the role that the reader names, searched from its aggregate outward; all if it
   * names none.
   */
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
