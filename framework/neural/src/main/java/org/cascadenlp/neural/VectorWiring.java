package org.cascadenlp.neural;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
final class VectorWiring {

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

  private record Reader(VectorReader reader) implements Kind {}

  /** An embedding; said again, it replaces what was said of the same place. */
  AutoCloseable embedding(VectorStep.Made vectors) {
    return put(vectors.place(), new Embedding(vectors));
  }

  /** A stack at {@code place}. */
  AutoCloseable stack(PartPlace place) {
    return put(place, new Stack(place));
  }

  /** A head or a trainer. */
  AutoCloseable reader(VectorReader reader) {
    return put(reader.place(), new Reader(reader));
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
  void check(VectorReader reader) {
    List<VectorStep> steps = before(reader.place());
    List<VectorStep.Made> vectors = NearestVectors.made(steps);
    if (flow.places().isEmpty()) {
      vectors = all(reader.place().engine());
    }
    boolean readable =
        flow.places().isEmpty()
            ? vectors.stream().anyMatch(reader::fits)
            : NearestVectors.of(steps, reader).isPresent();
    if (!vectors.isEmpty() && !readable && !reader.heads().isEmpty()) {
      throw reader.unfit(vectors);
    }
  }

  /**
   * The cards of the heads that read the vectors of the embedding at {@code place}, or a stack that
   * holds them: in {@code Pipeline.load} to be asked in an {@code Agreements} question, in other
   * hosts with the first document, when all parts are configured. The embedding may be registered
   * with several spaces while it is not decided which it makes: each card that fits one of them
   * counts. A head that cannot be told its vectors is left out: its own check reports that.
   */
  List<ModelCard> readersOf(PartPlace place) {
    List<ModelCard> cards = new ArrayList<>();
    for (Part part : parts.values()) {
      if (part.kind instanceof Reader one && one.reader.place().engine().equals(place.engine())) {
        nearest(one.reader)
            .filter(read -> read.parts().contains(place))
            .ifPresent(read -> one.reader.fitting(read).forEach(head -> cards.add(head.card())));
      }
    }
    return cards;
  }

  private Optional<VectorStep.Made> nearest(VectorReader reader) {
    try {
      return NearestVectors.of(before(reader.place()), reader);
    } catch (CascadeException e) {
      return Optional.empty();
    }
  }

  private List<VectorStep.Made> all(String engine) {
    List<VectorStep.Made> all = new ArrayList<>();
    boolean stacked = false;
    for (Kind kind : inOrder(engine)) {
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
    for (Kind kind : inOrder(place.engine())) {
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

  private List<Kind> inOrder(String engine) {
    Map<String, Kind> byPath = new TreeMap<>();
    Map<Integer, Kind> byNumber = new TreeMap<>();
    parts.forEach(
        (place, part) -> {
          if (place.engine().equals(engine)) {
            byPath.put(place.path(), part.kind);
            byNumber.put(part.number, part.kind);
          }
        });
    return flow.places().isEmpty()
        ? List.copyOf(byNumber.values())
        : flow.places().stream().filter(byPath::containsKey).map(byPath::get).toList();
  }
}
