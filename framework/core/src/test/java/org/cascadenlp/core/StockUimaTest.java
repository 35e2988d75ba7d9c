package org.cascadenlp.core;

import static org.assertj.core.api.Assertions.assertThat;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.metadata.FixedFlow;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.metadata.Import;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.core.parts.WordMarker;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Annotators run in any UIMA host: these tests use UIMA's own API only. */
class StockUimaTest {

  @BeforeEach
  void forget() {
    WordMarker.INJECTORS.clear();
    WordMarker.MODELS.clear();
  }

  private static AnalysisEngineDescription parse(String name) throws Exception {
    return UIMAFramework.getXMLParser()
        .parseAnalysisEngineDescription(
            new XMLInputSource(Golden.resource("pipelines/" + name).toFile()));
  }

  private static List<String> entities(AnalysisEngine engine, String text) throws Exception {
    JCas cas = engine.newJCas();
    cas.setDocumentText(text);
    engine.process(cas);
    return cas.select(NamedEntity.class).map(e -> e.getValue() + ":" + e.getCoveredText()).toList();
  }

  @Test
  void aPipelineRunsInPlainUima() throws Exception {
    AnalysisEngine engine = UIMAFramework.produceAnalysisEngine(parse("names.xml"));
    assertThat(entities(engine, "we met Ada in London")).containsExactly("NAME:Ada", "NAME:London");
    engine.destroy();
    assertThat(ModelStore.shared().size()).isZero();
  }

  @Test
  void aPipelineRunsInsideAnotherAggregate() throws Exception {
    AnalysisEngineDescription theirs =
        UIMAFramework.getResourceSpecifierFactory().createAnalysisEngineDescription();
    theirs.setFrameworkImplementation("org.apache.uima.java");
    theirs.setPrimitive(false);
    Import ours = UIMAFramework.getResourceSpecifierFactory().createImport();
    ours.setLocation(Golden.resource("pipelines/nested.xml").toUri().toString());
    theirs.getDelegateAnalysisEngineSpecifiersWithImports().put("entities", ours);
    theirs.getMetaData().setName("theirs");
    FixedFlow flow = UIMAFramework.getResourceSpecifierFactory().createFixedFlow();
    flow.setFixedFlow(new String[] {"entities"});
    theirs.getAnalysisEngineMetaData().setFlowConstraints(flow);
    AnalysisEngine engine = UIMAFramework.produceAnalysisEngine(theirs);
    assertThat(entities(engine, "Ada")).containsExactly("NAME:Ada", "NAME:Ada");
    assertThat(Set.copyOf(WordMarker.INJECTORS)).as("one injector for all parts").hasSize(1);
    engine.destroy();
  }

  @Test
  void parallelEnginesShareOneInjectorAndOneModel() throws Exception {
    AnalysisEngine engine = UIMAFramework.produceAnalysisEngine(parse("names.xml"), 3, 0);
    ExecutorService pool = Executors.newFixedThreadPool(3);
    List<Future<List<String>>> results = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String name = "Name" + i;
      results.add(pool.submit(() -> entities(engine, "a " + name + " b")));
    }
    for (int i = 0; i < 12; i++) {
      assertThat(results.get(i).get()).containsExactly("NAME:Name" + i);
    }
    pool.shutdown();
    assertThat(WordMarker.INJECTORS).as("instances").hasSize(3);
    assertThat(Set.copyOf(WordMarker.INJECTORS)).hasSize(1);
    assertThat(Set.copyOf(WordMarker.MODELS)).hasSize(1);
    engine.destroy();
    assertThat(ModelStore.shared().size()).isZero();
  }

  @Test
  void twoPipelinesHaveTwoInjectorsAndOneModel() throws Exception {
    AnalysisEngine one = UIMAFramework.produceAnalysisEngine(parse("names.xml"), Map.of());
    AnalysisEngine two = UIMAFramework.produceAnalysisEngine(parse("names.xml"), Map.of());
    assertThat(Set.copyOf(WordMarker.INJECTORS)).hasSize(2);
    assertThat(Set.copyOf(WordMarker.MODELS)).hasSize(1);
    one.destroy();
    assertThat(ModelStore.shared().size()).isOne();
    two.destroy();
    assertThat(ModelStore.shared().size()).isZero();
  }
}
