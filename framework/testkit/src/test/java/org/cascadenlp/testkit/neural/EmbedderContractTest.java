package org.cascadenlp.testkit.neural;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.embedding.ModelReference;
import org.cascadenlp.testkit.neural.ToyProvider.Fault;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EmbedderContractTest {

  private static class Contract extends EmbedderContract {
    private final Fault fault;

    Contract(Fault fault) {
      this.fault = fault;
    }

    @Override
    protected EmbedderProvider provider() {
      return new ToyProvider(fault);
    }

    @Override
    protected ModelReference model() {
      return new ModelReference(ToyProvider.NAME, new ToyProvider.Options());
    }
  }

  /** A correct embedder passes the contract. */
  @Nested
  class WellBehaved extends Contract {
    WellBehaved() {
      super(Fault.NONE);
    }
  }

  private static void breaks(ThrowingCallable rule, String message) {
    assertThatThrownBy(rule).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }

  @Test
  void aHashThatChangesBreaksTheContract() {
    breaks(new Contract(Fault.ANOTHER_HASH_EACH_TIME)::itSaysWhichVectorsItMakes, "opened again");
  }

  @Test
  void openingFilesThatAreNoModelsBreaksTheContract() {
    Contract greedy = new Contract(Fault.READS_EVERYTHING);
    breaks(() -> greedy.refuses(greedy.folder().resolve("pom.xml")), "it opens ");
  }

  @Test
  void takingOptionsOfAnotherProviderBreaksTheContract() {
    breaks(new Contract(Fault.TAKES_ANY_SETTINGS)::settingsOfAnotherFamilyAreRefused, "settings");
  }

  @Test
  void tokensWithoutFiniteVectorsBreakTheContract() {
    breaks(
        new Contract(Fault.DROPS_LONG_SEQUENCES)::shapesAreTokensByLayersByWidth,
        "numbers of 700 tokens 'word word");
    breaks(new Contract(Fault.DIVIDES_BY_ZERO)::shapesAreTokensByLayersByWidth, "NaN or infinity");
  }

  @Test
  void dependingOnOtherSequencesBreaksTheContract() {
    breaks(
        new Contract(Fault.DEPENDS_ON_THE_BATCH)::aSequenceHasTheSameBitsWhateverIsEmbeddedBesideIt,
        "among others it makes other vectors");
    breaks(
        new Contract(Fault.READS_NEIGHBOURS)::neighboursAreReadAsFarAsItSays,
        "with more neighbours than its context() = 0");
    breaks(
        new Contract(Fault.READS_THE_TEXT)::theTextIsReadOnlyWhereItSaysSo,
        "though cutsText() is false");
  }

  @Test
  void dependingOnLocaleOrThreadsBreaksTheContract() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.ENGLISH);
    try {
      breaks(
          new Contract(Fault.USES_THE_LOCALE)::openedAgainInAnotherLocaleItMakesTheSame,
          "in a Turkish locale");
    } finally {
      Locale.setDefault(before);
    }
    breaks(new Contract(Fault.IS_FOR_ONE_THREAD)::twoWorkersGetTheSame, "with two workers");
  }

  @Test
  void leavingArraysOpenBreaksTheContract() {
    breaks(new Contract(Fault.LEAVES_ARRAYS_OPEN)::noArrayStaysOpen, "native arrays after");
  }
}
