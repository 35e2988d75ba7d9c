package org.cascadenlp.neural.vectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.cascadenlp.core.FlowOrder;
import org.cascadenlp.core.PipelineContext;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.CutChoice;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.types.Vectors;

/**
 * Resolves, as far as possible before the first document, which part of an engine reads the vectors
 * of which other one. Parts register when they are configured and deregister when they are
 * destroyed.
 *
 * <p>The order is that of the flow or, if that is unknown ({@link FlowOrder}), the order in which
 * the parts were created, which is that of the delegates in the descriptor.
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

  /** A part and its number in the order of creation. */
  private record Part(int number, Kind kind) {}

  private sealed interface Kind {}

  /** An embedding, and what settles which vectors it makes. */
  private record Embedding(VectorStep.Made made, Runnable settling) implements Kind {}

  private record Stack(PartPlace place) implements Kind {}

  /** A part that reads the nearest vectors, or {@code all} of its aggregate. */
  private record Reader(VectorReader reader, boolean all) implements Kind {}

  /**
   * Registers an embedding, replacing an earlier one at the same place, until the result is closed.
   */
  public AutoCloseable embedding(VectorStep.Made vectors) {
    return embedding(vectors, () -> {});
  }

  /**
   * As {@link #embedding(VectorStep.Made)}, for an embedding that asks for {@link #encoderFor}.
   *
   * @param settling does so and registers the vectors that it then makes; it runs when all parts
   *     are configured, perhaps more than once
   */
  public AutoCloseable embedding(VectorStep.Made vectors, Runnable settling) {
    return put(vectors.place(), new Embedding(vectors, settling));
  }

  /** Registers a stack at {@code place} until the result is closed. */
  public AutoCloseable stack(PartPlace place) {
    return put(place, new Stack(place));
  }

  /** Registers a head or trainer that reads the nearest vectors until the result is closed. */
  public AutoCloseable reader(VectorReader reader) {
    return put(reader.place(), new Reader(reader, false));
  }

  /**
   * Registers a trainer that reads all vectors of its aggregate, or requires that there are none,
   * until the result is closed.
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
   * The vectors that {@code reader} reads; empty if they are not known before the first document.
   *
   * @throws CascadeException if it accepts none of the vectors made before it, or those of two
   *     parts equally near. If the order is unknown, it suffices that a head accepts any vectors of
   *     the engine.
   */
  public Optional<VectorStep.Made> check(VectorReader reader) {
    for (Kind kind : together(reader.place())) {
      if (kind instanceof Embedding embedding) {
        embedding.settling.run();
      }
    }
    boolean ordered = !flow.places().isEmpty();
    List<VectorStep> steps = ordered ? before(reader.place()) : all(reader.place());
    Optional<VectorStep.Made> read = ordered ? NearestVectors.of(steps, reader) : Optional.empty();
    boolean readable =
        ordered ? read.isPresent() : NearestVectors.made(steps).stream().anyMatch(reader::fits);
    if (!readable && !reader.heads().isEmpty() && !NearestVectors.made(steps).isEmpty()) {
      throw reader.unfit(NearestVectors.inReach(steps, reader));
    }
    if (!readable && reader.heads().isEmpty() && ordered && !isAfterUnknown(reader.place())) {
      throw reader.nothing();
    }
    return read;
  }

  /** True if an unregistered part before {@code place} may make vectors. */
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
   * The names of the models before {@code reader} in its aggregate whose vectors it accepts; empty
   * if the order is unknown.
   */
  public List<String> beside(VectorReader reader) {
    return flow.places().isEmpty()
        ? List.of()
        : NearestVectors.beside(before(reader.place()), reader).stream()
            .map(made -> made.vectorSpace().name())
            .toList();
  }

  /**
   * The heads and trainers that read the vectors of one embedding, directly or in a stack, with the
   * cuts they were trained with or ask for. Call it when all parts are configured: in {@code
   * Pipeline.load} from {@link PipelineContext#addAgreement}, in other hosts at the first document.
   *
   * @param tokens the vectors that the embedding makes with {@link Cut#TOKENS}
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

  /** The cuts of {@code tokens} that fit {@code one}; empty if it does not read them. */
  private Set<Cut> cuts(Reader one, VectorStep.Made tokens) {
    Set<Cut> fitting = EnumSet.noneOf(Cut.class);
    for (VectorStep.Made read :
        one.all ? NearestVectors.beside(List.of(tokens), one.reader) : nearest(one)) {
      if (read.holds(tokens.place())) {
        one.reader.fitting(read).forEach(head -> fitting.addAll(cuts(head, tokens)));
        fitting.add(one.reader.cut());
      }
    }
    fitting.remove(Cut.AUTO); // such a reader leaves the choice to others
    return fitting;
  }

  private static Set<Cut> cuts(VectorReader.Head head, VectorStep.Made tokens) {
    Set<Cut> fitting = EnumSet.noneOf(Cut.class);
    VectorSpace trained = head.card().embedder();
    for (LevelSpace space : tokens.spaces()) {
      for (Cut cut : List.of(Cut.TEXT, Cut.TOKENS)) {
        VectorSpace made = space.vectorSpace().cutting(cut);
        if (trained != null && (trained.fits(made) || trained.stacks(made))) {
          fitting.add(cut);
        }
      }
    }
    return fitting;
  }

  /**
   * The head for which the embedding that makes {@code own} computes vectors with the encoder in
   * the head's folder, because it is the nearest embedding before a head that fits no vectors.
   * Empty if there is none. Call it when all parts are configured.
   *
   * @throws CascadeException if another part reads the vectors of this embedding
   */
  public Optional<VectorReader.Head> encoderFor(VectorStep.Made own) {
    List<EncoderChoice.Reading> readings = new ArrayList<>();
    for (Kind kind : together(own.place())) {
      if (kind instanceof Reader one) {
        List<VectorStep.Made> read =
            one.all ? NearestVectors.beside(List.of(own), one.reader) : nearest(one);
        readings.add(new EncoderChoice.Reading(one.reader, read, inReach(one)));
      }
    }
    return EncoderChoice.of(own, readings);
  }

  private List<VectorStep.Made> inReach(Reader one) {
    try {
      return NearestVectors.inReach(before(one.reader.place()), one.reader);
    } catch (CascadeException e) {
      return List.of(); // its own check reports it
    }
  }

  /** The vectors that {@code one} may read; more than one if its own check reports an error. */
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
    return stacked ? List.of() : all; // unknown before the first document
  }

  /** The steps before {@code place} in its engine; those of unregistered parts are unknown. */
  private List<VectorStep> before(PartPlace place) {
    List<VectorStep> steps = new ArrayList<>();
    for (Kind kind : together(place)) {
      if (kind instanceof Embedding embedding) {
        steps.removeIf(embedding.made::replaces); // as a flow may name a part twice
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

  /** The parts of the engine of {@code place}; if it is an engine by itself, all such engines. */
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
