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
import org.cascadenlp.neural.task.TaskHead;
import org.cascadenlp.training.source.LabelledSequence;

/**
 * A document to train on: its sequences with the tokens of the initial view and the gold labels of
 * the view {@value InputFormat#GOLD_VIEW}.
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

  /** A sequence with its labels, and the annotation that it covers. */
  record Labelled(Annotation place, LabelledSequence example) {}

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
   * The sequences that have tokens, in text order.
   *
   * @param task reads the gold labels of a sequence
   * @param context the maximum number of tokens of neighbouring sequences to add on each side
   */
  List<Labelled> sequences(TaskHead task, HeadSettings head, int context) throws CASException {
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
    List<Labelled> labelled = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Annotation place = places.get(i);
      labelled.add(
          new Labelled(
              place, new LabelledSequence(neighbours.get(i), labels(task, gold, place, head))));
    }
    return labelled;
  }

  private List<String> labels(TaskHead task, JCas gold, Annotation place, HeadSettings head) {
    try {
      return task.gold(gold, place, head);
    } catch (CascadeException e) {
      DocumentMetaData document = cas.select(DocumentMetaData.class).single();
      throw CascadeException.of(
          "document " + document.getDocumentId() + ", " + e.place(), e.problem(), e.remedy(), e);
    }
  }
}
