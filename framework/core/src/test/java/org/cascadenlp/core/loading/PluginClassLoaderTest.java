package org.cascadenlp.core.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.uima.fit.component.JCasAnnotator_ImplBase;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Compiled;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which class is loaded if Cascade and a plugin's jar both have one of that name. */
class PluginClassLoaderTest {

  @TempDir Path folder;
  private Path classes;
  private Path jar;

  @BeforeEach
  void make() throws IOException {
    classes = Files.createDirectory(folder.resolve("classes"));
    jar = folder.resolve("odd: name.jar");
  }

  private PluginClassLoader loader() throws IOException {
    Compiled.jar(classes, jar);
    return PluginClassLoader.of(List.of(jar));
  }

  /** Writes a jar with an empty class of this name. */
  private void brings(String name) throws IOException {
    int dot = name.lastIndexOf('.');
    Compiled.to(
        classes,
        name.replace('.', '/'),
        "package " + name.substring(0, dot) + "; public class " + name.substring(dot + 1) + " {}",
        "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.cascadenlp.core.pipeline.Pipeline",
        "org.apache.uima.jcas.JCas",
        "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token",
        "com.google.inject.Injector",
        "jakarta.inject.Inject",
        "com.google.gson.JsonObject",
        "org.slf4j.Logger",
        "org.jspecify.annotations.Nullable",
      })
  void aSharedClassIsLoadedFromCascade(String name) throws Exception {
    brings(name);
    try (PluginClassLoader loader = loader()) {
      assertThat(loader.loadClass(name)).isSameAs(Class.forName(name));
      assertThat(loader.getResource(name.replace('.', '/') + ".class").toString())
          .doesNotContain("odd");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.uima.fit.component.JCasAnnotator_ImplBase",
        "com.google.common.collect.ImmutableList",
        "org.dkpro.core.api.segmentation.SegmenterBase",
      })
  void anyOtherClassIsLoadedFromTheJar(String name) throws Exception {
    assertThat(getClass().getClassLoader().getResource(name.replace('.', '/') + ".class"))
        .as("Cascade has a class of this name too")
        .isNotNull();
    brings(name);
    try (PluginClassLoader loader = loader()) {
      assertThat(loader.loadClass(name).getClassLoader()).isSameAs(loader);
    }
  }

  @Test
  void aClassThatOnlyOneOfThemHasIsLoadedFromThere() throws Exception {
    brings("org.apache.uima.conceptMapper.ConceptMapper");
    brings("dropin.Other");
    try (PluginClassLoader loader = loader()) {
      assertThat(loader.loadClass("org.apache.uima.conceptMapper.ConceptMapper").getClassLoader())
          .isSameAs(loader);
      assertThat(loader.loadClass("dropin.Other").getClassLoader()).isSameAs(loader);
      assertThat(loader.loadClass(JCasAnnotator_ImplBase.class.getName()))
          .isSameAs(JCasAnnotator_ImplBase.class);
      assertThatThrownBy(() -> loader.loadClass("dropin.None"))
          .isInstanceOf(ClassNotFoundException.class);
      assertThatThrownBy(() -> loader.loadClass("org.apache.uima.None"))
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void classesOfTheJdkAreLoadedFromTheJdk() throws Exception {
    Path document = Files.createDirectories(classes.resolve("org/w3c/dom"));
    Files.writeString(document.resolve("Document.class"), "as xml-apis.jar brings it");
    try (PluginClassLoader loader = loader()) {
      assertThat(loader.loadClass("org.w3c.dom.Document")).isSameAs(org.w3c.dom.Document.class);
    }
  }

  @Test
  void eachLoaderDefinesTheClassThatUimaNeedsInEachLoader() throws Exception {
    try (PluginClassLoader loader = loader()) {
      assertThat(Class.forName(PluginClassLoader.MHLC, true, loader).getClassLoader())
          .isSameAs(loader);
    }
  }

  @Test
  void aNestedLoaderSharesTheClassesOfItsParent() throws Exception {
    brings("dropin.Other");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (PluginClassLoader outer = loader()) {
      thread.setContextClassLoader(outer);
      try (PluginClassLoader inner = PluginClassLoader.of(List.of())) {
        assertThat(inner.loadClass("dropin.Other")).isSameAs(outer.loadClass("dropin.Other"));
        assertThat(inner.loadClass(Token.class.getName())).isSameAs(Token.class);
        assertThat(PluginClassLoader.jars(inner)).containsExactly(jar.toUri().toURL());
      }
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void resourcesAreFoundInBothAndThoseOfCascadeFirst() throws Exception {
    String types = "META-INF/org.apache.uima.fit/types.txt";
    Path own = Files.createDirectories(classes.resolve("META-INF/org.apache.uima.fit"));
    Files.writeString(own.resolve("types.txt"), "classpath*:desc/other.xml");
    String part = "org/cascadenlp/core/parts/WordSplitter.xml";
    Path shadow = Files.createDirectories(classes.resolve("org/cascadenlp/core/parts"));
    Files.writeString(shadow.resolve("WordSplitter.xml"), "<other/>");
    try (PluginClassLoader loader = loader()) {
      List<URL> found = Collections.list(loader.getResources(types));
      assertThat(found.get(0).toString()).contains("odd");
      assertThat(found).doesNotHaveDuplicates();
      assertThat(loader.getResource(part)).isEqualTo(JCas.class.getClassLoader().getResource(part));
      assertThat(Collections.list(loader.getResources(part)))
          .hasSize(2)
          .first()
          .isEqualTo(loader.getResource(part));
    }
  }
}
