package org.cascadenlp.neural;

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
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.core.FlowOrder;

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
  VectorWiring(FlowOrder flow) {
    this.flow = flow;
  }

  /** Where a part is among those that were made. */
  private record Part(int number, Kind kind) {}

  private sealed interface Kind {}

  private record Embedding(VectorStep.Made made) implements Kind {}

  private record Stack(PartPlace place) implements Kind {}

  private record Reader(VectorReader reader, Cut cut) implements Kind {}

  /** An embedding; said again, it replaces what was said of the same place. */
  AutoCloseable embedding(VectorStep.Made vectors) {
    return put(vectors.place(), new Embedding(vectors));
  }

  /** A stack at {@code place}. */
  AutoCloseable stack(PartPlace place) {
    return put(place, new Stack(place));
  }

  /** A head. */
  AutoCloseable reader(VectorReader reader) {
    return put(reader.place(), new Reader(reader, Cut.AUTO));
  }

  /**
   * A trainer that wants the embeddings of its own aggregate to cut as {@code cut} says, until what
   * is returned is closed.
   */
  public AutoCloseable trainer(VectorReader reader, Cut cut) {
    return put(reader.place(), new Reader(reader, cut));
  }

  private AutoCloseable put(PartPlace place, Kind kind) {
    Part known = parts.get(place);
    parts.put(place, new Part(known == null ? made.incrementAndGet() : known.number, kind));
    return () -> parts.remove(place);
  }

  /**
   * Throws where {@code reader} can read none of the vectors that are made before it, or those of
   * two parts as well. Where the order is not known it only must be able to read some of all.
   */
  public void check(VectorReader reader) {
    List<VectorStep> steps = before(reader.place());
    List<VectorStep.Made> vectors = NearestVectors.made(steps);
    if (flow.places().isEmpty()) {
      vectors = all(reader.place());
    }
    boolean readable =
        flow.places().isEmpty()
            ? vectors.stream().anyMatch(reader::fits)
            : NearestVectors.of(steps, reader).isPresent();
    if (!vectors.isEmpty() && !readable && !reader.heads().isEmpty()) {
      throw reader.unfit(NearestVectors.inReach(List.copyOf(vectors), reader));
    }
  }

  /**
   * The heads and trainers that read the vectors of one embedding, or a stack that holds them, and
   * the cuts they were trained with or want: in {@code Pipeline.load} to be asked in an {@code
   * Agreements} question, in other hosts with the first document, when all parts are configured.
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
    if (one.reader.heads().isEmpty()) {
      return one.cut != Cut.AUTO && tokens.place().isBeside(one.reader.place())
          ? EnumSet.of(one.cut)
          : EnumSet.noneOf(Cut.class);
    }
    Set<Cut> fitting = EnumSet.noneOf(Cut.class);
    nearest(one.reader).stream()
        .filter(read -> read.parts().contains(tokens.place()))
        .flatMap(read -> one.reader.fitting(read).stream())
        .forEach(head -> fitting.addAll(cuts(head, tokens)));
    return fitting;
  }

  private static Set<Cut> cuts(VectorReader.Head head, VectorStep.Made tokens) {
    Set<Cut> fitting = EnumSet.noneOf(Cut.class);
    Identity trained = head.card().embedder();
    for (Space space : tokens.spaces()) {
      for (Cut cut : List.of(Cut.TEXT, Cut.TOKENS)) {
        Identity made = space.identity().cutting(cut);
        if (trained != null && (trained.fits(made) || trained.stacks(made))) {
          fitting.add(cut);
        }
      }
    }
    return fitting;
  }

  /** What {@code reader} may read: more than one part where its own check reports an error. */
  private List<VectorStep.Made> nearest(VectorReader reader) {
    try {
      return NearestVectors.nearest(before(reader.place()), reader);
    } catch (CascadeException e) {
      return List.of();
    }
  }

  private List<VectorStep.Made> all(PartPlace place) {
    List<VectorStep.Made> all = new ArrayList<>();
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
