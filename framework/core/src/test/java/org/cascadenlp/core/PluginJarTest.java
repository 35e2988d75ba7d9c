package org.cascadenlp.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.util.XMLInputSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar that is compiled here and is on no class path but UIMA's extension class path. */
class PluginJarTest {

  private static final String SOURCE =
      """
      package dropin;

      import com.google.inject.AbstractModule;
      import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
      import jakarta.inject.Inject;
      import org.apache.uima.jcas.JCas;
      import org.cascadenlp.core.Parameters;
      import org.cascadenlp.core.Plugin;
      import org.cascadenlp.core.PluginAnnotator;

      public final class DropIn extends PluginAnnotator {
        public static final class Label {
          final String text;
          Label(String text) { this.text = text; }
        }

        public static final class Services extends AbstractModule implements Plugin {
          @Override protected void configure() { bind(Label.class).toInstance(new Label("IN")); }
        }

        @Inject private Label label;

        @Override protected void configure(Parameters parameters) {}

        @Override protected void annotate(JCas cas) {
          NamedEntity all = new NamedEntity(cas, 0, cas.getDocumentText().length());
          all.setValue(label.text);
          all.addToIndexes();
        }
      }
      """;

  @TempDir Path folder;
  private Path jars;

  @BeforeEach
  void build() throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path source = Files.writeString(folder.resolve("DropIn.java"), SOURCE);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    assertThat(
            compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                classPath,
                "-d",
                classes.toString(),
                source.toString()))
        .isZero();
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(Plugin.class.getName()), "dropin.DropIn$Services\n");
    String descriptor =
        Files.readString(Golden.resource("org/cascadenlp/core/parts/WordSplitter.xml"))
            .replace("org.cascadenlp.core.parts.WordSplitter", "dropin.DropIn");
    Files.writeString(classes.resolve("dropin/DropIn.xml"), descriptor);
    jars = Files.createDirectory(folder.resolve("jars"));
    jar(classes, jars.resolve("dropin.jar"));
  }

  private static void jar(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
        zip.putNextEntry(new ZipEntry(name));
        Files.copy(file, zip);
      }
    }
  }

  private Path pipeline() throws IOException {
    String names = Files.readString(Golden.resource("pipelines/names.xml"));
    return Files.writeString(
        folder.resolve("dropped.xml"),
        names.replace("org.cascadenlp.core.parts.WordMarker", "dropin.DropIn"));
  }

  private static List<String> labels(JCas cas) {
    return cas.select(NamedEntity.class).map(NamedEntity::getValue).toList();
  }

  @Test
  void aDroppedInAnnotatorIsImportedByNameAndGetsItsOwnServices() throws IOException {
    List<Path> plugins = PluginFolder.jars(List.of(jars));
    try (Pipeline pipeline = Pipeline.load(pipeline(), Map.of(), plugins)) {
      assertThat(labels(pipeline.annotate("text"))).containsExactly("IN");
      try (Pipeline fork = pipeline.fork()) {
        assertThat(labels(fork.annotate("text"))).containsExactly("IN");
      }
    }
  }

  @Test
  void itRunsInStockUimaFromTheExtensionClassPath() throws Exception {
    ResourceManager resources = UIMAFramework.newDefaultResourceManager();
    resources.setExtensionClassPath(
        getClass().getClassLoader(), jars.resolve("dropin.jar").toString(), true);
    AnalysisEngine engine =
        UIMAFramework.produceAnalysisEngine(
            UIMAFramework.getXMLParser()
                .parseAnalysisEngineDescription(new XMLInputSource(pipeline().toFile())),
            resources,
            Map.of());
    JCas cas = engine.newJCas();
    cas.setDocumentText("text");
    engine.process(cas);
    assertThat(labels(cas)).containsExactly("IN");
    engine.destroy();
    resources.destroy();
  }

  @Test
  void withoutItsJarTheImportIsNamed() {
    assertThatThrownBy(() -> Pipeline.load(pipeline()))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("dropped.xml:7: import dropin.DropIn is not found")
        .hasMessageContaining("--plugins");
  }

  @Test
  void aJarThatBundlesTheFrameworkIsToldSo() throws Exception {
    // UIMA's extension class loader looks in the jar first: the jar's Plugin is another class
    Path classes = folder.resolve("classes");
    String name = Plugin.class.getName().replace('.', '/') + ".class";
    Path copy = classes.resolve(name);
    Files.createDirectories(copy.getParent());
    Files.copy(Plugin.class.getResourceAsStream("/" + name), copy);
    jar(classes, jars.resolve("dropin.jar"));
    assertThatThrownBy(() -> Pipeline.load(pipeline(), Map.of(), PluginFolder.jars(List.of(jars))))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("not a subtype")
        .hasMessageContaining("must not bundle Cascade's own classes");
  }

  @Test
  void aFolderWithoutJarsIsAnError() {
    assertThatThrownBy(() -> PluginFolder.jars(List.of(folder)))
        .hasMessage(
            "--plugins " + folder + ": there is no jar in it; name a folder that holds jars");
    assertThatThrownBy(() -> PluginFolder.jars(List.of(folder.resolve("none"))))
        .hasMessageContaining("there is no such folder");
  }
}
