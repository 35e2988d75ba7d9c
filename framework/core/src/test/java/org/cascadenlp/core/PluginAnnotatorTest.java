package org.cascadenlp.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceConfigurationException;
import org.apache.uima.util.XMLInputSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.parts.Probe;
import org.cascadenlp.core.parts.WordMarker;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The life cycle of an annotator: initialize, reconfigure and destroy, as UIMA defines them. */
class PluginAnnotatorTest {

  private static final Path NAMES = Golden.resource("pipelines/labelled.xml");
  private static final Path MARKER = Golden.resource("org/cascadenlp/core/parts/WordMarker.xml");

  @AfterEach
  void noModelIsLeftOpen() {
    WordMarker.INJECTORS.clear();
    WordMarker.MODELS.clear();
    assertThat(ModelStore.shared().size()).isZero();
  }

  private static AnalysisEngine engine(Path descriptor) throws Exception {
    return UIMAFramework.produceAnalysisEngine(
        UIMAFramework.getXMLParser()
            .parseAnalysisEngineDescription(new XMLInputSource(descriptor.toFile())));
  }

  private static List<String> entities(AnalysisEngine engine) throws Exception {
    JCas cas = engine.newJCas();
    cas.setDocumentText("Ada saw 7 trees");
    engine.process(cas);
    return cas.select(NamedEntity.class).map(e -> e.getValue() + ":" + e.getCoveredText()).toList();
  }

  @Test
  void aReconfiguredAggregateReadsChangedParametersAndReleasesItsModels() throws Exception {
    AnalysisEngine engine = engine(NAMES);
    assertThat(entities(engine)).containsExactly("NAME:Ada");
    engine.setConfigParameterValue("label", "PERSON");
    engine.reconfigure();
    assertThat(entities(engine)).containsExactly("PERSON:Ada");
    assertThat(WordMarker.MODELS)
        .as("the former model is closed")
        .hasSize(2)
        .doesNotHaveDuplicates();
    engine.destroy();
  }

  @Test
  void reconfiguringReusesAModelThatAnotherEngineHolds() throws Exception {
    AnalysisEngine engine = engine(NAMES);
    AnalysisEngine another = engine(NAMES);
    engine.reconfigure();
    assertThat(WordMarker.MODELS).hasSize(3).containsOnly(WordMarker.MODELS.get(0));
    assertThat(entities(another)).isEqualTo(entities(engine));
    engine.destroy();
    another.destroy();
  }

  @Test
  void reconfiguringReplacesItsSummary() throws Exception {
    try (Pipeline pipeline = Pipeline.load(NAMES)) {
      try (Pipeline fork = pipeline.fork()) {
        fork.engine().setConfigParameterValue("label", "PERSON");
        fork.engine().reconfigure();
        assertThat(pipeline.summary("marks")).isEqualTo("label PERSON");
      }
      assertThat(pipeline.summary("marks"))
          .as("the summary of the closed fork is removed")
          .isEqualTo("label NAME");
    }
  }

  @Test
  void afterAFailedReconfigurationAnotherOneWorks() throws Exception {
    AnalysisEngine engine = engine(MARKER);
    engine.setConfigParameterValue("marker", "stars");
    assertThatThrownBy(engine::reconfigure).isInstanceOf(ResourceConfigurationException.class);
    assertThat(ModelStore.shared().size())
        .as("models that the failed reconfiguration opened")
        .isZero();
    assertThatThrownBy(() -> entities(engine)).hasRootCauseInstanceOf(CascadeException.class);
    engine.setConfigParameterValue("marker", "capitals");
    engine.reconfigure();
    engine.process(engine.newJCas());
    engine.destroy();
  }

  @Test
  void everyMisuseHasAnErrorOfOneLine() throws Exception {
    List<String> errors = new ArrayList<>();
    WordMarker unused = new WordMarker();
    AnalysisEngine engine = engine(MARKER);
    JCas cas = engine.newJCas();
    errors.add("process before initialize: " + message(() -> unused.process(cas)));
    errors.add("reconfigure before initialize: " + message(unused::reconfigure));
    unused.destroy();
    unused.initialize(engine.getUimaContext());
    errors.add("initialize twice: " + message(() -> unused.initialize(engine.getUimaContext())));
    unused.process(cas);
    unused.destroy();
    unused.destroy();
    errors.add("process after destroy: " + message(() -> unused.process(cas)));
    errors.add("reconfigure after destroy: " + message(unused::reconfigure));
    errors.add(
        "initialize after destroy: " + message(() -> unused.initialize(engine.getUimaContext())));
    engine.setConfigParameterValue("marker", "stars");
    errors.add("reconfigure: " + message(engine::reconfigure));
    errors.add("process after it: " + message(() -> engine.process(cas)));
    engine.destroy();
    errors.add("process after destroy: " + message(() -> engine.process(cas)));
    AnalysisEngine whole = engine(NAMES);
    whole.destroy();
    errors.add("the whole after destroy: " + message(() -> whole.process(cas)));
    Golden.verify("life-cycle", String.join("\n", errors));
  }

  private static String message(ThrowingCallable misuse) {
    CascadeException error = CascadeException.in(catchThrowable(misuse));
    assertThat(error).isNotNull();
    return error.getMessage();
  }

  @Test
  void aHostThreadMayHaveAClassLoaderWithoutCascadeAndKeepsIt() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      for (ClassLoader blind : new ClassLoader[] {ClassLoader.getPlatformClassLoader(), null}) {
        thread.setContextClassLoader(blind);
        try (Pipeline pipeline = Pipeline.load(NAMES);
            Pipeline fork = pipeline.fork()) {
          assertThat(entities(fork.engine())).isEqualTo(entities(pipeline.engine()));
          pipeline.engine().reconfigure();
          assertThat(entities(pipeline.engine())).containsExactly("NAME:Ada");
        }
        assertThat(thread.getContextClassLoader()).isSameAs(blind);
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /**
   * The context class loader seen by {@code configure} in a thread whose context class loader is
   * {@code its}.
   */
  private static ClassLoader loaderWith(ClassLoader its) throws Exception {
    AnalysisEngineDescription part =
        UIMAFramework.getResourceSpecifierFactory().createAnalysisEngineDescription();
    part.setPrimitive(true);
    part.setAnnotatorImplementationName(Probe.class.getName());
    part.getMetaData().setName("a probe");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    AtomicReference<ClassLoader> seen = new AtomicReference<>();
    Probe.READS.set(parameters -> seen.set(thread.getContextClassLoader()));
    thread.setContextClassLoader(its);
    try {
      UIMAFramework.produceAnalysisEngine(part).destroy();
      assertThat(thread.getContextClassLoader()).isSameAs(its);
    } finally {
      thread.setContextClassLoader(before);
    }
    return seen.get();
  }

  @Test
  void aPartIsConfiguredWithTheHostsClassLoaderIfThatFindsItElseWithItsOwn() throws Exception {
    ClassLoader own = Probe.class.getClassLoader();
    assertThat(loaderWith(ClassLoader.getPlatformClassLoader())).isSameAs(own);
    assertThat(loaderWith(null)).isSameAs(own);
    try (URLClassLoader hosts = new URLClassLoader(new URL[0], own)) {
      assertThat(loaderWith(hosts)).isSameAs(hosts);
    }
  }

  @Test
  void onlyClassNamesAreShortenedToTheirLastPart() {
    assertThat(PluginAnnotator.bare("org.example.Names")).isEqualTo("Names");
    assertThat(PluginAnnotator.bare("Names")).isEqualTo("Names");
    assertThat(PluginAnnotator.bare("Names 2.1")).isEqualTo("Names 2.1");
    assertThat(PluginAnnotator.bare("Names of places, vol. two"))
        .isEqualTo("Names of places, vol. two");
  }
}
