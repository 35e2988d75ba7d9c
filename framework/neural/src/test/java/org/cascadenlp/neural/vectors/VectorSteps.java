package org.cascadenlp.neural.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cascadenlp.neural.HeadCards;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;

/** Runs are written as steps: {@code emb@/a/} made vectors, {@code head@/b/} read some. */
final class VectorSteps {

  private static final String THIS = "this engine";

  private VectorSteps() {}

  static VectorSpace vectorSpace(String space) {
    return new VectorSpace(space, "hash of " + space, "layers=1", 1, 2);
  }

  static PartPlace place(String path) {
    return new PartPlace(THIS, path, path);
  }

  static VectorStep.Made made(PartPlace place, String space, SequenceType sequenceType) {
    LevelSpace tokens = new LevelSpace(Level.TOKEN, vectorSpace(space));
    return new VectorStep.Made(
        place,
        Set.of(sequenceType),
        List.of(tokens),
        List.of(new VectorStep.Part(place, "", Set.of())));
  }

  static VectorStep.Made ofTexts(PartPlace place, String space) {
    LevelSpace tokens = new LevelSpace(Level.TOKEN, vectorSpace(space).cutting(Cut.TEXT));
    return new VectorStep.Made(
        place,
        Set.of(SequenceType.SENTENCE),
        List.of(tokens),
        List.of(new VectorStep.Part(place, "", Set.of())));
  }

  static List<VectorStep> run(String... steps) {
    List<VectorStep> run = new ArrayList<>();
    for (String step : steps) {
      PartPlace place = place(step.substring(step.indexOf('@') + 1));
      run.add(
          step.startsWith("head")
              ? new VectorStep.Read(place, List.of())
              : made(place, step.substring(0, step.indexOf('@')), SequenceType.SENTENCE));
    }
    return run;
  }

  static ModelCard card(String space, SequenceType sequenceType) {
    return HeadCards.of("head on " + space, sequenceType, vectorSpace(space));
  }

  static VectorReader head(String path, String role, ModelCard... cards) {
    List<VectorReader.Head> heads =
        List.of(cards).stream().map(card -> new VectorReader.Head(card, Level.TOKEN)).toList();
    return VectorReader.ofHeads(place(path), "Tagger", role, heads);
  }

  static VectorReader head(String path) {
    return head(path, "", card("emb", SequenceType.SENTENCE), card("other", SequenceType.SENTENCE));
  }

  static String chosen(List<VectorStep> before, VectorReader reader) {
    return NearestVectors.of(before, reader).map(one -> one.place().path()).orElse("none");
  }
}
