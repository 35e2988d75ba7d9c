package org.cascadenlp.core.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.Compiled;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.Test;

/** Jars that were built against another version of Cascade, or lack what they need. */
class LinkageTest extends DropInFixture {

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
        "org.cascadenlp.core.document.TextCleaner.polish();",
        "org/cascadenlp/core/document/TextCleaner",
        "package org.cascadenlp.core.document; public class TextCleaner { public static void"
            + " polish() {} }");
    isRefused("NoSuchMethodError: 'void org.cascadenlp.core.document.TextCleaner.polish()'");
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
  void aJarThatHasNothingToDoWithAnErrorIsNotBlamed() throws IOException {
    NoClassDefFoundError error = new NoClassDefFoundError("org/example/Gone");
    error.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(PluginAnnotator.class.getName(), "initialize", null, 1)
        });
    try (PluginClassLoader loader = PluginClassLoader.of(PluginFolder.jars(List.of(jars)))) {
      assertThat(Linkage.explain(error, loader)).as("it was thrown in Cascade's code").isNull();
    }
  }

  @Test
  void norIsOneThatOnlyCallsTheOneThatIsWrong() throws IOException {
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
  void uimaFitWithoutSpringIsToldWhatToAdd() throws IOException {
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
}
