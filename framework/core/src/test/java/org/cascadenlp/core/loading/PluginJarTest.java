package org.cascadenlp.core.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.Test;

/** Plugins in jars: how they are found, what they may contain, and how they run. */
class PluginJarTest extends DropInFixture {

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
