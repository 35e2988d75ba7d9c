package org.cascadenlp.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    jars = Files.createDirectory(folder.resolve("jars"));
    jar(compiled("DropIn", SOURCE, ""), jars.resolve("dropin.jar"));
  }

  /** The folder of a plugin's classes, compiled against {@code before} and then the class path. */
  private Path compiled(String name, String source, String before) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Compiled.to(classes, "dropin/" + name, source, before);
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve(Plugin.class.getName()), "dropin.DropIn$Services\n");
    String descriptor =
        Files.readString(Golden.resource("org/cascadenlp/core/parts/WordSplitter.xml"))
            .replace("org.cascadenlp.core.parts.WordSplitter", "dropin.DropIn");
    Files.writeString(classes.resolve("dropin/DropIn.xml"), descriptor);
    return classes;
  }

  private static void jar(Path classes, Path jar) throws IOException {
    Compiled.jar(classes, jar);
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
    assertThatThrownBy(() -> PluginFolder.jars(List.of(jars)))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            jars.resolve("dropin.jar")
                + ": it brings org/cascadenlp/core/Plugin.class, which the framework has; build it"
                + " without its dependencies: a plugin's jar must not bundle Cascade's own"
                + " classes, nor UIMA's, Guice's or DJL's");
    assertThatThrownBy(
            () -> Pipeline.load(pipeline(), Map.of(), List.of(jars.resolve("dropin.jar"))))
        .as("where nobody has looked at the jar before")
        .hasMessageContaining("not a subtype")
        .hasMessageContaining("must not bundle Cascade's own classes");
  }

  @Test
  void aJarForALaterJavaIsToldWhich() throws IOException {
    Path classes = folder.resolve("classes");
    Path type = classes.resolve("dropin/DropIn.class");
    byte[] bytes = Files.readAllBytes(type);
    bytes[7] = 100; // the low byte of the major version: Java 56
    Files.write(type, bytes);
    jar(classes, jars.resolve("dropin.jar"));
    int running = Runtime.version().feature();
    assertThatThrownBy(() -> PluginFolder.jars(List.of(jars)))
        .hasMessage(
            jars.resolve("dropin.jar")
                + ": it is built for Java 56 (dropin/DropIn.class), and this is Java "
                + running
                + "; run Cascade with Java 56, or build the jar with --release "
                + running);
  }

  @Test
  void aFileThatIsNoJarIsNamed() throws IOException {
    Path file = Files.writeString(jars.resolve("notes.jar"), "not a zip");
    assertThatThrownBy(() -> PluginFolder.jars(List.of(jars)))
        .hasMessageStartingWith(file + ": this is not a readable jar: ")
        .hasMessageEndingWith("; build it anew, or remove it from the folder");
    Path broken = folder.resolve("broken");
    Files.createDirectories(broken);
    Files.writeString(broken.resolve("A.class"), "no class");
    jar(broken, file);
    assertThatThrownBy(() -> PluginFolder.jars(List.of(jars)))
        .hasMessageContaining("A.class is not a class file");
  }

  /** Compiles the plugin against a framework that has what this one has not. */
  private void built(String from, String to, String otherClass, String other) throws IOException {
    Path otherFramework = Files.createDirectories(folder.resolve("other"));
    Compiled.to(otherFramework, otherClass, other, "");
    Path classes = compiled("DropIn", SOURCE.replace(from, to), otherFramework.toString());
    jar(classes, jars.resolve("dropin.jar"));
  }

  private void isRefused(String cause) {
    assertThatThrownBy(
            () -> {
              List<Path> plugins = PluginFolder.jars(List.of(jars));
              try (Pipeline pipeline = Pipeline.load(pipeline(), Map.of(), plugins)) {
                pipeline.annotate("text");
              }
            })
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(
            "dropin.jar: it was built against another version of Cascade, or what it needs is"
                + " missing: java.lang."
                + cause)
        .hasMessageEndingWith(
            "; build it against this version, put what it needs beside it, or remove it");
  }

  private static final String OTHER_TYPE =
      "package org.cascadenlp.core; public class Gone { public static String name() { return"
          + " \"\"; } }";

  @Test
  void aJarThatCallsWhatTheFrameworkNoLongerHasIsNamed() throws IOException {
    built(
        "new Label(\"IN\")",
        "new Label(org.cascadenlp.core.Gone.name())",
        "org/cascadenlp/core/Gone",
        OTHER_TYPE);
    isRefused("NoClassDefFoundError: org/cascadenlp/core/Gone");
  }

  @Test
  void soIsOneWhoseAnnotatorDoes() throws IOException {
    built(
        "void configure(Parameters parameters) {}",
        "void configure(Parameters parameters) { org.cascadenlp.core.Gone.name(); }",
        "org/cascadenlp/core/Gone",
        OTHER_TYPE);
    isRefused("NoClassDefFoundError: org/cascadenlp/core/Gone");
    built(
        "all.addToIndexes();",
        "org.cascadenlp.core.TextCleaner.polish();",
        "org/cascadenlp/core/TextCleaner",
        "package org.cascadenlp.core; public class TextCleaner { public static void polish() {} }");
    isRefused("NoSuchMethodError: 'void org.cascadenlp.core.TextCleaner.polish()'");
  }

  @Test
  void soIsOneThatExtendsWhatIsGone() throws IOException {
    built(
        "DropIn extends PluginAnnotator",
        "DropIn extends org.cascadenlp.core.Gone",
        "org/cascadenlp/core/Gone",
        "package org.cascadenlp.core; public abstract class Gone extends PluginAnnotator {}");
    isRefused("NoClassDefFoundError: org/cascadenlp/core/Gone");
  }

  @Test
  void soIsOneThatLacksWhatTheFrameworkCalls() throws IOException {
    built(
        "@Override protected void annotate(JCas cas) {",
        "protected void somethingElse(JCas cas) {",
        "org/cascadenlp/core/PluginAnnotator",
        """
        package org.cascadenlp.core;
        public class PluginAnnotator
            extends org.apache.uima.analysis_component.JCasAnnotator_ImplBase {
          protected void configure(Parameters parameters) {}
          public void process(org.apache.uima.jcas.JCas cas) {}
        }
        """);
    isRefused("AbstractMethodError: ");
  }

  @Test
  void aFolderWithoutJarsIsAnError() {
    assertThatThrownBy(() -> PluginFolder.jars(List.of(folder)))
        .hasMessage(
            "--plugins " + folder + ": there is no jar in it; name a folder that holds jars");
    assertThatThrownBy(() -> PluginFolder.jars(List.of(folder.resolve("none"))))
        .hasMessageContaining("there is no such folder");
    assertThatThrownBy(() -> PluginFolder.jars(List.of(jars.resolve("dropin.jar"))))
        .hasMessageContaining("this is not a folder");
  }
}
