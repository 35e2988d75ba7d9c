package org.cascadenlp.neural.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.HeadCards;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.sequence.VectorStack;
import org.junit.jupiter.api.Test;

/** Runs are given as steps: {@code emb@/a/} made vectors, {@code head@/b/} reads some. */
class NearestVectorsTest {

  private static final String THIS = "this engine";

  private static VectorSpace vectorSpace(String space) {
    return new VectorSpace(space, "hash of " + space, "layers=1", 1, 2);
  }

  private static PartPlace place(String path) {
    return new PartPlace(THIS, path, path);
  }

  private static VectorStep.Made made(PartPlace place, String space, SequenceType sequenceType) {
    LevelSpace tokens = new LevelSpace(Level.TOKEN, vectorSpace(space));
    return new VectorStep.Made(
        place,
        Set.of(sequenceType),
        List.of(tokens),
        List.of(new VectorStep.Part(place, "", Set.of())));
  }

  private static VectorStep.Made ofTexts(PartPlace place, String space) {
    LevelSpace tokens = new LevelSpace(Level.TOKEN, vectorSpace(space).cutting(Cut.TEXT));
    return new VectorStep.Made(
        place,
        Set.of(SequenceType.SENTENCE),
        List.of(tokens),
        List.of(new VectorStep.Part(place, "", Set.of())));
  }

  private static List<VectorStep> run(String... steps) {
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

  private static ModelCard card(String space, SequenceType sequenceType) {
    return HeadCards.of("head on " + space, sequenceType, vectorSpace(space));
  }

  private static VectorReader head(String path, String role, ModelCard... cards) {
    List<VectorReader.Head> heads =
        List.of(cards).stream().map(card -> new VectorReader.Head(card, Level.TOKEN)).toList();
    return VectorReader.ofHeads(place(path), "Tagger", role, heads);
  }

  private static VectorReader head(String path) {
    return head(path, "", card("emb", SequenceType.SENTENCE), card("other", SequenceType.SENTENCE));
  }

  private static String chosen(List<VectorStep> before, VectorReader reader) {
    return NearestVectors.of(before, reader).map(one -> one.place().path()).orElse("none");
  }

  @Test
  void eachHeadReadsTheEmbeddingDirectlyBeforeIt() {
    assertThat(chosen(run("emb@/e1/"), head("/h1/"))).isEqualTo("/e1/");
    assertThat(chosen(run("emb@/e1/", "head@/h1/", "emb@/e2/"), head("/h2/"))).isEqualTo("/e2/");
    assertThat(chosen(run("emb@/e1/", "head@/h1/", "other@/e2/"), head("/h2/"))).isEqualTo("/e2/");
  }

  @Test
  void headsAfterOneEmbeddingShareIt() {
    assertThat(chosen(run("emb@/e/", "head@/h1/", "head@/h2/"), head("/h3/"))).isEqualTo("/e/");
  }

  @Test
  void vectorsThatDoNotFitAreNoCandidates() {
    VectorReader other = head("/h/", "", card("other", SequenceType.SENTENCE));
    assertThat(chosen(run("other@/e1/", "head@/x/", "emb@/e2/"), other)).isEqualTo("/e1/");
    assertThat(chosen(run("emb@/e1/", "emb@/e2/"), other)).isEqualTo("none");
    assertThat(chosen(List.of(), other)).isEqualTo("none");
  }

  @Test
  void ofEqualVectorSpacesThatOfTheHeadsSequenceTypeIsRead() {
    List<VectorStep> both =
        List.of(
            made(place("/s/"), "emb", SequenceType.SENTENCE),
            made(place("/d/"), "emb", SequenceType.DOCUMENT));
    assertThat(chosen(both, head("/h/", "", card("emb", SequenceType.SENTENCE)))).isEqualTo("/s/");
    assertThat(chosen(both, head("/h/", "", card("emb", SequenceType.DOCUMENT)))).isEqualTo("/d/");
    assertThatThrownBy(() -> chosen(both, head("/h/", "", card("emb", null))))
        .hasMessage(
            "Tagger: it can read the vectors of emb (s) and of emb (d);"
                + " set its parameter vectors = s or d");
  }

  @Test
  void theSameAggregateIsNearerThanTheOneAroundIt() {
    List<VectorStep> run = run("emb@/a/e/", "emb@/e/", "head@/x/");
    assertThat(chosen(run, head("/a/h/"))).isEqualTo("/a/e/");
    assertThat(chosen(run("emb@/b/e/", "emb@/e/"), head("/b/c/h/"))).isEqualTo("/b/e/");
    assertThat(chosen(run("emb@/e/"), head("/a/b/h/"))).isEqualTo("/e/");
  }

  @Test
  void aDelegatesWholeSubtreeIsAsNearAsTheDelegate() {
    List<VectorStep> run = run("emb@/a/b/c/", "emb@/e/");
    assertThatThrownBy(() -> chosen(run, head("/h/")))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "Tagger: it can read the vectors of emb (a/b/c) and of emb (e);"
                + " set its parameter vectors = a/b/c or e");
  }

  @Test
  void aRoleIsSearchedInItsAggregateThenOutward() {
    List<VectorStep> run = run("emb@/e/x/", "emb@/f/", "emb@/a/f/", "head@/h1/");
    ModelCard card = card("emb", SequenceType.SENTENCE);
    assertThat(chosen(run, head("/h/", "e", card))).isEqualTo("/e/x/");
    assertThat(chosen(run, head("/h/", "e/x", card))).isEqualTo("/e/x/");
    assertThat(chosen(run, head("/a/h/", "f", card))).isEqualTo("/a/f/");
    assertThat(chosen(run, head("/a/h/", "e", card))).isEqualTo("/e/x/");
    assertThatThrownBy(() -> chosen(run, head("/h/", "g", card)))
        .hasMessage(
            "Tagger: parameter vectors = 'g'; name the role of an embedding that runs before it:"
                + " [a/f, e/x, f]");
  }

  @Test
  void ofEmbeddingsInOtherEnginesTheLastIsRead() {
    List<VectorStep> run =
        List.of(
            made(new PartPlace("1", "/", "/Glove"), "emb", SequenceType.SENTENCE),
            made(new PartPlace("2", "/", "/Bert"), "other", SequenceType.SENTENCE));
    VectorReader alone = head("/");
    assertThat(NearestVectors.of(run, alone).orElseThrow().place().producer()).isEqualTo("/Bert");
    VectorReader named = head("/", "Glove", card("emb", null), card("other", null));
    assertThat(NearestVectors.of(run, named).orElseThrow().place().producer()).isEqualTo("/Glove");
    List<VectorStep> own =
        new ArrayList<>(List.of(made(place("/x/e/"), "emb", SequenceType.SENTENCE)));
    own.addAll(run);
    assertThat(chosen(own, head("/y/h/"))).isEqualTo("/x/e/");
  }

  @Test
  void aTrainerRefusesVectorsWithAnotherCut() {
    VectorReader text =
        VectorReader.ofSequences(place("/t/"), "Trainer", SequenceType.SENTENCE, Cut.TEXT);
    assertThatThrownBy(() -> chosen(run("emb@/e/"), text))
        .hasMessage(
            "Trainer: parameter cut = 'text', but emb (e), whose vectors it reads, reads tokens,"
                + " each of them alone; set cut = text in the embedding (a transformer's has it), or"
                + " cut = auto in the trainer");
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
            + " reads the text of the whole sequence and emb (two) reads tokens, each of them alone;"
            + " set cut = %1$s in each of them, or cut = auto in the trainer";
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

  @Test
  void aPartThatRunsAgainReplacesItsStep() {
    List<VectorStep> run = run("emb@/e/", "head@/e/", "emb@/e/", "emb@/f/");
    assertThat(run.get(2).replaces(run.get(0))).isTrue();
    assertThat(run.get(2).replaces(run.get(1))).isFalse();
    assertThat(run.get(2).replaces(run.get(3))).isFalse();
  }

  @Test
  void aStackJoinsItsAggregateElseTheNextOneOutward() {
    List<VectorStep> run = run("emb@/a/e1/", "emb@/a/e2/", "emb@/e3/", "other@/e4/");
    assertThat(paths(NearestVectors.around(run, place("/a/s/"))))
        .containsExactly("/a/e1/", "/a/e2/");
    assertThat(paths(NearestVectors.around(run("emb@/e1/", "other@/e2/"), place("/b/s/"))))
        .containsExactly("/e1/", "/e2/");
    assertThat(paths(NearestVectors.around(run, place("/s/")))).hasSize(4);
  }

  private static List<String> paths(List<VectorStep.Made> made) {
    return made.stream().map(one -> one.place().path()).toList();
  }

  @Test
  void aTrainerReadsAnySpaceOfItsSequenceType() {
    VectorReader trainer =
        VectorReader.ofSequences(place("/t/"), "Trainer", SequenceType.SENTENCE, Cut.AUTO);
    assertThat(chosen(run("emb@/e1/", "head@/h/", "other@/e2/"), trainer)).isEqualTo("/e2/");
    List<VectorStep> documents = List.of(made(place("/d/"), "emb", SequenceType.DOCUMENT));
    assertThat(chosen(documents, trainer)).isEqualTo("none");
    assertThatThrownBy(() -> chosen(run("emb@/e1/", "other@/e2/"), trainer))
        .hasMessage(
            "Trainer: there are vectors of emb (e1) and of other (e2);"
                + " put org.cascadenlp.embeddings.StackedEmbedding between the embeddings and the"
                + " trainer, or leave one embedding");
  }
}
