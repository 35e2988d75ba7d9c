package org.cascadenlp.training;

import de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.List;
import org.apache.uima.cas.CASException;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.Cut;
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

  /** An example, and the annotation that it covers. */
  record Placed<T>(Annotation place, Labelled<T> example) {}

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
   * The examples, one for each sequence that has tokens, in text order.
   *
   * @param task reads their targets
   * @param context the maximum number of tokens of neighbouring sequences to add on each side
   */
  <T> List<Placed<T>> examples(TrainableTask<T, ?> task, HeadSettings head, int context)
      throws CASException {
    JCas gold = cas.getView(InputFormat.GOLD_VIEW);
    List<Annotation> places = new ArrayList<>();
    List<Sequence> sequences = new ArrayList<>();
    for (Annotation place : unit.of(cas)) {
      List<Token> tokens = SequenceType.tokens(cas, place);
      if (!tokens.isEmpty()) {
        places.add(place);
        sequences.add(SequenceType.sequence(cas, place, tokens, Cut.TEXT));
      }
    }
    if (places.isEmpty()) {
      unit.refuse(cas, component, ";" + TOKENIZER);
    }
    List<Sequence> neighbours = Sequence.withNeighbours(sequences, context);
    List<Placed<T>> examples = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Annotation place = places.get(i);
      T target = target(task, gold, place, head);
      examples.add(new Placed<>(place, new Labelled<>(Instance.of(neighbours.get(i)), target)));
    }
    return examples;
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
