package org.cascadenlp.neural.vectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.FlowOrder;
import org.cascadenlp.core.PipelineContext;
import org.cascadenlp.neural.embedding.CutChoice;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.types.Vectors;

/**
 * Which part of an engine reads the vectors of which other one, as far as it can be told before the
 * first document. Parts say where they are when they are configured, and take it back when they are
 * destroyed.
 *
 * <p>The order is that of the flow; where it is not known ({@link FlowOrder}), that in which the
 * parts were made, which is the order of the delegates in the descriptor.
 */
@Singleton
public final class VectorWiring {

  private final FlowOrder flow;
  private final Map<PartPlace, Part> parts = new ConcurrentHashMap<>();
  private final AtomicInteger made = new AtomicInteger();

  @Inject
  VectorWiring(PipelineContext pipeline) {
    this.flow = pipeline.flow();
  }

  /** Where a part is among those that were made. */
  private record Part(int number, Kind kind) {}

  private sealed interface Kind {}

  private record Embedding(VectorStep.Made made) implements Kind {}

  private record Stack(PartPlace place) implements Kind {}

  /** What reads the nearest vectors, or {@code all} of its own aggregate. */
  private record Reader(VectorReader reader, boolean all) implements Kind {}

  /** An embedding; said again, it replaces what was said of the same place. */
  public AutoCloseable embedding(VectorStep.Made vectors) {
    return put(vectors.place(), new Embedding(vectors));
  }

  /** A stack at {@code place}. */
  public AutoCloseable stack(PartPlace place) {
    return put(place, new Stack(place));
  }

  /** A head or trainer that reads the nearest vectors, until what is returned is closed. */
  public AutoCloseable reader(VectorReader reader) {
    return put(reader.place(), new Reader(reader, false));
  }

  /**
   * A trainer that reads all vectors of its own aggregate, or is to find none there, until what is
   * returned is closed.
   */
  public AutoCloseable neighbour(VectorReader reader) {
    return put(reader.place(), new Reader(reader, true));
  }

  private AutoCloseable put(PartPlace place, Kind kind) {
    Part known = parts.get(place);
    parts.put(place, new Part(known == null ? made.incrementAndGet() : known.number, kind));
    return () -> parts.remove(place);
  }

  /**
   * Throws where {@code reader} can read none of the vectors that are made before it, or those of
   * two parts as well. Where the order is not known a head only must be able to read some of all.
   */
  public void check(VectorReader reader) {
    boolean ordered = !flow.places().isEmpty();
    List<VectorStep> steps = ordered ? before(reader.place()) : all(reader.place());
    boolean readable =
        ordered
            ? NearestVectors.of(steps, reader).isPresent()
            : NearestVectors.made(steps).stream().anyMatch(reader::fits);
    if (!readable && !reader.heads().isEmpty() && !NearestVectors.made(steps).isEmpty()) {
      throw reader.unfit(NearestVectors.inReach(steps, reader));
    }
    if (!readable && reader.heads().isEmpty() && ordered && !isAfterUnknown(reader.place())) {
      throw reader.nothing();
    }
  }

  /** True where a part before {@code place} that has not said so here may make vectors. */
  private boolean isAfterUnknown(PartPlace place) {
    Set<String> known =
        parts.keySet().stream()
            .filter(place::isTogether)
            .map(PartPlace::path)
            .collect(Collectors.toSet());
    List<String> order = flow.places();
    return flow.makersOf(Vectors.class.getName()).stream()
        .anyMatch(m -> !known.contains(m) && order.indexOf(m) < order.indexOf(place.path()));
  }

  /**
   * The models whose vectors are made before {@code reader} in its own aggregate, of its unit; none
   * where the order is not known.
   */
  public List<String> beside(VectorReader reader) {
    return flow.places().isEmpty()
        ? List.of()
        : NearestVectors.beside(before(reader.place()), reader).stream()
            .map(made -> made.identity().name())
            .toList();
  }

  /**
   * The heads and trainers that read the vectors of one embedding, or a stack that holds them, and
   * the cuts they were trained with or want: in {@code Pipeline.load} to be asked in {@link
   * PipelineContext#addAgreement}, in other hosts with the first document, when all parts are configured.
   *
   * @param tokens what the embedding makes where it cuts each token alone
   */
  List<CutChoice.Reader> readersOf(VectorStep.Made tokens) {
    List<CutChoice.Reader> readers = new ArrayList<>();
    for (Kind kind : together(tokens.place())) {
      if (kind instanceof Reader one) {
        Set<Cut> cuts = cuts(one, tokens);
        if (!cuts.isEmpty()) {
          readers.add(new CutChoice.Reader(one.reader.component(), cuts));
        }
      }
    }
    return readers;
  }

  /** The cuts of {@code tokens} that fit {@code one}; none where it does not read them. */
  private Set<Cut> cuts(Reader one, VectorStep.Made tokens) {
    Set<Cut> fitting = EnumSet.noneOf(Cut.class);
    for (VectorStep.Made read :
        one.all ? NearestVectors.beside(List.of(tokens), one.reader) : nearest(one)) {
      if (read.holds(tokens.place())) {
        one.reader.fitting(read).forEach(head -> fitting.addAll(cuts(head, tokens)));
        fitting.add(one.reader.cut());
      }
    }
    fitting.remove(Cut.AUTO); // leaves it to the others
    return fitting;
  }

  private static Set<Cut> cuts(VectorReader.Head head, VectorStep.Made tokens) {
    Set<Cut> fitting = EnumSet.noneOf(Cut.class);
    VectorSpace trained = head.card().embedder();
    for (Space space : tokens.spaces()) {
      for (Cut cut : List.of(Cut.TEXT, Cut.TOKENS)) {
        VectorSpace made = space.identity().cutting(cut);
        if (trained != null && (trained.fits(made) || trained.stacks(made))) {
          fitting.add(cut);
        }
      }
    }
    return fitting;
  }

  /** What {@code one} may read: more than one part where its own check reports an error. */
  private List<VectorStep.Made> nearest(Reader one) {
    try {
      return NearestVectors.nearest(before(one.reader.place()), one.reader);
    } catch (CascadeException e) {
      return List.of();
    }
  }

  private List<VectorStep> all(PartPlace place) {
    List<VectorStep> all = new ArrayList<>();
    boolean stacked = false;
    for (Kind kind : together(place)) {
      stacked |= kind instanceof Stack;
      if (kind instanceof Embedding embedding) {
        all.add(embedding.made);
      }
    }
    return stacked ? List.of() : all; // which are put side by side the first document shows
  }

  /** What runs before {@code place} in its engine; what other parts have made is not known. */
  private List<VectorStep> before(PartPlace place) {
    List<VectorStep> steps = new ArrayList<>();
    for (Kind kind : together(place)) {
      if (kind instanceof Embedding embedding) {
        steps.removeIf(embedding.made::replaces); // a flow may name a part twice
        steps.add(embedding.made);
      } else if (kind instanceof Stack stack) {
        replace(steps, stack.place);
      } else if (kind instanceof Reader one) {
        if (one.reader.place().equals(place)) {
          return steps;
        }
        steps.add(new VectorStep.Read(one.reader.place(), List.of()));
      }
    }
    return steps;
  }

  private static void replace(List<VectorStep> steps, PartPlace stack) {
    List<VectorStep.Made> joined = NearestVectors.around(steps, stack);
    if (joined.size() > 1) {
      VectorStep.Made made = VectorStep.Made.stacked(stack, joined);
      steps.removeAll(joined);
      steps.add(made);
    }
  }

  /** The parts of the engine that {@code place} is in, and engines alone beside one that is. */
  private List<Kind> together(PartPlace place) {
    Map<String, Kind> byPath = new TreeMap<>();
    Map<Integer, Kind> byNumber = new TreeMap<>();
    parts.forEach(
        (other, part) -> {
          if (place.isTogether(other)) {
            byPath.put(other.path(), part.kind);
            byNumber.put(part.number, part.kind);
          }
        });
    return flow.places().isEmpty() || place.isAlone()
        ? List.copyOf(byNumber.values())
        : flow.places().stream().filter(byPath::containsKey).map(byPath::get).toList();
  }
}
