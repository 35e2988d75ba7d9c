package org.cascadenlp.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.uima.UIMAFramework;
import org.apache.uima.UimaContext;
import org.apache.uima.UimaContextAdmin;
import org.apache.uima.analysis_component.JCasAnnotator_ImplBase;
import org.apache.uima.analysis_component.JCasMultiplier_ImplBase;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.AnalysisEngineProcessException;
import org.apache.uima.analysis_engine.metadata.FixedFlow;
import org.apache.uima.cas.AbstractCas;
import org.apache.uima.cas.CAS;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PipelineContext;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentProcessTest {

  /** The qualified context name of the part that fails, and in which of its runs. */
  private static String failing = "";

  private static int run = 1;
  private static RuntimeException error = new IllegalStateException("broken");

  private static void failIfAsked(UimaContext context) {
    boolean here = ((UimaContextAdmin) context).getQualifiedContextName().equals(failing);
    if (here && --run == 0) {
      throw error;
    }
  }

  /** An annotator that knows nothing of Cascade. */
  public static final class Foreign extends JCasAnnotator_ImplBase {
    @Override
    public void process(JCas cas) {
      failIfAsked(getContext());
    }
  }

  /** A CAS multiplier, as Ruta's engine is one, that makes no new CAS. */
  public static final class Multiplier extends JCasMultiplier_ImplBase {
    @Override
    public void process(JCas cas) {
      failIfAsked(getContext());
    }

    @Override
    public boolean hasNext() {
      return false;
    }

    @Override
    public AbstractCas next() {
      throw new NoSuchElementException();
    }
  }

  /** An annotator of Cascade. */
  public static final class Own extends PluginAnnotator {
    @Override
    protected void configure(Parameters parameters) {}

    @Override
    protected void annotate(JCas cas) {
      failIfAsked(getContext());
    }
  }

  private final ResourceManager resources = UIMAFramework.newDefaultResourceManager();

  @AfterEach
  void close() {
    failing = "";
    run = 1;
    error = new IllegalStateException("broken");
    Pipeline.release(resources);
  }

  private static AnalysisEngineDescription part(String name, Class<?> annotator) {
    AnalysisEngineDescription part =
        UIMAFramework.getResourceSpecifierFactory().createAnalysisEngineDescription();
    part.setPrimitive(true);
    part.setAnnotatorImplementationName(annotator.getName());
    part.getMetaData().setName(name);
    return part;
  }

  private static AnalysisEngineDescription whole(
      Map<String, AnalysisEngineDescription> parts, String... order) {
    AnalysisEngineDescription whole =
        UIMAFramework.getResourceSpecifierFactory().createAnalysisEngineDescription();
    whole.setFrameworkImplementation("org.apache.uima.java");
    whole.setPrimitive(false);
    whole.getMetaData().setName("whole");
    whole.getDelegateAnalysisEngineSpecifiersWithImports().putAll(parts);
    FixedFlow flow = UIMAFramework.getResourceSpecifierFactory().createFixedFlow();
    flow.setFixedFlow(order);
    whole.getAnalysisEngineMetaData().setFlowConstraints(flow);
    return whole;
  }

  /** Twice the same descriptor, one of them in an aggregate, and a part that comes twice. */
  private static AnalysisEngineDescription pipeline() {
    Map<String, AnalysisEngineDescription> inner = new LinkedHashMap<>();
    inner.put("second", part("Their tagger", Foreign.class));
    Map<String, AnalysisEngineDescription> outer = new LinkedHashMap<>();
    outer.put("first", part("Their tagger", Foreign.class));
    outer.put("group", whole(inner, "second"));
    outer.put("own", part("org.example.Ours", Own.class));
    return whole(outer, "first", "group", "own", "first");
  }

  private String failure(AnalysisEngine engine) throws Exception {
    CAS cas = engine.newCAS();
    Throwable failure = catchThrowable(() -> DocumentProcess.run(engine, cas));
    assertThat(failure).isInstanceOf(AnalysisEngineProcessException.class).hasRootCause(error);
    return CascadeException.describe(failure);
  }

  private static AnalysisEngineDescription multiplier() {
    AnalysisEngineDescription part = part("Rules", Multiplier.class);
    part.getAnalysisEngineMetaData().getOperationalProperties().setOutputsNewCASes(true);
    return part;
  }

  @ParameterizedTest
  @CsvSource({
    "/first/, Their tagger (first): IllegalStateException: broken",
    "/rules/, Rules (rules): IllegalStateException: broken",
    "/last/, Their tagger (last): IllegalStateException: broken",
    "/end/, Rules (end): IllegalStateException: broken"
  })
  void anErrorInOrBehindAMultiplierWithoutNewCasesNamesItsPart(String place, String told)
      throws Exception {
    Map<String, AnalysisEngineDescription> parts = new LinkedHashMap<>();
    parts.put("first", part("Their tagger", Foreign.class));
    parts.put("rules", multiplier());
    parts.put("last", part("Their tagger", Foreign.class));
    parts.put("end", multiplier());
    AnalysisEngineDescription description = whole(parts, "first", "rules", "last", "end");
    PipelineContext.of(resources).flow().set(description);
    AnalysisEngine engine = UIMAFramework.produceAnalysisEngine(description, resources, Map.of());
    DocumentProcess.run(engine, engine.newCAS());
    failing = place;
    assertThat(failure(engine)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "/first/, 1, Their tagger (first): IllegalStateException: broken",
    "/first/, 2, Their tagger (first): IllegalStateException: broken",
    "/group/second/, 1, Their tagger (group/second): IllegalStateException: broken",
    "/own/, 1, Ours (own): IllegalStateException: broken"
  })
  void anUnexpectedErrorNamesItsPart(String place, int inRun, String told) throws Exception {
    AnalysisEngineDescription description = pipeline();
    PipelineContext.of(resources).flow().set(description);
    AnalysisEngine engine = UIMAFramework.produceAnalysisEngine(description, resources, Map.of());
    for (int document = 0; document < 2; document++) {
      DocumentProcess.run(engine, engine.newCAS());
      failing = place;
      run = inRun;
      assertThat(failure(engine)).isEqualTo(told);
      failing = "";
    }
    engine.destroy();
  }

  @Test
  void anEngineOfOnePartIsNamedByItsDescriptor() throws Exception {
    AnalysisEngineDescription description = part("Their tagger", Foreign.class);
    PipelineContext.of(resources).flow().set(description);
    AnalysisEngine engine = UIMAFramework.produceAnalysisEngine(description, resources, Map.of());
    failing = "/";
    error = new NullPointerException();
    assertThat(failure(engine)).isEqualTo("Their tagger: NullPointerException");
    engine.destroy();
  }

  @Test
  void whereTheOrderIsUnknownOwnPartsAreNamedAllTheSame() throws Exception {
    AnalysisEngine engine = UIMAFramework.produceAnalysisEngine(pipeline(), resources, Map.of());
    failing = "/own/";
    assertThat(failure(engine)).isEqualTo("Ours (own): IllegalStateException: broken");
    failing = "/first/";
    run = 1;
    assertThat(failure(engine)).isEqualTo("IllegalStateException: broken");
    engine.destroy();
  }

  @Test
  void anErrorThatNamesItsPlaceStaysAsItIs() throws Exception {
    AnalysisEngineDescription description = pipeline();
    PipelineContext.of(resources).flow().set(description);
    AnalysisEngine engine = UIMAFramework.produceAnalysisEngine(description, resources, Map.of());
    error = CascadeException.of("a place", "is wrong", "mend it");
    for (String place : new String[] {"/own/", "/first/"}) {
      failing = place;
      run = 1;
      assertThat(failure(engine)).isEqualTo("a place: is wrong; mend it");
    }
    engine.destroy();
  }
}
