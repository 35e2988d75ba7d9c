package org.cascadenlp.neural.vectors;

import com.google.common.collect.MapMaker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.uima.cas.SofaFS;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.types.Vectors;

/**
 * The steps of the current run over one view of a CAS: the parts that made or read vectors since
 * its text was set, in order. Vectors loaded with a stored CAS belong to no run and are read only
 * if no vectors of this run fit.
 *
 * <p>A run is looked up by the view's sofa, an object that lives until the CAS is reset, so that
 * independent engines share the run exactly that long. Not thread safe: for the thread that has the
 * CAS.
 */
public final class VectorRun {

  private static final Map<SofaFS, VectorRun> RUNS = new MapMaker().weakKeys().makeMap();
  private static final String STORED = "stored";

  private final List<Entry> entries = new ArrayList<>();
  private final Map<ModelCard, List<Ids>> predicted = new LinkedHashMap<>();

  private VectorRun() {}

  /**
   * A step and the annotations it made.
   *
   * @param ids the ids of the annotations, ascending; unique until the CAS is reset
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(VectorStep step, int[] ids) {

    boolean has(Vectors vectors) {
      return Arrays.binarySearch(ids, vectors._id()) >= 0;
    }
  }

  /** The ids from {@code first} to {@code end}, exclusive. */
  private record Ids(int first, int end) {

    boolean has(Annotation annotation) {
      return annotation._id() >= first && annotation._id() < end;
    }
  }

  /** The current run of {@code cas}. */
  public static VectorRun of(JCas cas) {
    SofaFS sofa = cas.getSofa();
    return sofa == null ? new VectorRun() : RUNS.computeIfAbsent(sofa, text -> new VectorRun());
  }

  /**
   * Records the vectors a part made; if it has run before, that and all later steps are dropped as
   * an earlier run.
   */
  public void made(VectorStep.Made step, List<Vectors> vectors) {
    int before = lastOf(step.place());
    if (before >= 0) {
      entries.subList(before, entries.size()).clear();
    }
    add(step, vectors.stream().mapToInt(Vectors::_id).sorted().toArray());
  }

  /** Records that {@code stack} has replaced the vectors of {@code parts}. */
  public void stacked(List<VectorStep.Made> parts, VectorStep.Made stack, List<Vectors> vectors) {
    entries.removeIf(entry -> parts.contains(entry.step));
    add(stack, vectors.stream().mapToInt(Vectors::_id).sorted().toArray());
  }

  /** The index of the vectors of the part at {@code place}, or of a stack with them; -1 if none. */
  private int lastOf(PartPlace place) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).step instanceof VectorStep.Made made
          && (made.place().equals(place) || made.holds(place))) {
        return i;
      }
    }
    return -1;
  }

  private void add(VectorStep step, int[] ids) {
    entries.removeIf(entry -> step.replaces(entry.step));
    entries.add(new Entry(step, ids));
  }

  /**
   * The vectors of the nearest part that {@code reader} accepts, in the order of the text.
   *
   * @throws org.cascadenlp.core.error.CascadeException if parts are equally near, or if a head
   *     accepts none of the existing vectors
   */
  public List<Vectors> nearest(JCas cas, VectorReader reader) {
    List<Entry> candidates = entries;
    Optional<VectorStep.Made> chosen = Optional.empty();
    List<Vectors> all = cas.select(Vectors.class).asList();
    if (!all.isEmpty()) {
      chosen = NearestVectors.of(steps(entries), reader);
      if (chosen.isEmpty()) {
        candidates = stored(all);
        chosen = NearestVectors.of(steps(candidates), reader);
      }
      if (chosen.isEmpty() && !reader.heads().isEmpty()) {
        List<VectorStep> found = new ArrayList<>(steps(entries));
        found.addAll(steps(candidates));
        throw reader.unfit(NearestVectors.inReach(found, reader));
      }
    }
    List<VectorStep.Made> from = chosen.stream().toList();
    List<Vectors> read = of(all, from, candidates);
    add(new VectorStep.Read(reader.place(), from), new int[0]);
    return read;
  }

  /**
   * The vectors that {@code reader} accepts from parts of its aggregate in this run: by part in the
   * order of the run, then in the order of the text.
   */
  public List<Vectors> own(JCas cas, VectorReader reader) {
    List<VectorStep.Made> from = NearestVectors.beside(steps(entries), reader);
    List<Vectors> read = of(cas.select(Vectors.class).asList(), from, entries);
    add(new VectorStep.Read(reader.place(), from), new int[0]);
    return read;
  }

  /**
   * Records that the head with {@code card} made the annotations with ids from {@code first} to
   * {@code end}, exclusive, in this run.
   */
  public void predicted(ModelCard card, int first, int end) {
    predicted.computeIfAbsent(card, model -> new ArrayList<>()).add(new Ids(first, end));
  }

  /**
   * {@code annotations} without those of other heads of this run: two models may have the same
   * task, embedding and labels, and thus the same source.
   */
  public <T extends Annotation> List<T> notOfOthers(ModelCard card, List<T> annotations) {
    List<Ids> others =
        predicted.entrySet().stream()
            .filter(e -> e.getKey().name().equals(card.name()) && !e.getKey().equals(card))
            .flatMap(e -> e.getValue().stream())
            .toList();
    return annotations.stream()
        .filter(one -> others.stream().noneMatch(ids -> ids.has(one)))
        .toList();
  }

  /** The vectors that {@code stack} is to concatenate. */
  public List<VectorStep.Made> around(PartPlace stack) {
    return NearestVectors.around(steps(entries), stack);
  }

  /** The remaining annotations of {@code from}, by part. */
  public List<Vectors> of(JCas cas, List<VectorStep.Made> from) {
    return of(cas.select(Vectors.class).asList(), from, entries);
  }

  /** The vectors that the part at {@code place} read last; empty if unknown. */
  public List<VectorStep.Made> readBy(PartPlace place) {
    for (Entry entry : entries) {
      if (entry.step instanceof VectorStep.Read read && read.place().equals(place)) {
        return read.from();
      }
    }
    return List.of();
  }

  private static List<VectorStep> steps(List<Entry> entries) {
    return entries.stream().map(Entry::step).toList();
  }

  private static List<Vectors> of(
      List<Vectors> all, List<VectorStep.Made> from, List<Entry> candidates) {
    List<Vectors> found = new ArrayList<>();
    for (VectorStep.Made made : from) {
      for (Entry entry : candidates) {
        if (entry.step.equals(made)) {
          all.stream().filter(entry::has).forEach(found::add);
        }
      }
    }
    return found;
  }

  /** Vectors that are not of this run, by producer and space, in the order they were made. */
  private List<Entry> stored(List<Vectors> all) {
    Map<List<Object>, List<Vectors>> groups = new LinkedHashMap<>();
    all.stream()
        .filter(vectors -> entries.stream().noneMatch(entry -> entry.has(vectors)))
        .sorted(Comparator.comparingInt(Vectors::_id))
        .forEach(
            vectors ->
                groups
                    .computeIfAbsent(
                        List.of(producer(vectors), LevelSpaces.of(vectors)),
                        key -> new ArrayList<>())
                    .add(vectors));
    List<Entry> found = new ArrayList<>();
    for (List<Vectors> group : groups.values()) {
      Vectors first = group.get(0);
      PartPlace place = new PartPlace(STORED, producer(first), producer(first));
      Set<SequenceType> sequenceTypes = EnumSet.noneOf(SequenceType.class);
      for (SequenceType sequenceType : SequenceType.values()) {
        if (sequenceType.includes(first)) {
          sequenceTypes.add(sequenceType);
        }
      }
      found.add(
          new Entry(
              new VectorStep.Made(
                  place,
                  sequenceTypes.isEmpty() ? EnumSet.allOf(SequenceType.class) : sequenceTypes,
                  LevelSpaces.of(first),
                  List.of(new VectorStep.Part(place, first.getSource(), Set.of()))),
              group.stream().mapToInt(Vectors::_id).toArray()));
    }
    return found;
  }

  private static String producer(Vectors vectors) {
    return vectors.getProducer() == null ? "/" : vectors.getProducer();
  }
}
