package org.cascadenlp.neural.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.Guice;
import java.util.List;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.HeadCards;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.sequence.VectorStack;
import org.cascadenlp.neural.vectors.EmbeddingCut;
import org.cascadenlp.neural.vectors.LevelSpace;
import org.cascadenlp.neural.vectors.PartPlace;
import org.cascadenlp.neural.vectors.VectorReader;
import org.cascadenlp.neural.vectors.VectorStep;
import org.cascadenlp.neural.vectors.VectorWiring;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Resolution of {@code cut = auto}. */
class CutChoiceTest {

  private static final VectorSpace TOKENS =
      new VectorSpace("bert", "0123456789abcdef0123", "layers=6 pooling=first", 1, 384);
  private static final VectorSpace SEQUENCES =
      new VectorSpace("bert", "0123456789abcdef0123", "layers=6 pooled=mean normalized", 1, 384);
  private static final VectorSpace TEXT = TOKENS.cutting(Cut.TEXT);
  private static final VectorSpace GLOVE = new VectorSpace("glove", "ff", "oov=zero", 1, 100);

  private final VectorWiring wiring = Guice.createInjector().getInstance(VectorWiring.class);
  private int parts;

  private PartPlace place(String role) {
    return new PartPlace("this engine", "/" + role + "/", role);
  }

  private PartPlace next() {
    return place("part" + parts++);
  }

  private VectorStep.Made bert() {
    List<LevelSpace> spaces =
        List.of(new LevelSpace(Level.TOKEN, TOKENS), new LevelSpace(Level.SEQUENCE, SEQUENCES));
    return made(place("bert"), spaces);
  }

  private static VectorStep.Made made(PartPlace place, List<LevelSpace> spaces) {
    return new VectorStep.Made(
        place,
        Set.of(SequenceType.SENTENCE),
        spaces,
        List.of(new VectorStep.Part(place, "", Set.of())));
  }

  private EmbeddingCut bertAsking(Cut asked) {
    return new EmbeddingCut("BERT (embedding)", asked, bert(), wiring);
  }

  private Cut chosen(Cut asked) {
    return bertAsking(asked).chosen();
  }

  @BeforeEach
  void embed() {
    wiring.embedding(bertAsking(Cut.AUTO).either());
  }

  private void head(String component, VectorSpace... trained) {
    wiring.reader(
        VectorReader.ofHeads(
            next(), component, "", List.of(trained).stream().map(CutChoiceTest::head).toList()));
  }

  private static VectorReader.Head head(VectorSpace trained) {
    return new VectorReader.Head(
        HeadCards.of("a head", SequenceType.SENTENCE, trained),
        trained.settings().contains("pooled") ? Level.SEQUENCE : Level.TOKEN);
  }

  private static VectorReader trainer(PartPlace place, Cut cut) {
    return VectorReader.ofSequences(place, "TaskTrainer (trainer)", SequenceType.SENTENCE, cut);
  }

  @Test
  void withoutReadersTheCutIsText() {
    assertThat(chosen(Cut.AUTO)).isEqualTo(Cut.TEXT);
    head("Tagger (words)", GLOVE);
    assertThat(chosen(Cut.AUTO)).isEqualTo(Cut.TEXT);
  }

  @Test
  void theCutIsThatOfTheHeadsTraining() {
    head("Tagger (pos)", GLOVE, TOKENS);
    assertThat(chosen(Cut.AUTO)).isEqualTo(Cut.TOKENS);
  }

  @Test
  void aHeadOnPooledVectorsCountsToo() {
    head("Classifier (genre)", SEQUENCES);
    assertThat(chosen(Cut.AUTO)).isEqualTo(Cut.TOKENS);
  }

  @Test
  void aHeadTrainedOnTextsKeepsIt() {
    head("Tagger (pos)", TEXT);
    assertThat(chosen(Cut.AUTO)).isEqualTo(Cut.TEXT);
  }

  @Test
  void aFolderWithAHeadForEachCutLeavesTheChoiceToOthers() {
    head("Tagger (pos)", TOKENS, TEXT);
    assertThat(chosen(Cut.AUTO)).isEqualTo(Cut.TEXT);
    head("Tagger (entities)", TOKENS);
    assertThat(chosen(Cut.AUTO)).isEqualTo(Cut.TOKENS);
  }

  @Test
  void aHeadOnAStackReadsItsParts() {
    wiring.embedding(made(next(), List.of(new LevelSpace(Level.TOKEN, GLOVE))));
    wiring.stack(next());
    head("Tagger", new VectorStack(List.of(TOKENS, GLOVE)).vectorSpace());
    assertThat(chosen(Cut.AUTO)).isEqualTo(Cut.TOKENS);
    assertThat(new VectorStack(List.of(GLOVE, TEXT)).vectorSpace().cut()).isEqualTo(Cut.TEXT);
  }

  @Test
  void aHeadThatReadsAnotherEmbeddingIsIgnored() {
    head("Tagger (entities)", TEXT);
    wiring.embedding(made(next(), List.of(new LevelSpace(Level.TOKEN, TOKENS))));
    head("Tagger (pos)", TOKENS);
    assertThat(chosen(Cut.AUTO)).isEqualTo(Cut.TEXT);
  }

  @Test
  void theCutOfTheDescriptorOrAnAdaptersCardIsKept() {
    head("Tagger (pos)", TOKENS);
    assertThat(chosen(Cut.TEXT)).isEqualTo(Cut.TEXT);
  }

  @Test
  void aTrainersCutAppliesToTheNearestEmbedding() {
    wiring.reader(trainer(place("inner/trainer"), Cut.AUTO));
    assertThat(chosen(Cut.AUTO)).isEqualTo(Cut.TEXT);
    wiring.reader(trainer(place("inner/trainer"), Cut.TOKENS));
    assertThat(chosen(Cut.AUTO)).isEqualTo(Cut.TOKENS);
  }

  @Test
  void aTrainersCutDoesNotApplyToAnEmbeddingItDoesNotRead() {
    head("Tagger (pos)", TEXT);
    wiring.embedding(made(next(), List.of(new LevelSpace(Level.TOKEN, GLOVE))));
    wiring.reader(trainer(place("trainer"), Cut.TOKENS));
    assertThat(chosen(Cut.AUTO)).isEqualTo(Cut.TEXT);
  }

  @Test
  void theCutOfATrainerThatStacksAppliesToItsWholeAggregate() {
    wiring.embedding(made(next(), List.of(new LevelSpace(Level.TOKEN, GLOVE))));
    wiring.neighbour(trainer(place("trainer"), Cut.TOKENS));
    assertThat(chosen(Cut.AUTO)).isEqualTo(Cut.TOKENS);
    wiring.neighbour(trainer(place("trainer"), Cut.AUTO));
    wiring.neighbour(trainer(place("inner/trainer"), Cut.TOKENS));
    assertThat(chosen(Cut.AUTO)).isEqualTo(Cut.TEXT);
  }

  @Test
  void disagreeingHeadsAreNamed() {
    head("Tagger (pos)", TOKENS);
    head("Tagger (entities)", TEXT);
    assertThatThrownBy(() -> chosen(Cut.AUTO))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "BERT (embedding): parameter cut = 'auto', and its vectors are read by Tagger"
                + " (entities), trained with cut = text, and by Tagger (pos), trained with cut ="
                + " tokens; give each an embedding of its own with that cut, or train one of them"
                + " anew");
  }

  @Test
  void twoOfThreeReadersMayAcceptBothCuts() {
    assertThat(
            CutChoice.of(
                "e",
                Cut.AUTO,
                List.of(
                    new CutChoice.Reader("a", Set.of(Cut.TEXT, Cut.TOKENS)),
                    new CutChoice.Reader("b", Set.of(Cut.TEXT)),
                    new CutChoice.Reader("c", Set.of(Cut.TEXT, Cut.TOKENS)))))
        .isEqualTo(Cut.TEXT);
  }
}
