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
 * What parts have done with the vectors in one view of a CAS, in order, since its text was set:
 * this run. Vectors that came with a stored CAS are in no run, and are read only where nothing of
 * this run can be.
 *
 * <p>It is found by the view's sofa, an object that lives until the CAS is reset, so that engines
 * that know nothing of each other share it, and no longer. It is for the thread that has the CAS.
 */
public final class VectorRun {

  private static final Map<SofaFS, VectorRun> RUNS = new MapMaker().weakKeys().makeMap();
  private static final String STORED = "stored";

  private final List<Entry> entries = new ArrayList<>();
  private final Map<ModelCard, List<Ids>> predicted = new LinkedHashMap<>();

  private VectorRun() {}

  /**
   * A step and the annotations it has made.
   *
   * @param ids of the annotations, which no other one has until the CAS is reset; ascending
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Entry(VectorStep step, int[] ids) {

    boolean has(Vectors vectors) {
      return Arrays.binarySearch(ids, vectors._id()) >= 0;
    }
  }

  /** The ids from {@code first} to {@code end}, without that. */
  private record Ids(int first, int end) {

    boolean has(Annotation annotation) {
      return annotation._id() >= first && annotation._id() < end;
    }
  }

  /** The run that {@code cas} is in. */
  public static VectorRun of(JCas cas) {
    SofaFS sofa = cas.getSofa();
    return sofa == null ? new VectorRun() : RUNS.computeIfAbsent(sofa, text -> new VectorRun());
  }

  /** Notes what a part has made; where it has run before, what came after it is an earlier run. */
  public void made(VectorStep.Made step, List<Vectors> vectors) {
    int before = lastOf(step.place());
    if (before >= 0) {
      entries.subList(before, entries.size()).clear();
    }
    add(step, vectors.stream().mapToInt(Vectors::_id).sorted().toArray());
  }

  /** Notes that {@code stack} has been put in the place of {@code parts}. */
  public void stacked(List<VectorStep.Made> parts, VectorStep.Made stack, List<Vectors> vectors) {
    entries.removeIf(entry -> parts.contains(entry.step));
    add(stack, vectors.stream().mapToInt(Vectors::_id).sorted().toArray());
  }

  /** The entry of the vectors that the part at {@code place} has made, or of a stack of them. */
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
   * The vectors that {@code reader} reads, in the order of the text: those of the nearest part.
   *
   * @throws org.cascadenlp.core.error.CascadeException where parts are as near, and where a head
   *     can read none of the vectors there are
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
   * The vectors that {@code reader} can read of what parts of its own aggregate have made in this
   * run: part by part in the order of the run, each in the order of the text.
   */
  public List<Vectors> own(JCas cas, VectorReader reader) {
    List<VectorStep.Made> from = NearestVectors.beside(steps(entries), reader);
    List<Vectors> read = of(cas.select(Vectors.class).asList(), from, entries);
    add(new VectorStep.Read(reader.place(), from), new int[0]);
    return read;
  }

  /**
   * Notes that a head with {@code card} has made the annotations whose ids begin with {@code first}
   * and end before {@code end} in this run.
   */
  public void predicted(ModelCard card, int first, int end) {
    predicted.computeIfAbsent(card, model -> new ArrayList<>()).add(new Ids(first, end));
  }

  /**
   * Those of {@code annotations} that no other head has predicted in this run: two heads may have
   * the same task, embedding and labels, and so the same source, and are two models all the same.
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

  /** What {@code stack} is to put side by side. */
  public List<VectorStep.Made> around(PartPlace stack) {
    return NearestVectors.around(steps(entries), stack);
  }

  /** The annotations of {@code from} that are still there, part by part. */
  public List<Vectors> of(JCas cas, List<VectorStep.Made> from) {
    return of(cas.select(Vectors.class).asList(), from, entries);
  }

  /** What the part at {@code place} has read last; empty where that is not known. */
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

  /** What no part of this run has made, by producer and space, in the order it was made. */
  private List<Entry> stored(List<Vectors> all) {
    Map<List<Object>, List<Vectors>> groups = new LinkedHashMap<>();
    all.stream()
        .filter(vectors -> entries.stream().noneMatch(entry -> entry.has(vectors)))
        .sorted(Comparator.comparingInt(Vectors::_id))
        .forEach(
            vectors ->
                groups
                    .computeIfAbsent(
                        List.of(producer(vectors), LevelSpaces.of(vectors)), key -> new ArrayList<>())
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
