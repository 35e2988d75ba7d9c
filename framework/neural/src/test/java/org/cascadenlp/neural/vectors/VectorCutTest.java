package org.cascadenlp.neural.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadenlp.neural.vectors.VectorSteps.card;
import static org.cascadenlp.neural.vectors.VectorSteps.chosen;
import static org.cascadenlp.neural.vectors.VectorSteps.head;
import static org.cascadenlp.neural.vectors.VectorSteps.made;
import static org.cascadenlp.neural.vectors.VectorSteps.ofTexts;
import static org.cascadenlp.neural.vectors.VectorSteps.place;
import static org.cascadenlp.neural.vectors.VectorSteps.run;
import static org.cascadenlp.neural.vectors.VectorSteps.vectorSpace;

import java.util.List;
import java.util.Set;
import org.cascadenlp.neural.HeadCards;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.sequence.VectorStack;
import org.junit.jupiter.api.Test;

/** Which vectors are read depends on what the subword tokenizer read: tokens or the text. */
class VectorCutTest {

  @Test
  void aTrainerRefusesVectorsWithAnotherCut() {
    VectorReader text =
        VectorReader.ofSequences(place("/t/"), "Trainer", SequenceType.SENTENCE, Cut.TEXT);
    assertThatThrownBy(() -> chosen(run("emb@/e/"), text))
        .hasMessage(
            "Trainer: parameter cut = 'text', but emb (e), whose vectors it reads, reads tokens,"
                + " each of them alone; set cut = text in the embedding (a transformer's has it),"
                + " or cut = auto in the trainer");
    List<VectorStep> texts = List.of(ofTexts(place("/e/"), "emb"));
    assertThat(chosen(texts, text)).isEqualTo("/e/");
    VectorReader tokens =
        VectorReader.ofSequences(place("/t/"), "Trainer", SequenceType.SENTENCE, Cut.TOKENS);
    assertThatThrownBy(() -> chosen(texts, tokens))
        .hasMessageContaining("whose vectors it reads, reads the text of the whole sequence;");
    assertThat(chosen(run("emb@/e/"), tokens)).isEqualTo("/e/");
  }

  private static VectorStep.Made stacked(Cut first, Cut second) {
    VectorStep.Made words =
        new VectorStep.Made(
            place("/words/"),
            Set.of(SequenceType.SENTENCE),
            List.of(new LevelSpace(Level.TOKEN, vectorSpace("words"))),
            List.of(new VectorStep.Part(place("/words/"), "", Set.of())));
    List<VectorStep.Made> parts = List.of(words, cut("/one/", first), cut("/two/", second));
    return VectorStep.Made.stacked(place("/s/"), parts);
  }

  private static VectorStep.Made cut(String path, Cut cut) {
    VectorStep.Part itself = new VectorStep.Part(place(path), "emb", Set.of(Cut.TOKENS));
    LevelSpace tokens = new LevelSpace(Level.TOKEN, vectorSpace("emb"));
    return new VectorStep.Made(
            place(path), Set.of(SequenceType.SENTENCE), List.of(tokens), List.of(itself))
        .cutting(cut == Cut.AUTO ? List.of(Cut.TOKENS, Cut.TEXT) : List.of(cut));
  }

  @Test
  void aTrainersCutMustBeThatOfEachTransformerOfAStack() {
    String mixed =
        "Trainer: parameter cut = '%s', but of the embeddings whose vectors it reads emb (one)"
            + " reads the text of the whole sequence and emb (two) reads tokens, each of them"
            + " alone; set cut = %1$s in each of them, or cut = auto in the trainer";
    for (Cut asked : List.of(Cut.TEXT, Cut.TOKENS)) {
      VectorReader trainer =
          VectorReader.ofSequences(place("/t/"), "Trainer", SequenceType.SENTENCE, asked);
      Cut other = asked == Cut.TEXT ? Cut.TOKENS : Cut.TEXT;
      assertThatThrownBy(() -> chosen(List.of(stacked(Cut.TEXT, Cut.TOKENS)), trainer))
          .hasMessage(mixed.formatted(asked));
      assertThatThrownBy(() -> chosen(List.of(stacked(Cut.AUTO, other)), trainer))
          .hasMessageContaining("whose vectors it reads emb (two) reads");
      assertThat(chosen(List.of(stacked(asked, asked)), trainer)).isEqualTo("/s/");
      assertThat(chosen(List.of(stacked(Cut.AUTO, asked)), trainer)).isEqualTo("/s/");
    }
    VectorReader any =
        VectorReader.ofSequences(place("/t/"), "Trainer", SequenceType.SENTENCE, Cut.AUTO);
    assertThat(chosen(List.of(stacked(Cut.TEXT, Cut.TOKENS)), any)).isEqualTo("/s/");
  }

  private static final String OTHER_CUT =
      "Tagger: the subwords of emb (%s) are not cut as in the head's training; set cut = tokens"
          + " in the embedding, or train a head anew";

  @Test
  void nearestVectorsWithAnotherCutAreAnError() {
    List<VectorStep> run = run("other@/e1/");
    run.add(ofTexts(place("/e2/"), "emb"));
    assertThatThrownBy(() -> chosen(run, head("/h/"))).hasMessage(OTHER_CUT.formatted("e2"));
    assertThat(chosen(run, head("/h/", "e1", card("emb", null), card("other", null))))
        .isEqualTo("/e1/");
    run.add(new VectorStep.Read(place("/x/"), List.of()));
    run.addAll(run("other@/e3/"));
    assertThat(chosen(run, head("/h/"))).isEqualTo("/e3/");
    VectorReader other = head("/h/", "", card("other", SequenceType.SENTENCE));
    assertThat(chosen(run.subList(0, 2), other)).isEqualTo("/e1/");
  }

  @Test
  void vectorsWithAnotherCutAreSkippedIfThoseWithTheHeadsCutExist() {
    List<VectorStep> run = run("emb@/e1/", "head@/x/");
    run.add(ofTexts(place("/e2/"), "emb"));
    assertThat(chosen(run, head("/h/"))).isEqualTo("/e1/");
  }

  @Test
  void theLastOfOtherEnginesIsNamedIfOnlyItsCutDoesNotFit() {
    VectorStep glove = made(new PartPlace("1", "/", "/Glove"), "other", SequenceType.SENTENCE);
    VectorStep bert = ofTexts(new PartPlace("2", "/", "/Bert"), "emb");
    assertThatThrownBy(() -> chosen(List.of(glove, bert), head("/")))
        .hasMessage(OTHER_CUT.formatted("Bert"));
    assertThat(NearestVectors.of(List.of(bert, glove), head("/")).orElseThrow().place().producer())
        .isEqualTo("/Glove");
  }

  @Test
  void theErrorOfAHeadOnAStackNamesTheCutOfItsParts() {
    VectorSpace words = vectorSpace("words");
    VectorSpace trained = new VectorStack(List.of(vectorSpace("emb"), words)).vectorSpace();
    VectorSpace stacked =
        new VectorStack(List.of(vectorSpace("emb").cutting(Cut.TEXT), words)).vectorSpace();
    VectorStep made =
        new VectorStep.Made(
            place("/s/"),
            Set.of(SequenceType.SENTENCE),
            List.of(new LevelSpace(Level.TOKEN, stacked)),
            List.of(new VectorStep.Part(place("/s/"), "", Set.of())));
    ModelCard card = HeadCards.of("head", SequenceType.SENTENCE, trained);
    assertThatThrownBy(() -> chosen(List.of(made), head("/h/", "", card)))
        .hasMessageContaining("not cut as in the head's training; set cut = tokens");
  }
}
