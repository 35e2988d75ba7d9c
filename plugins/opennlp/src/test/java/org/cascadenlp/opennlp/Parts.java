package org.cascadenlp.opennlp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.pipeline.Pipeline;

/** Pipelines of parts of this plugin, and texts for tests. */
final class Parts {

  private static final Path ROOT = Path.of(System.getProperty("cascade.root"));

  private Parts() {}

  /** Writes a pipeline of the named annotators to {@code folder}; roles are the names. */
  static Pipeline pipeline(Path folder, Map<String, String> settings, String... annotators) {
    return pipeline(folder, settings, List.of(), annotators);
  }

  static Pipeline pipeline(
      Path folder, Map<String, String> settings, List<Path> plugins, String... annotators) {
    StringBuilder parts = new StringBuilder();
    StringBuilder flow = new StringBuilder();
    for (String name : annotators) {
      parts.append(
          "<delegateAnalysisEngine key=\"%s\"><import name=\"org.cascadenlp.opennlp.%s\"/></delegateAnalysisEngine>%n"
              .formatted(name, name));
      flow.append("<node>").append(name).append("</node>");
    }
    String text =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <analysisEngineDescription xmlns="http://uima.apache.org/resourceSpecifier">
          <frameworkImplementation>org.apache.uima.java</frameworkImplementation>
          <primitive>false</primitive>
          <delegateAnalysisEngineSpecifiers>%s</delegateAnalysisEngineSpecifiers>
          <analysisEngineMetaData>
            <name>parts</name>
            <flowConstraints><fixedFlow>%s</fixedFlow></flowConstraints>
            <operationalProperties>
              <modifiesCas>true</modifiesCas>
              <multipleDeploymentAllowed>true</multipleDeploymentAllowed>
              <outputsNewCASes>false</outputsNewCASes>
            </operationalProperties>
          </analysisEngineMetaData>
        </analysisEngineDescription>
        """
            .formatted(parts, flow);
    try {
      Path file = Files.writeString(folder.resolve("parts.xml"), text);
      return Pipeline.load(file, settings, plugins);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The project's documents. */
  static List<Path> documents() {
    try (Stream<Path> files = Files.list(ROOT.resolve("testdata/documents"))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens a model file on the class path. */
  static InputStream model(String file) {
    InputStream stream = Parts.class.getClassLoader().getResourceAsStream(file);
    if (stream == null) {
      throw new IllegalStateException("there is no " + file);
    }
    return stream;
  }

  static <T extends Annotation> List<String> texts(JCas cas, Class<T> type) {
    return cas.select(type).map(Annotation::getCoveredText).toList();
  }
}
