package org.cascadenlp.training;

import de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData;
import java.util.ArrayList;
import java.util.List;
import org.apache.uima.cas.CASException;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.PlacedInstance;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceType;
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
   * The examples, one for each instance that has tokens, in text order.
   *
   * @param task reads their targets
   * @param context the maximum number of tokens of neighbouring sequences to add on each side
   */
  <T> List<Placed<T>> examples(TrainableTask<T, ?> task, HeadSettings head, int context)
      throws CASException {
    JCas gold = cas.getView(InputFormat.GOLD_VIEW);
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
    List<Placed<T>> examples = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      T target = target(task, gold, places.get(i).place(), head);
      examples.add(new Placed<>(places.get(i), new Labelled<>(instances.get(i), target)));
    }
    return examples;
  }

  /** The instances of {@code sequences}; only a sequence by itself has context. */
  private static List<Instance> instances(List<List<Sequence>> sequences, int context) {
    if (context == 0) {
      return sequences.stream().map(Instance::new).toList();
    }
    List<Sequence> alone = sequences.stream().map(own -> own.get(0)).toList();
    return Sequence.withNeighbours(alone, context).stream().map(Instance::of).toList();
  }

  private <T> T target(TrainableTask<T, ?> task, JCas gold, Annotation place, HeadSettings head) {
    try {
      return task.target(gold, place, head);
    } catch (CascadeException e) {
      DocumentMetaData document = cas.select(DocumentMetaData.class).single();
      throw CascadeException.of(
          "document " + document.getDocumentId() + ", " + e.place(), e.problem(), e.remedy(), e);
    }
  }
}
