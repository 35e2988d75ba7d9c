package org.cascadenlp.neural.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadenlp.neural.vectors.VectorSteps.card;
import static org.cascadenlp.neural.vectors.VectorSteps.chosen;
import static org.cascadenlp.neural.vectors.VectorSteps.head;
import static org.cascadenlp.neural.vectors.VectorSteps.made;
import static org.cascadenlp.neural.vectors.VectorSteps.place;
import static org.cascadenlp.neural.vectors.VectorSteps.run;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.SequenceType;
import org.junit.jupiter.api.Test;

class NearestVectorsTest {

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
