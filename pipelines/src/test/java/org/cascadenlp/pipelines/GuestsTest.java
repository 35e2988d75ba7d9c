package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.util.CasCreationUtils;
import org.cascadenlp.core.descriptor.DescriptorCheck;
import org.cascadenlp.core.loading.PluginFolder;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs other projects' components in Cascade's pipelines, from one folder of jars that the build
 * copies: DKPro Core, Ruta and ConceptMapper as published, together with uimaFIT, Spring, an older
 * UIMA and an older OpenNLP.
 */
class GuestsTest {

  private static final Path JARS = Checkout.PIPELINES.resolve("target/guests");
  private static final Path DESCRIPTORS = Checkout.PIPELINES.resolve("src/test/resources/guests");
  private static final String TEXT = "Ada Lovelace lived in London. She knew the City.";

  private static final List<Path> PLUGINS = PluginFolder.jars(List.of(JARS));

  @TempDir Path folder;

  private static Pipeline load(String name, Map<String, String> settings) {
    Path descriptor = DESCRIPTORS.resolve(name);
    ResourceManager resources = Pipeline.resources(descriptor, PLUGINS);
    assertThat(DescriptorCheck.of(descriptor, resources, settings.keySet()).problems()).isEmpty();
    Pipeline.release(resources);
    return Pipeline.load(descriptor, settings, PLUGINS);
  }

  private static List<String> entities(JCas cas) {
    return cas.select(NamedEntity.class).map(e -> e.getCoveredText() + "=" + e.getValue()).toList();
  }

  @Test
  void jarsOfLibrariesThatCascadeHasAreSkipped() throws IOException {
    List<String> copied = new ArrayList<>();
    try (var jars = Files.newDirectoryStream(JARS, "*.jar")) {
      for (Path jar : jars) {
        if (!PLUGINS.contains(jar)) {
          copied.add(jar.getFileName().toString().replaceAll("-[\\d.]+jar", ""));
        }
      }
    }
    assertThat(copied)
        .containsExactlyInAnyOrder(
            "dkpro-core-api-ner-asl", "dkpro-core-api-syntax-asl", "slf4j-api", "uimaj-core");
  }

  @Test
  void dkproCoreTagsBetweenCascadesPartsAndWrites() throws Exception {
    Path written = folder.resolve("xmi");
    try (Pipeline pipeline = load("dkpro.xml", Map.of("writer.targetLocation", "" + written))) {
      JCas cas = pipeline.engine().newJCas();
      cas.setDocumentText(TEXT);
      cas.setDocumentLanguage("en");
      DocumentMetaData.create(cas).setDocumentId("ada");
      pipeline.engine().process(cas);
      List<String> tags = cas.select(POS.class).map(POS::getPosValue).toList();
      assertThat(tags).startsWith("PROPN").contains("VERB", "ADP", "PUNCT");
      assertThat(cas.select(Lemma.class).map(Lemma::getValue).toList())
          .as("Cascade's lemmas from DKPro Core's tags")
          .contains("live", "know");
      CAS read = CasCreationUtils.createCas(pipeline.engine().getAnalysisEngineMetaData());
      pipeline.engine().collectionProcessComplete();
      try (InputStream in = Files.newInputStream(written.resolve("ada.xmi"))) {
        XmiCasDeserializer.deserialize(in, read);
      }
      assertThat(read.getJCas().select(POS.class).map(POS::getPosValue).toList()).isEqualTo(tags);
    }
  }

  @Test
  void rutaMatchesCascadesPartsOfSpeech() {
    try (Pipeline pipeline = load("ruta.xml", Map.of())) {
      JCas cas = pipeline.annotate(TEXT);
      List<String> names =
          cas.select(POS.class)
              .filter(pos -> pos.getPosValue().equals("PROPN"))
              .map(pos -> pos.getCoveredText() + "=NAME")
              .toList();
      assertThat(entities(cas)).contains("Ada=NAME", "London=NAME").isEqualTo(names);
      try (Pipeline fork = pipeline.fork()) {
        assertThat(entities(fork.annotate(TEXT))).isEqualTo(names);
      }
    }
  }

  @Test
  void conceptMapperLooksUpCascadesTokens() {
    // ConceptMapper opens the file itself, so the path must be absolute
    String tokens = DESCRIPTORS.resolve("tokens.xml").toString();
    Map<String, String> settings = Map.of("concepts.TokenizerDescriptorPath", tokens);
    try (Pipeline pipeline = load("concepts.xml", settings)) {
      assertThat(entities(pipeline.annotate(TEXT)))
          .containsExactly("London=City of London", "the City=City of London");
    }
  }
}
