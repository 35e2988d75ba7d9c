package org.cascadenlp.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.metadata.ConfigurationParameter;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.parts.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParametersTest {

  /** Stands for a parameter that is declared but not set. */
  private static final Object UNSET = new Object();

  private enum Colour {
    RED,
    LIGHT_BLUE
  }

  @TempDir Path folder;

  private static Map<String, Object> set(Object... namesAndValues) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return values;
  }

  private void make(Map<String, Object> values, Consumer<Parameters> reads) throws Exception {
    AnalysisEngineDescription part =
        UIMAFramework.getResourceSpecifierFactory().createAnalysisEngineDescription();
    part.setFrameworkImplementation("org.apache.uima.java");
    part.setPrimitive(true);
    part.setAnnotatorImplementationName(Probe.class.getName());
    part.getMetaData().setName("a probe");
    values.forEach(
        (name, value) -> {
          ConfigurationParameter declared =
              UIMAFramework.getResourceSpecifierFactory().createConfigurationParameter();
          declared.setName(name);
          declared.setMultiValued(value instanceof Object[]);
          declared.setType(
              value == UNSET ? "String" : value.getClass().getSimpleName().replace("[]", ""));
          part.getMetaData()
              .getConfigurationParameterDeclarations()
              .addConfigurationParameter(declared);
          if (value != UNSET) {
            part.getMetaData().getConfigurationParameterSettings().setParameterValue(name, value);
          }
        });
    ResourceManager resources = UIMAFramework.newDefaultResourceManager();
    resources.setDataPathElements(folder.toString());
    Probe.READS.set(reads);
    UIMAFramework.produceAnalysisEngine(part, resources, Map.of()).destroy();
  }

  private Object read(Map<String, Object> values, Function<Parameters, ?> read) throws Exception {
    AtomicReference<Object> result = new AtomicReference<>();
    make(values, parameters -> result.set(read.apply(parameters)));
    return result.get();
  }

  @Test
  void parametersOfEachTypeHaveTheValuesOfTheDescriptor() throws Exception {
    assertThat(read(set("p", "x"), p -> p.text("p"))).isEqualTo("x");
    assertThat(read(set("p", UNSET), p -> p.optionalText("p"))).isEqualTo("");
    assertThat(read(set(), p -> p.optionalText("p"))).isEqualTo("");
    assertThat(read(set("p", new String[] {"a", "b"}), p -> p.texts("p")))
        .isEqualTo(List.of("a", "b"));
    assertThat(read(set("p", "a"), p -> p.texts("p"))).isEqualTo(List.of("a"));
    assertThat(read(set("p", UNSET), p -> p.texts("p"))).isEqualTo(List.of());
    assertThat(read(set("p", 3), p -> p.integer("p", 3, 3))).isEqualTo(3);
    assertThat(read(set("p", 0.1f), p -> p.number("p", 0, 1))).isEqualTo(0.1);
    assertThat(read(set("p", true), p -> p.flag("p"))).isEqualTo(true);
    assertThat(read(set("p", "light-blue"), p -> p.choice("p", Colour.class)))
        .isEqualTo(Colour.LIGHT_BLUE);
  }

  @Test
  void filesAreSearchedOnTheDataPathAndResourcesOnTheClassPathToo() throws Exception {
    Path file = Files.createFile(folder.resolve("model.bin"));
    assertThat(read(set("p", "model.bin"), p -> p.path("p"))).isEqualTo(file);
    assertThat(read(set("p", file.toString()), p -> p.path("p"))).isEqualTo(file);
    assertThat(read(set("p", "model.bin"), p -> p.resource("p"))).isEqualTo(file.toUri().toURL());
    assertThat(read(set("p", "pipelines/names.xml"), p -> p.resource("p")))
        .isEqualTo(getClass().getResource("/pipelines/names.xml"));
  }

  @Test
  void allResourcesOfANameAreFound() throws Exception {
    assertThat((List<?>) read(Map.of(), p -> p.resourcesAt("META-INF/MANIFEST.MF")))
        .hasSizeGreaterThan(2);
    assertThat((List<?>) read(Map.of(), p -> p.resourcesAt("models/none"))).isEmpty();
  }

  @Test
  void everyErrorNamesComponentParameterValueAndWhatWouldWork() throws Exception {
    StringBuilder texts = new StringBuilder();
    Map<String, Consumer<Parameters>> reads = new LinkedHashMap<>();
    reads.put("text not set", p -> p.text("p"));
    reads.put("whole number not set", p -> p.integer("p", 1, 2));
    reads.put("number not set", p -> p.number("p", 1, 2));
    reads.put("flag not set", p -> p.flag("p"));
    reads.forEach((name, read) -> append(texts, name, set("p", UNSET), read));
    append(texts, "text not declared", set(), p -> p.text("p"));
    append(texts, "text that is a number", set("p", 3), p -> p.text("p"));
    append(texts, "optional text that is a number", set("p", 3), p -> p.optionalText("p"));
    append(texts, "texts that are a number", set("p", 3), p -> p.texts("p"));
    append(texts, "texts that are numbers", set("p", new Integer[] {3, 4}), p -> p.texts("p"));
    append(texts, "text that is a list", set("p", new String[] {"a", "b"}), p -> p.text("p"));
    append(texts, "whole number too small", set("p", 0), p -> p.integer("p", 1, 512));
    append(texts, "whole number too big", set("p", 513), p -> p.integer("p", 1, 512));
    append(texts, "whole number that is a text", set("p", "x"), p -> p.integer("p", 1, 512));
    append(texts, "number too big", set("p", 1.5f), p -> p.number("p", 0, 1));
    append(texts, "number that is none", set("p", Float.NaN), p -> p.number("p", 0, 1));
    append(texts, "number that is whole", set("p", 1), p -> p.number("p", 0, 1));
    append(texts, "flag that is a text", set("p", "yes"), p -> p.flag("p"));
    append(texts, "choice", set("p", "green"), p -> p.choice("p", Colour.class));
    append(texts, "choice in capitals", set("p", "RED"), p -> p.choice("p", Colour.class));
    append(texts, "path", set("p", "models/none"), p -> p.path("p"));
    append(texts, "absolute path", set("p", "/no/such/model"), p -> p.path("p"));
    append(texts, "impossible path", set("p", "a\0b"), p -> p.path("p"));
    append(texts, "empty path", set("p", ""), p -> p.path("p"));
    append(texts, "empty resource", set("p", ""), p -> p.resource("p"));
    append(texts, "resource", set("p", "models/none"), p -> p.resource("p"));
    append(texts, "leftover", set("p", "x", "q", "y", "r", UNSET), p -> p.text("p"));
    append(texts, "of its own", set("p", "x"), p -> fail(p.bad("p", p.text("p"), "use y")));
    Golden.verify("parameters", texts.toString().replace(folder.toString(), "{folder}"));
  }

  private static void fail(CascadeException error) {
    throw error;
  }

  private void append(
      StringBuilder texts, String name, Map<String, Object> values, Consumer<Parameters> read) {
    CascadeException error = CascadeException.in(catchThrowable(() -> make(values, read)));
    assertThat(error).as(name).isNotNull();
    texts.append(name).append("\n    ").append(error.getMessage().replace('\0', '?')).append('\n');
  }

  @Test
  void aDeclaredParameterWithoutAValueIsNotALeftover() throws Exception {
    assertThat(read(set("p", "x", "q", UNSET), p -> List.of(p.text("p")))).isEqualTo(List.of("x"));
  }
}
