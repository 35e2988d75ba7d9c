package org.cascadenlp.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.testkit.parts.Pupil;
import org.cascadenlp.testkit.parts.Pupil.Fault;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AnnotatorContractTest {

  private static final Subject WORDS =
      Subject.named("org.cascadenlp.testkit.parts.Words").on("Two words");

  private static Subject pupil(Fault fault) {
    return Subject.named("org.cascadenlp.testkit.parts.Pupil")
        .after(WORDS)
        .with("fault", fault.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .on("Ada sees INGE.", "Nobody here 😀", "All Is Well", "Bob and Carl and Dora");
  }

  /** A correct annotator passes the contract. */
  @Nested
  class WellBehaved extends AnnotatorContract {
    @Override
    protected Subject subject() {
      return pupil(Fault.NONE);
    }

    @Override
    protected Map<String, Object> changes() {
      return Map.of("label", "SURNAME");
    }
  }

  /** A correct annotator without inputs passes the contract, too. */
  @Nested
  class First extends AnnotatorContract {
    @Override
    protected Subject subject() {
      return WORDS;
    }
  }

  private static final class Contract extends AnnotatorContract {
    private final Subject subject;

    Contract(Subject subject) {
      this.subject = subject;
    }

    @Override
    protected Subject subject() {
      return subject;
    }

    @Override
    protected Map<String, Object> changes() {
      return Map.of("label", "SURNAME");
    }

    @Override
    protected int nativesOpen() {
      return Pupil.NATIVES.get();
    }
  }

  private static void breaks(
      Fault fault, Function<Contract, ThrowingCallable> rule, String message) {
    assertThatThrownBy(rule.apply(new Contract(pupil(fault))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Pupil")
        .hasMessageContaining(message);
  }

  @Test
  void anIncompleteDescriptorIsReported() {
    Subject silent = Subject.named("org.cascadenlp.testkit.parts.Silent").with("fault", "none");
    assertThat(DescriptorRules.broken(Subject.named(silent.descriptor()).description()))
        .containsExactly(
            "<name> must be one word",
            "<vendor> must be set",
            "parameter fault: <description> must be a sentence",
            "parameter fault: <externalOverrideName> must end in The Pupil.fault",
            "parameter fault: it must have a value here or be mandatory, or its description say"
                + " what holds where it is empty: defaults must not hide in the code");
    assertThatThrownBy(() -> new Contract(silent).theDescriptorLeavesNothingUnsaid())
        .hasMessageContaining("the descriptor is incomplete");
  }

  @Test
  void aMissingDescriptorIsNamed() {
    assertThatThrownBy(() -> Subject.named("no.such.Annotator").description())
        .hasMessage("there is no no/such/Annotator.xml on the class path");
  }

  @Test
  void aSubjectWithoutTextsIsReported() {
    Contract contract = new Contract(pupil(Fault.NONE).on());
    assertThatThrownBy(contract::thereAreTextsToTestItOn).hasMessageContaining("on(...)");
  }

  @Test
  void takingAnUndeclaredParameterBreaksTheContract() {
    breaks(
        Fault.TAKES_ANY_PARAMETER,
        c -> c::aParameterThatItDoesNotHaveIsRefused,
        "takes parameter noSuchParameterExists");
  }

  @Test
  void writingUndeclaredTypesOrFeaturesBreaksTheContract() {
    breaks(
        Fault.MAKES_UNDECLARED,
        c -> c::itWritesWhatItDeclaresAndNothingElse,
        "makes de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence");
    breaks(
        Fault.SETS_UNDECLARED,
        c -> c::itWritesWhatItDeclaresAndNothingElse,
        "sets de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token:id");
  }

  @Test
  void neverWritingADeclaredTypeBreaksTheContract() {
    breaks(
        Fault.MAKES_NOTHING,
        c -> c::itWritesWhatItDeclaresAndNothingElse,
        "created on no text\n  de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity");
  }

  @Test
  void readingUndeclaredTypesBreaksTheContract() {
    breaks(
        Fault.READS_UNDECLARED,
        c -> c::itReadsNothingButWhatItDeclares,
        "its declared inputs alone");
  }

  @Test
  void writingIntoTheGoldViewBreaksTheContract() {
    breaks(Fault.WRITES_GOLD, c -> c::itLeavesGoldAlone, "writes into the gold view");
  }

  @Test
  void splittingASurrogatePairBreaksTheContract() {
    breaks(
        Fault.SPLITS_CHARACTERS,
        c -> c::offsetsAreInsideTheTextAndSplitNoCharacter,
        "splits a surrogate pair");
  }

  @Test
  void keepingStateBetweenDocumentsBreaksTheContract() {
    breaks(Fault.KEEPS_STATE, c -> c::theSameTextGivesTheSame, "the second time");
    breaks(Fault.KEEPS_STATE, c -> c::aCasThatIsUsedAgainKeepsNothing, "used before");
  }

  @Test
  void dependingOnTheLocaleBreaksTheContract() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.ENGLISH);
    try {
      breaks(Fault.USES_THE_LOCALE, c -> c::theSameTextGivesTheSame, "in another locale");
      assertThat(Locale.getDefault()).isEqualTo(Locale.ENGLISH);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void sharingStateBetweenEnginesBreaksTheContract() {
    breaks(
        Fault.SHARES_STATE, c -> c::enginesSideBySideGiveTheSame, "other engines at the same time");
  }

  @Test
  void addingExistingAnnotationsAgainBreaksTheContract() {
    breaks(
        Fault.DOUBLES,
        c -> c::aDocumentThatIsProcessedTwiceHasWhatItHasAfterOnce,
        "on its own result its output differs");
  }

  @Test
  void leavingModelsOrNativeResourcesOpenBreaksTheContract() {
    int before = ModelStore.shared().size();
    breaks(Fault.LEAVES_MODELS_OPEN, c -> c::allThatIsOpenedIsClosed, "leaves models open");
    assertThat(ModelStore.shared().size()).isGreaterThan(before);
    breaks(
        Fault.LEAVES_NATIVES_OPEN,
        c -> c::allThatIsOpenedIsClosed,
        "leaves native resources open after a document");
  }

  @Test
  void keepingOldModelsOrSettingsAfterReconfigureBreaksTheContract() {
    breaks(
        Fault.KEEPS_CLOSED_MODEL,
        c -> c::reconfiguredWithNothingChangedItDoesTheSame,
        "with nothing changed its output differs: Pupil: IllegalStateException: the model is closed");
    breaks(
        Fault.KEEPS_FORMER_LABEL,
        c -> c::reconfiguredWithOtherValuesItDoesWhatTheySay,
        "reconfigured with {label=SURNAME} its output is not that of a new engine");
  }

  @Test
  void annotatingAfterDestroyBreaksTheContract() {
    breaks(
        Fault.SWALLOWS_DESTROY,
        c -> c::destroyedItRefusesDocumentsInOneLine,
        "annotates when it cannot (destroyed)");
  }

  @Test
  void theErrorOfAFailedRandomChainNamesSeedAndChain() {
    List<Subject> good = List.of(WORDS, pupil(Fault.NONE));
    for (long seed = 0; seed < 10; seed++) {
      assertThat(new RandomChains(good).run(seed)).startsWith("seed " + seed).endsWith("annotated");
    }
    RandomChains bad = new RandomChains(List.of(pupil(Fault.CRASHES_ON_EMPTY)));
    assertThatThrownBy(
            () -> {
              for (long seed = 0; seed < 200; seed++) {
                bad.run(seed);
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageMatching("seed \\d+, chain .*Words.*Pupil.*IndexOutOfBounds.*");
  }
}
