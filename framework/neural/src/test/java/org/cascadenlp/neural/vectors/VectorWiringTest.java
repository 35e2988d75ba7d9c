package org.cascadenlp.neural.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.apache.uima.UIMAFramework;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.neural.HeadCards;
import org.cascadenlp.neural.embedding.CutChoice;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.sequence.VectorStack;
import org.junit.jupiter.api.Test;

/** In a host with unknown flow, where the order is that in which parts were created. */
class VectorWiringTest {

  private final VectorWiring wiring =
      Injectors.of(UIMAFramework.newDefaultResourceManager()).getInstance(VectorWiring.class);

  private static VectorSpace vectorSpace(String name, String settings) {
    return new VectorSpace(name, "hash of " + name, settings, 1, 2);
  }

  private static PartPlace place(String path) {
    return new PartPlace("engine", path, path);
  }

  private AutoCloseable embedding(String path, String name, String... settings) {
    List<LevelSpace> spaces =
        List.of(settings).stream()
            .map(one -> new LevelSpace(Level.TOKEN, vectorSpace(name, one)))
            .toList();
    return wiring.embedding(made(path, spaces));
  }

  private static VectorStep.Made made(String path, List<LevelSpace> spaces) {
    return new VectorStep.Made(
        place(path),
        Set.of(SequenceType.SENTENCE),
        spaces,
        List.of(new VectorStep.Part(place(path), "", Set.of())));
  }

  private static VectorReader head(String path, VectorSpace trained) {
    ModelCard card = HeadCards.of("of " + path, null, trained);
    return VectorReader.ofHeads(
        place(path), "of " + path, "", List.of(new VectorReader.Head(card, Level.TOKEN)));
  }

  private List<String> readersOf(String path, String name) {
    List<LevelSpace> tokens = List.of(new LevelSpace(Level.TOKEN, vectorSpace(name, "plain")));
    return wiring.readersOf(made(path, tokens)).stream()
        .map(CutChoice.Reader::component)
        .sorted()
        .toList();
  }

  @Test
  void theReadersOfAnEmbeddingAreTheHeadsTrainedOnIt() {
    embedding("/e1/", "bert", "plain");
    wiring.reader(head("/h1/", vectorSpace("bert", "plain")));
    embedding("/e2/", "bert", "plain");
    wiring.reader(head("/h2/", vectorSpace("bert", "plain")));
    wiring.reader(head("/h3/", vectorSpace("bert", "plain")));
    assertThat(readersOf("/e1/", "bert")).containsExactly("of /h1/");
    assertThat(readersOf("/e2/", "bert")).containsExactly("of /h2/", "of /h3/");
  }

  @Test
  void whileTheCutIsOpenHeadsOfEitherCutAreReaders() throws Exception {
    embedding("/e/", "bert", "plain", "plain cut=text");
    wiring.reader(head("/h1/", vectorSpace("bert", "plain cut=text")));
    try (AutoCloseable gone = wiring.reader(head("/h2/", vectorSpace("bert", "plain")))) {
      assertThat(readersOf("/e/", "bert")).containsExactly("of /h1/", "of /h2/");
    }
    assertThat(readersOf("/e/", "bert")).containsExactly("of /h1/");
    embedding("/e/", "bert", "plain");
    assertThat(readersOf("/e/", "bert")).isEmpty();
  }

  @Test
  void theHeadOfAStackReadsAllPartsOfIt() {
    embedding("/v/words/", "glove", "plain");
    embedding("/v/bert/", "bert", "plain", "plain cut=text");
    wiring.stack(place("/v/stack/"));
    VectorSpace both =
        new VectorStack(
                List.of(vectorSpace("glove", "plain"), vectorSpace("bert", "plain cut=text")))
            .vectorSpace();
    wiring.reader(head("/h/", both));
    assertThat(readersOf("/v/bert/", "bert")).containsExactly("of /h/");
    assertThat(readersOf("/v/words/", "glove")).containsExactly("of /h/");
  }

  @Test
  void withoutAFlowItSufficesThatAHeadFitsSomeVectors() {
    VectorReader reader = head("/h/", vectorSpace("bert", "plain"));
    wiring.check(reader);
    embedding("/e/", "glove", "plain");
    assertThatThrownBy(() -> wiring.check(reader))
        .hasMessageContaining("the vectors come from glove")
        .hasMessageContaining("for which there is no head");
    embedding("/e2/", "bert", "plain");
    embedding("/e3/", "bert", "plain");
    wiring.check(reader);
  }

  private static VectorReader headWithEncoder(String path, VectorSpace trained, String encoder) {
    ModelCard card = HeadCards.of("of " + path, null, trained);
    return VectorReader.ofHeads(
        place(path), "of " + path, "", List.of(new VectorReader.Head(card, Level.TOKEN, encoder)));
  }

  private List<String> encoderFor(String path) {
    List<LevelSpace> spaces = List.of(new LevelSpace(Level.TOKEN, vectorSpace("glove", "plain")));
    return wiring.encoderFor(made(path, spaces)).stream().map(VectorReader.Head::encoder).toList();
  }

  @Test
  void theNearestEmbeddingGetsTheEncoderOfAHeadThatFitsNoVectors() {
    embedding("/e1/", "glove", "plain");
    embedding("/e2/", "glove", "plain");
    assertThat(encoderFor("/e2/")).isEmpty();
    wiring.reader(headWithEncoder("/h/", vectorSpace("bert", "plain"), "folder"));
    assertThat(encoderFor("/e1/")).isEmpty();
    assertThat(encoderFor("/e2/")).containsExactly("folder");
    wiring.reader(headWithEncoder("/h/", vectorSpace("glove", "plain"), "folder"));
    assertThat(encoderFor("/e2/")).isEmpty();
  }

  @Test
  void anEmbeddingWhoseVectorsOthersReadKeepsItsEncoder() {
    embedding("/e/", "glove", "plain");
    wiring.reader(headWithEncoder("/h1/", vectorSpace("bert", "plain"), "folder"));
    wiring.reader(head("/h2/", vectorSpace("glove", "plain")));
    assertThatThrownBy(() -> encoderFor("/e/"))
        .hasMessage(
            "of /h1/: its model folder needs the vectors of its own encoder, and of /h2/ reads"
                + " others of the same embedding, glove (e); put an embedding before this part"
                + " that no other part reads");
  }

  /** Its encoder is in place already, so the settings were changed on purpose. */
  @Test
  void aHeadIsNotGivenTheEncoderWhoseSettingsItDoesNotFit() {
    embedding("/e/", "glove", "plain");
    wiring.reader(headWithEncoder("/h/", vectorSpace("glove", "context=64"), "folder"));
    assertThat(encoderFor("/e/")).isEmpty();
  }
}
