package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceSpecifier;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.types.ScoredEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PEAR contains a plugin, its descriptor and its model; the host has all other classes. */
class PearTest {

  private static final String TEXT = "Ada Lovelace met Charles Babbage in London.";
  private static final String SEGMENTER = "org.cascadenlp.opennlp.OpenNlpSegmenter";
  private static final String GAZETTEER = "org.cascadenlp.gazetteer.Gazetteer";

  @TempDir Path folder;

  private final DropIn plugin = DropIn.of(GAZETTEER);
  private ClassLoader before = ClassLoader.getSystemClassLoader();

  /**
   * Hides the plugin from the host: UIMA makes the thread's class loader the parent of the PEAR's.
   */
  @BeforeEach
  void hideThePlugin() {
    before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(DropIn.hiding(List.of(plugin)));
  }

  @AfterEach
  void showThePlugin() {
    Thread.currentThread().setContextClassLoader(before);
    assertThat(ModelStore.shared().size()).isZero();
  }

  private static List<String> annotate(ResourceSpecifier... parts) throws Exception {
    AnalysisEngineDescription whole = TheirAggregate.of(List.of(parts));
    // a PEAR allows one instance only
    whole
        .getAnalysisEngineMetaData()
        .getOperationalProperties()
        .setMultipleDeploymentAllowed(false);
    AnalysisEngine engine =
        UIMAFramework.produceAnalysisEngine(
            whole, UIMAFramework.newDefaultResourceManager(), Map.of());
    try {
      JCas cas = engine.newJCas();
      cas.setDocumentText(TEXT);
      engine.process(cas);
      return cas.select(ScoredEntity.class)
          .map(e -> e.getCoveredText() + " " + e.getValue() + " " + e.getSource())
          .toList();
    } finally {
      engine.destroy();
    }
  }

  private static AnalysisEngineDescription segmenter() {
    return ShippedDescriptors.parse(ShippedDescriptors.url(SEGMENTER));
  }

  /** The gazetteer with a list inside the PEAR. */
  private InstalledPear gazetteer() throws IOException {
    InstalledPear pear = new InstalledPear(folder, "Names");
    plugin.jar(pear.content().resolve("lib/gazetteer.jar"));
    Files.writeString(pear.content().resolve("resources/mine.tsv"), "Charles Babbage\tENGINEER\n");
    String descriptor;
    try (var in = PearTest.class.getResourceAsStream("/" + GAZETTEER.replace('.', '/') + ".xml")) {
      descriptor = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Files.writeString(
        pear.content().resolve("desc/Names.xml"),
        descriptor.replace(
            "<string>org/cascadenlp/gazetteer/names.tsv<",
            "<string>$main_root/resources/mine.tsv<"));
    return pear;
  }

  @Test
  void aPluginWithItsListRunsBesidePartsOfTheHost() throws Exception {
    assertThat(annotate(segmenter(), gazetteer().install()))
        .containsExactly("Charles Babbage ENGINEER Gazetteer");
  }

  @Test
  void anEmbeddingAndItsHeadRunWithTheHostsLibraries() throws Exception {
    Path models = Checkout.PIPELINES.resolve("models");
    InstalledPear pear = new InstalledPear(folder, "Persons");
    Path resources = pear.content().resolve("resources");
    Files.copy(
        models.resolve("vectors/glove-6b-100d-top10k.vectors"), resources.resolve("words.vectors"));
    Path head = Files.createDirectory(resources.resolve("head"));
    try (Stream<Path> files = Files.list(models.resolve("entities/glove"))) {
      for (Path file : files.toList()) {
        Files.copy(file, head.resolve(file.getFileName()));
      }
    }
    persons("$main_root/resources/words.vectors", "$main_root/resources/head")
        .write(pear.content().resolve("desc/Persons.xml"));
    Path here =
        persons(resources.resolve("words.vectors").toString(), head.toString())
            .write(folder.resolve("here.xml"));
    List<String> alone = annotate(segmenter(), ShippedDescriptors.parse(here.toUri().toURL()));
    assertThat(alone).isNotEmpty();
    assertThat(annotate(segmenter(), pear.install())).isEqualTo(alone);
  }

  private static WrittenPipeline persons(String vectors, String head) {
    return new WrittenPipeline()
        .part("embedding", "static-embeddings.StaticEmbedding")
        .part("task", "task-heads.EntityTagger")
        .text("embedding.model", vectors)
        .text("embedding.casing", "classes")
        .text("task.model", head);
  }

  @Test
  void theErrorOfAPearThatBundlesTheFrameworkIsOneLine() throws Exception {
    InstalledPear pear = gazetteer();
    DropIn.of("org.cascadenlp.core.Plugin").jar(pear.content().resolve("lib/core.jar"));
    ResourceSpecifier installed = pear.install();
    Throwable error = catchThrowable(() -> annotate(segmenter(), installed));
    assertThat(CascadeException.describe(error))
        .startsWith("plugins: there are two copies of the framework: in ")
        .contains("/lib/core.jar (class loader UIMAClassLoader) and in ")
        .endsWith(
            "; leave Cascade's own classes out of the plugin's jar or PEAR: they are the host's")
        .hasLineCount(1);
  }
}
