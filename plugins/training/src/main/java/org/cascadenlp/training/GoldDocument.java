package org.cascadenlp.training;

import de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.uima.cas.CASException;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.PlacedInstance;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.task.DocumentInstance;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.TrainableTask;

/**
 * A document to train on: its sequences with the tokens of the initial view and the targets of the
 * view {@value InputFormat#GOLD_VIEW}.
 *
 * @param component the trainer's name in errors
 * @param unit the type of sequence to train on
 */
record GoldDocument(JCas cas, String component, SequenceType unit) {

  /**
   * The end of an error's remedy: which tokenizer to put into the pipeline for texts without
   * tokens.
   */
  static final String TOKENIZER =
      " for texts without tokens (lines, csv, tsv, folders) the tokenizer of the pipeline that will"
          + " use the model, or give --read tokens=space";

  /** An example, and what it covers. */
  record Placed<T>(PlacedInstance place, Labelled<T> example) {}

  /** The split of this document: {@value TaskTrainer#TRAIN} or {@value TaskTrainer#DEV}. */
  String split() {
    DocumentMetaData found = cas.select(DocumentMetaData.class).findFirst().orElse(null);
    String split = found == null ? null : found.getCollectionId();
    if (split == null || !(split.equals(TaskTrainer.TRAIN) || split.equals(TaskTrainer.DEV))) {
      throw CascadeException.of(
          component,
          "the document's collectionId is '" + split + "'",
          "it must be "
              + TaskTrainer.TRAIN
              + " or "
              + TaskTrainer.DEV
              + ", as `cascade train` sets"
              + " it");
    }
    return split;
  }

  /**
   * The examples of all instances that have tokens, in text order.
   *
   * @param task reads them
   * @param context the maximum number of tokens of neighbouring sequences to add on each side
   */
  <T> List<Placed<T>> examples(TrainableTask<T, ?> task, HeadSettings head, int context)
      throws CASException {
    JCas gold = cas.getView(InputFormat.GOLD_VIEW);
    List<Placed<T>> examples = new ArrayList<>();
    for (DocumentInstance at : instances(context)) {
      for (Labelled<T> example : read(task, at, gold, head)) {
        examples.add(new Placed<>(at.place(), example));
      }
    }
    return examples;
  }

  private List<DocumentInstance> instances(int context) {
    List<PlacedInstance> places = new ArrayList<>();
    List<List<Sequence>> sequences = new ArrayList<>();
    for (PlacedInstance place : unit.instances(cas)) {
      List<Sequence> own =
          place.sequences().stream().map(one -> unit.sequence(cas, one, Cut.TEXT)).toList();
      if (own.stream().allMatch(sequence -> sequence.size() > 0)) {
        places.add(place);
        sequences.add(own);
      }
    }
    if (places.isEmpty()) {
      unit.refuse(cas, component, ";" + TOKENIZER);
    }
    List<Instance> instances = instances(sequences, context);
    return IntStream.range(0, places.size())
        .mapToObj(i -> new DocumentInstance(places.get(i), instances.get(i)))
        .toList();
  }

  /** The instances of {@code sequences}; only a sequence by itself has context. */
  private static List<Instance> instances(List<List<Sequence>> sequences, int context) {
    if (context == 0) {
      return sequences.stream().map(Instance::new).toList();
    }
    List<Sequence> alone = sequences.stream().map(own -> own.get(0)).toList();
    return Sequence.withNeighbours(alone, context).stream().map(Instance::of).toList();
  }

  private <T> List<Labelled<T>> read(
      TrainableTask<T, ?> task, DocumentInstance at, JCas gold, HeadSettings head) {
    try {
      return task.read(at, gold, head).toList();
    } catch (CascadeException e) {
      DocumentMetaData document = cas.select(DocumentMetaData.class).single();
      throw CascadeException.of(
          "document " + document.getDocumentId() + ", " + e.place(), e.problem(), e.remedy(), e);
    }
  }
}
