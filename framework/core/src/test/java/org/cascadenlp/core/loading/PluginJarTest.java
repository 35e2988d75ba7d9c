package org.cascadenlp.core.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.core.Compiled;
import org.cascadenlp.core.Golden;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads a jar that the test compiles and that is only on UIMA's extension class path. */
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

  /**
   * Compiles a plugin against {@code before} and then the class path, and returns the folder of its
   * classes.
   */
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
  void itRunsInPlainUimaFromTheExtensionClassPath() throws Exception {
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
  void withoutItsJarTheErrorNamesTheImport() {
    assertThatThrownBy(() -> Pipeline.load(pipeline()))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("dropped.xml:7: import dropin.DropIn is not found")
        .hasMessageContaining("--plugins");
  }

  /** Adds a class from this class path to the plugin's, as bundling tools do. */
  private void bundled(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    Path copy = folder.resolve("classes").resolve(name);
    Files.createDirectories(copy.getParent());
    try (InputStream in = type.getResourceAsStream("/" + name)) {
      Files.copy(in, copy);
    }
  }

  private PluginJar.Verdict verdict(Path jar) {
    return new PluginJar(jar).examine(getClass().getClassLoader());
  }

  @Test
  void aJarWithAClassOfCascadesNameIsRefused() throws IOException {
    bundled(Plugin.class);
    Path jar = jars.resolve("dropin.jar");
    jar(folder.resolve("classes"), jar);
    assertThatThrownBy(() -> PluginFolder.jars(List.of(jars)))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            jar
                + ": it contains org.cascadenlp.core.Plugin, which is part of Cascade; give it"
                + " another name, in a package of your own, or build the jar without Cascade's"
                + " classes");
    try (Pipeline pipeline = Pipeline.load(pipeline(), Map.of(), List.of(jar))) {
      assertThat(labels(pipeline.annotate("text")))
          .as("if the jar was not checked, Cascade's class is used")
          .containsExactly("IN");
    }
  }

  @Test
  void aJarWithADescriptorOfCascadesNameIsRefused() throws IOException {
    Path other = Files.createDirectories(folder.resolve("shadow/org/cascadenlp/core/parts"));
    Files.writeString(other.resolve("WordSplitter.xml"), "<other/>");
    Path jar = jars.resolve("shadow.jar");
    jar(folder.resolve("shadow"), jar);
    assertThatThrownBy(() -> PluginFolder.jars(List.of(jar)))
        .hasMessageStartingWith(
            jar + ": it contains org/cascadenlp/core/parts/WordSplitter.xml, which is part of");
  }

  @Test
  void bundledLibrariesThatCascadeHasAreLoadedFromCascade() throws IOException {
    bundled(com.google.inject.Injector.class);
    Path jar = jars.resolve("dropin.jar");
    jar(folder.resolve("classes"), jar);
    assertThat(verdict(jar))
        .isEqualTo(
            new PluginJar.Verdict(
                true, "Cascade's classes are used instead of the bundled com.google.inject.*"));
    List<Path> plugins = PluginFolder.jars(List.of(jar));
    try (Pipeline pipeline = Pipeline.load(pipeline(), Map.of(), plugins)) {
      assertThat(labels(pipeline.annotate("text"))).containsExactly("IN");
    }
  }

  @Test
  void aJarOfALibraryThatCascadeHasIsSkippedInAnyVersion() throws IOException {
    Path classes = Files.createDirectory(folder.resolve("uima"));
    for (String name : List.of("cas/CAS", "jcas/JCas")) {
      Path copy = classes.resolve("org/apache/uima/" + name + ".class");
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, "of another version");
    }
    Files.writeString(classes.resolve("org/apache/uima/cas/GoneSince.class"), "older");
    Path jar = jars.resolve("uimaj-core.jar");
    jar(classes, jar);
    assertThat(verdict(jar))
        .isEqualTo(
            new PluginJar.Verdict(
                false, "skipped, because Cascade already contains org.apache.uima.*"));
    assertThat(PluginFolder.jars(List.of(jars))).containsExactly(jars.resolve("dropin.jar"));
  }

  @Test
  void aJarOfCascadeItselfIsSkipped() throws IOException {
    Path classes = Files.createDirectory(folder.resolve("cascade"));
    Path copy = classes.resolve("org/cascadenlp/core/Plugin.class");
    Files.createDirectories(copy.getParent());
    Files.writeString(copy, "of another version");
    Path made = classes.resolve("META-INF/maven/org.cascadenlp/cascade-core/pom.properties");
    Files.createDirectories(made.getParent());
    Files.writeString(made, "version=0.0.9");
    Path jar = jars.resolve("cascade-core.jar");
    jar(classes, jar);
    assertThat(verdict(jar).note())
        .isEqualTo("skipped, because Cascade already contains org.cascadenlp.*");
    assertThat(verdict(jar).used()).isFalse();
  }

  @Test
  void aComponentInAPackageOfUimaIsNotSkipped() throws IOException {
    Path classes = Files.createDirectory(folder.resolve("addon"));
    Path added = Files.createDirectories(classes.resolve("org/apache/uima/conceptMapper"));
    Files.copy(folder.resolve("classes/dropin/DropIn.class"), added.resolve("ConceptMapper.class"));
    Path jar = jars.resolve("addon.jar");
    jar(classes, jar);
    assertThat(verdict(jar)).isEqualTo(new PluginJar.Verdict(true, ""));
  }

  @Test
  void theErrorOfAJarForALaterJavaNamesTheVersion() throws IOException {
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
  void aFileThatIsNotAJarIsNamed() throws IOException {
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

  /** Compiles the plugin against another version of the framework. */
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
  void aJarThatCallsARemovedMethodIsNamed() throws IOException {
    built(
        "new Label(\"IN\")",
        "new Label(org.cascadenlp.core.Gone.name())",
        "org/cascadenlp/core/Gone",
        OTHER_TYPE);
    isRefused("NoClassDefFoundError: org/cascadenlp/core/Gone");
  }

  @Test
  void aJarWhoseAnnotatorCallsARemovedMethodIsNamed() throws IOException {
    built(
        "void configure(Parameters parameters) {}",
        "void configure(Parameters parameters) { org.cascadenlp.core.Gone.name(); }",
        "org/cascadenlp/core/Gone",
        OTHER_TYPE);
    isRefused("NoClassDefFoundError: org/cascadenlp/core/Gone");
    built(
        "all.addToIndexes();",
        "org.cascadenlp.core.document.TextCleaner.polish();",
        "org/cascadenlp/core/document/TextCleaner",
        "package org.cascadenlp.core.document; public class TextCleaner { public static void polish() {}"
            + " }");
    isRefused("NoSuchMethodError: 'void org.cascadenlp.core.document.TextCleaner.polish()'");
  }

  @Test
  void aJarThatExtendsARemovedClassIsNamed() throws IOException {
    built(
        "DropIn extends PluginAnnotator",
        "DropIn extends org.cascadenlp.core.Gone",
        "org/cascadenlp/core/Gone",
        "package org.cascadenlp.core; public abstract class Gone extends PluginAnnotator {}");
    isRefused("NoClassDefFoundError: org/cascadenlp/core/Gone");
  }

  @Test
  void aJarThatLacksAMethodTheFrameworkCallsIsNamed() throws IOException {
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
  void aJarIsNotNamedForAnErrorThrownInCascade() throws IOException {
    NoClassDefFoundError error = new NoClassDefFoundError("org/example/Gone");
    error.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(PluginAnnotator.class.getName(), "initialize", null, 1)
        });
    try (PluginClassLoader loader = PluginClassLoader.of(PluginFolder.jars(List.of(jars)))) {
      assertThat(Linkage.explain(error, loader))
          .as("the error was thrown in Cascade's code")
          .isNull();
    }
  }

  @Test
  void theErrorNamesTheJarWithTheWrongClassAndNotItsCaller() throws IOException {
    jar(Files.createDirectory(folder.resolve("empty")), jars.resolve("unrelated.jar"));
    NoClassDefFoundError error = new NoClassDefFoundError("org/example/Gone");
    error.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(ClassLoader.class.getName(), "defineClass", null, 1),
          new StackTraceElement("dropin.DropIn", "annotate", null, 1)
        });
    Path parent = Files.createDirectories(folder.resolve("wrong"));
    Compiled.to(parent, "org/example/Gone", "package org.example; public class Gone {}", "");
    Path child = Files.createDirectories(folder.resolve("child"));
    Compiled.to(
        child,
        "wrong/Wrong",
        "package wrong; public class Wrong extends org.example.Gone {}",
        parent.toString());
    jar(child, jars.resolve("wrong.jar"));
    try (PluginClassLoader loader = PluginClassLoader.of(PluginFolder.jars(List.of(jars)))) {
      assertThat(Linkage.explain(error, loader)).hasMessageStartingWith("wrong.jar: it was built");
    }
  }

  @Test
  void theErrorOfUimaFitWithoutSpringSaysWhatToAdd() throws IOException {
    NoClassDefFoundError error =
        new NoClassDefFoundError("org/springframework/beans/PropertyAccessorFactory");
    error.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(
              "org.apache.uima.fit.component.initialize.ConfigurationParameterInitializer",
              "initialize",
              null,
              1)
        });
    try (PluginClassLoader loader = PluginClassLoader.of(List.of(jars.resolve("dropin.jar")))) {
      assertThat(Linkage.explain(error, loader))
          .hasMessage(
              "--plugins: a component of uimaFIT needs Spring, and Cascade's uimaFIT has none:"
                  + " java.lang.NoClassDefFoundError:"
                  + " org/springframework/beans/PropertyAccessorFactory; put uimafit-core and what"
                  + " it depends on into the folder, as plugins/README.md says");
    }
  }

  @Test
  void aJarMayBeGivenInsteadOfAFolder() {
    Path jar = jars.resolve("dropin.jar");
    assertThat(PluginFolder.jars(List.of(jar))).containsExactly(jar);
  }

  @Test
  void aFolderWithoutJarsIsAnError() throws IOException {
    String remedy = "; name a folder that holds jars, or a jar";
    assertThatThrownBy(() -> PluginFolder.jars(List.of(folder)))
        .hasMessage("--plugins " + folder + ": there is no jar in it" + remedy);
    assertThatThrownBy(() -> PluginFolder.jars(List.of(Path.of(""))))
        .hasMessage("--plugins=: it names nothing" + remedy);
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> PluginFolder.jars(List.of(none)))
        .hasMessage("--plugins " + none + ": there is no such folder or jar" + remedy);
    Path text = Files.writeString(folder.resolve("notes.txt"), "text");
    assertThatThrownBy(() -> PluginFolder.jars(List.of(text)))
        .hasMessage("--plugins " + text + ": this is neither a folder nor a jar" + remedy);
  }
}
