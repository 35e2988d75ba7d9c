package org.cascadenlp.training;

import de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.List;
import org.apache.uima.cas.CASException;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.document.CorpusFormat;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.task.TaskHead;
import org.cascadenlp.training.source.LabelledSequence;

/**
 * A document to train on: its units with their tokens as the initial view has them and with their
 * gold labels from the view {@value CorpusFormat#GOLD_VIEW}.
 *
 * @param component how errors name the trainer
 * @param unit what counts as a unit
 */
record GoldDocument(JCas cas, String component, SequenceType unit) {

  /** Which tokenizer is meant for texts that have no tokens. */
  static final String TOKENIZER =
      " for texts without tokens (lines, csv, tsv, folders) that of the pipeline that is to use the"
          + " model, or give --read tokens=space";

  /** A unit, where it is, with its labels. */
  record Labelled(Annotation place, LabelledSequence example) {}

  /** {@value TaskTrainer#TRAIN} or {@value TaskTrainer#DEV}. */
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
   * The units that have tokens, in order.
   *
   * @param task says which labels a unit has
   * @param context how many tokens of its neighbours each is to have on each side at most
   */
  List<Labelled> units(TaskHead task, HeadSettings head, int context) throws CASException {
    JCas gold = cas.getView(CorpusFormat.GOLD_VIEW);
    List<Annotation> places = new ArrayList<>();
    List<Sequence> units = new ArrayList<>();
    for (Annotation place : unit.of(cas)) {
      List<Token> tokens = SequenceType.tokens(cas, place);
      if (!tokens.isEmpty()) {
        places.add(place);
        units.add(SequenceType.sequence(cas, place, tokens, Cut.TEXT));
      }
    }
    if (places.isEmpty()) {
      unit.refuse(cas, component, ";" + TOKENIZER);
    }
    List<Sequence> neighbours = Sequence.withNeighbours(units, context);
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
