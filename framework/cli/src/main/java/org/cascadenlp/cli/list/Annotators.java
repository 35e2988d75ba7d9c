package org.cascadenlp.cli.list;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.TypeOrFeature;
import org.apache.uima.analysis_engine.metadata.AnalysisEngineMetaData;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.metadata.Capability;
import org.apache.uima.resource.metadata.ConfigurationParameter;
import org.apache.uima.util.InvalidXMLException;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.command.Catalogue;
import org.cascadenlp.core.descriptor.Descriptors;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.loading.PluginClassLoader;
import org.jspecify.annotations.Nullable;

/** The annotators and pipelines whose descriptors are on the class path or in drop-in jars. */
final class Annotators implements Catalogue {

  static final String KIND = "annotator";

  private static final String PIPELINE = "pipeline";

  /** The prefix of the names of pipelines that are shipped in a jar. */
  private static final String PIPELINES = "org.cascadenlp.pipelines.";

  /** The prefix of descriptors inside UIMA's libraries, which are of no use in a pipeline. */
  private static final String UIMAS_OWN = "org.apache.uima.";

  @Override
  public List<Entry> entries(ResourceManager resources) {
    List<Entry> entries = new ArrayList<>();
    try {
      ClassLoader loader = Injectors.loader(resources);
      List<URL> dropped = PluginClassLoader.jars(loader);
      Descriptors.of(loader)
          .forEach(
              (name, url) -> {
                boolean wanted =
                    dropped.stream().anyMatch(jar -> url.toString().contains(jar + "!/"));
                if (wanted || !name.startsWith(UIMAS_OWN)) {
                  entries.add(entry(name, url));
                }
              });
    } catch (IOException e) {
      throw CascadeException.of(
          "class path",
          "a jar cannot be read: " + CascadeException.describe(e),
          "check the class path and the jars of --plugins",
          e);
    }
    return entries;
  }

  private static Entry entry(String name, URL url) {
    try {
      AnalysisEngineMetaData metadata =
          UIMAFramework.getXMLParser()
              .parseAnalysisEngineDescription(new XMLInputSource(url))
              .getAnalysisEngineMetaData();
      List<String> inputs = new ArrayList<>();
      List<String> outputs = new ArrayList<>();
      for (Capability capability : metadata.getCapabilities()) {
        inputs.addAll(names(capability.getInputs()));
        outputs.addAll(names(capability.getOutputs()));
      }
      List<Parameter> parameters = new ArrayList<>();
      for (ConfigurationParameter parameter :
          metadata.getConfigurationParameterDeclarations().getConfigurationParameters()) {
        Object value =
            metadata.getConfigurationParameterSettings().getParameterValue(parameter.getName());
        parameters.add(
            new Parameter(
                parameter.getName(),
                parameter.getType() + (parameter.isMultiValued() ? "[]" : ""),
                written(value),
                orEmpty(parameter.getDescription())));
      }
      String kind = name.startsWith(PIPELINES) ? PIPELINE : KIND;
      return new Entry(kind, name, orEmpty(metadata.getDescription()), inputs, outputs, parameters);
    } catch (InvalidXMLException | IOException e) {
      return Entry.of(KIND, name, "(cannot be read: " + CascadeException.describe(e) + ")");
    }
  }

  private static List<String> names(TypeOrFeature[] types) {
    return Arrays.stream(types).map(TypeOrFeature::getName).toList();
  }

  private static String written(@Nullable Object value) {
    if (value instanceof Object[] items) {
      return String.join(",", Arrays.stream(items).map(String::valueOf).toList());
    }
    return value == null ? "" : value.toString();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text.strip().replaceAll("\\s+", " ");
  }
}
