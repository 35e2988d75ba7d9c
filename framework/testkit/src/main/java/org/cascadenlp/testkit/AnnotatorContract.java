package org.cascadenlp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.document.InputFormat;
import org.junit.jupiter.api.Test;

/**
 * The tests that every annotator must pass. The author of a plugin extends this class:
 *
 * <pre>{@code
 * class ShoutingContractTest extends AnnotatorContract {
 *   @Override
 *   protected Subject subject() {
 *     return Subject.named("org.example.Shouting").on("HELP! It rains.");
 *   }
 * }
 * }</pre>
 *
 * <p>Engines are created by UIMA's own API, so that the results hold for any UIMA application.
 */
public abstract class AnnotatorContract extends LifeCycleContract {

  /** For subclasses. */
  protected AnnotatorContract() {}

  /** The annotator under test. */
  @Override
  protected abstract Subject subject();

  /**
   * The number of open native resources, for annotators that use some (native arrays, files). It
   * must be the same after every document, and after the engine is destroyed the same as before it
   * was created.
   */
  protected int nativesOpen() {
    return 0;
  }

  /**
   * Parameter values that differ from the subject's and change its output, for the tests of
   * reconfiguration. Empty for an annotator without such parameters.
   */
  @Override
  protected Map<String, Object> changes() {
    return Map.of();
  }

  /** The texts of the subject and the difficult ones. */
  private List<String> allTexts() {
    List<String> texts = new ArrayList<>(subject().texts());
    texts.addAll(NastyTexts.fixed());
    return texts;
  }

  @Test
  void thereAreTextsToTestItOn() {
    assertTrue(!subject().texts().isEmpty(), subject() + ": name texts with on(...)");
  }

  @Test
  void itWritesWhatItDeclaresAndNothingElse() throws Exception {
    WrittenOutputs written = new WrittenOutputs(Capabilities.of(subject().description()));
    try (Chain chain = Chain.of(subject())) {
      for (String text : subject().texts()) {
        JCas cas = chain.prepared(text);
        Snapshot before = Snapshot.of(cas);
        chain.process(cas);
        written.compare(before, Snapshot.of(cas), cas.getTypeSystem());
      }
    }
    Expect.none(written.undeclared(), subject(), "not declared as outputs");
    Expect.none(written.missing(), subject(), "declared as outputs, but created on no text");
  }

  @Test
  void itReadsNothingButWhatItDeclares() throws Exception {
    Capabilities capabilities = Capabilities.of(subject().description());
    try (Chain chain = Chain.of(subject())) {
      for (String text : subject().texts()) {
        JCas whole = chain.prepared(text);
        JCas declared = chain.prepared(text);
        DeclaredInputs.only(declared, capabilities);
        Expect.same(
            made(chain, declared),
            made(chain, whole),
            subject(),
            "with its declared inputs alone its output differs");
      }
    }
  }

  private static List<String> made(Chain chain, JCas cas) throws Exception {
    Snapshot before = Snapshot.of(cas);
    chain.process(cas);
    Snapshot after = Snapshot.of(cas);
    return after.added(before).stream().map(after::line).sorted().toList();
  }

  @Test
  void itLeavesGoldAlone() throws Exception {
    try (Chain chain = Chain.of(subject())) {
      for (String text : subject().texts()) {
        JCas cas = chain.prepared(text);
        JCas gold = cas.createView(InputFormat.GOLD_VIEW);
        gold.setDocumentText(cas.getDocumentText());
        chain.process(cas);
        long annotations = gold.getCas().getAnnotationIndex().size();
        assertEquals(1, annotations, subject() + " writes into the gold view");
      }
    }
  }

  @Test
  void offsetsAreInsideTheTextAndSplitNoCharacter() throws Exception {
    try (Chain chain = Chain.of(subject())) {
      for (String text : allTexts()) {
        JCas cas = chain.prepared(text);
        chain.process(cas);
        Expect.none(Offsets.broken(cas), subject(), "invalid offsets on '" + text + "'");
      }
    }
  }

  @Test
  void theSameTextGivesTheSame() throws Exception {
    Map<String, List<String>> first = new TreeMap<>();
    try (Chain chain = Chain.of(subject())) {
      for (String text : allTexts()) {
        first.put(text, chain.annotate(text));
      }
      compare(chain, first, "the second time its output differs");
    }
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR")); // in which i and I are not a case pair
    try (Chain another = Chain.of(subject())) {
      compare(another, first, "the output of another engine in another locale differs");
    } finally {
      Locale.setDefault(usual);
    }
  }

  private void compare(Chain chain, Map<String, List<String>> expected, String rule)
      throws Exception {
    for (Map.Entry<String, List<String>> one : expected.entrySet()) {
      Expect.same(chain.annotate(one.getKey()), one.getValue(), subject(), rule);
    }
  }

  @Test
  void aCasThatIsUsedAgainKeepsNothing() throws Exception {
    try (Chain chain = Chain.of(subject())) {
      JCas used = chain.newCas();
      for (String text : allTexts()) {
        used.reset();
        chain.prepare(used, text);
        chain.process(used);
        Expect.same(
            Snapshot.of(used).lines(),
            chain.annotate(text),
            subject(),
            "in a CAS that was used before its output differs");
      }
    }
  }

  @Test
  void aDocumentThatIsProcessedTwiceHasWhatItHasAfterOnce() throws Exception {
    String rule = "on its own result its output differs (parameter existing = replace: OnExisting)";
    for (Subject one : keepingAndReplacing()) {
      try (Chain chain = Chain.of(one)) {
        for (String text : allTexts()) {
          JCas cas = chain.prepared(text);
          chain.process(cas);
          List<String> once = Snapshot.of(cas).lines();
          JCas stored = chain.newCas();
          Stored.copy(cas, stored);
          chain.process(cas);
          Expect.same(Snapshot.of(cas).lines(), once, one, rule);
          chain.processAll(stored);
          Expect.same(Snapshot.of(stored).lines(), once, one, "stored and run again: " + rule);
        }
      }
    }
  }

  /** The subject, and if it has a parameter {@code existing}, also the subject with replace. */
  private List<Subject> keepingAndReplacing() {
    Object existing =
        subject()
            .description()
            .getAnalysisEngineMetaData()
            .getConfigurationParameterSettings()
            .getParameterValue("existing");
    return existing == null || existing.equals("replace")
        ? List.of(subject())
        : List.of(subject(), subject().with("existing", "replace"));
  }

  @Test
  void enginesSideBySideGiveTheSame() throws Exception {
    assumeTrue(
        subject()
            .description()
            .getAnalysisEngineMetaData()
            .getOperationalProperties()
            .isMultipleDeploymentAllowed(),
        () -> subject() + " allows one engine only, so no two are run side by side");
    Map<String, List<String>> expected = new TreeMap<>();
    try (Chain alone = Chain.of(subject())) {
      for (String text : allTexts()) {
        expected.put(text, alone.annotate(text));
      }
    }
    SideBySide.run(subject(), expected);
  }

  @Test
  void itRunsInsideSomebodyElsesAggregate() throws Exception {
    ResourceManager resources = subject().resources();
    AnalysisEngine theirs = Aggregate.engine(subject(), resources);
    try (Chain chain = Chain.of(subject())) {
      for (String text : subject().texts()) {
        JCas cas = theirs.newJCas();
        cas.setDocumentText(text);
        cas.setDocumentLanguage(subject().language());
        theirs.process(cas);
        Expect.same(
            withoutProducer(Snapshot.of(cas).lines()),
            withoutProducer(chain.annotate(text)),
            subject(),
            "inside an aggregate its output differs");
      }
    } finally {
      theirs.destroy();
      resources.destroy();
    }
  }

  /**
   * Removes the producer of vectors, which contains the part's role and therefore differs in an
   * aggregate.
   */
  private static List<String> withoutProducer(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll("\\bproducer=[^,}]*", "")).sorted().toList();
  }

  @Test
  void allThatIsOpenedIsClosed() throws Exception {
    int models = ModelStore.shared().size();
    int natives = nativesOpen();
    TreeSet<Integer> open = new TreeSet<>();
    try (Chain chain = Chain.of(subject())) {
      for (String text : allTexts()) {
        chain.annotate(text);
        open.add(nativesOpen());
      }
    }
    assertEquals(1, open.size(), subject() + " leaves native resources open after a document");
    assertEquals(models, ModelStore.shared().size(), subject() + " leaves models open");
    assertEquals(natives, nativesOpen(), subject() + " leaves native resources open");
  }
}
