package org.cascadenlp.testkit;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.metadata.ConfigurationParameterSettings;
import org.apache.uima.util.InvalidXMLException;
import org.apache.uima.util.XMLInputSource;

/**
 * An annotator under test: its descriptor, the annotators before it, and texts on which it creates
 * annotations.
 *
 * <pre>{@code
 * Subject.named("org.example.Shouting")
 *     .after(Subject.named("org.cascadenlp.opennlp.OpenNlpSegmenter"))
 *     .with("longest", 20)
 *     .on("HELP! It rains.");
 * }</pre>
 *
 * @param descriptor the descriptor's file, or its name on the class path as in an import by name
 * @param before the annotators that create its inputs, in order
 * @param settings parameter values that complete or change the descriptor
 * @param folder the folder against which relative paths are resolved; may be empty
 * @param language the language of the texts, for example {@code en}
 * @param texts the texts; together they must make it create every declared output type
 */
public record Subject(
    String descriptor,
    List<Subject> before,
    Map<String, Object> settings,
    String folder,
    String language,
    List<String> texts) {

  public Subject {
    before = List.copyOf(before);
    settings = Map.copyOf(settings);
    texts = List.copyOf(texts);
  }

  /** The annotator with this descriptor on the class path. */
  public static Subject named(String descriptor) {
    return new Subject(descriptor, List.of(), Map.of(), "", "x-unspecified", List.of());
  }

  /** The annotator or pipeline in {@code file}, whose folder is used to resolve relative paths. */
  public static Subject at(Path file) {
    return named(file.toString()).in(String.valueOf(file.toAbsolutePath().getParent()));
  }

  /** A copy with {@code others} as the annotators before it. */
  public Subject after(Subject... others) {
    return new Subject(descriptor, List.of(others), settings, folder, language, texts);
  }

  /** A copy with a parameter value. */
  public Subject with(String parameter, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(settings);
    more.put(parameter, value);
    return new Subject(descriptor, before, more, folder, language, texts);
  }

  /** A copy that resolves relative paths against the folder {@code place}. */
  public Subject in(String place) {
    return new Subject(descriptor, before, settings, place, language, texts);
  }

  /** A copy with another language of the texts. */
  public Subject speaking(String code) {
    return new Subject(descriptor, before, settings, folder, code, texts);
  }

  /** A copy with other texts. */
  public Subject on(String... more) {
    return new Subject(descriptor, before, settings, folder, language, List.of(more));
  }

  /** All annotators to run, this one last. */
  List<Subject> chain() {
    List<Subject> chain = new ArrayList<>();
    before.forEach(one -> chain.addAll(one.chain()));
    chain.add(this);
    return chain.stream().distinct().toList();
  }

  /** The descriptor, with imports resolved and parameters set. */
  AnalysisEngineDescription description() {
    ResourceManager resources = resources();
    try {
      AnalysisEngineDescription description =
          UIMAFramework.getXMLParser().parseAnalysisEngineDescription(new XMLInputSource(url()));
      description.resolveImports(resources);
      ConfigurationParameterSettings target =
          description.getAnalysisEngineMetaData().getConfigurationParameterSettings();
      settings.forEach(target::setParameterValue);
      return description;
    } catch (InvalidXMLException | IOException e) {
      throw new AssertionError("the descriptor " + descriptor + " cannot be read: " + e, e);
    } finally {
      resources.destroy();
    }
  }

  /** A new resource manager with {@link #folder} as data path. */
  ResourceManager resources() {
    ResourceManager resources = UIMAFramework.newDefaultResourceManager();
    if (!folder.isEmpty()) {
      try {
        resources.setDataPathElements(folder);
      } catch (java.net.MalformedURLException e) {
        throw new AssertionError("the folder " + folder + " cannot be a data path", e);
      }
    }
    return resources;
  }

  private URL url() throws IOException {
    if (descriptor.endsWith(".xml") && Files.exists(Path.of(descriptor))) {
      return Path.of(descriptor).toUri().toURL();
    }
    String resource = descriptor.replace('.', '/') + ".xml";
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    URL found = (loader == null ? Subject.class.getClassLoader() : loader).getResource(resource);
    if (found == null) {
      throw new AssertionError("there is no " + resource + " on the class path");
    }
    return found;
  }

  @Override
  public String toString() {
    return descriptor.substring(descriptor.lastIndexOf('/') + 1);
  }
}
