package org.cascadenlp.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a pipeline of shipped parts, in the order in which they are added.
 *
 * <pre>{@code
 * new WrittenPipeline()
 *     .part("embedding", "contextual-embeddings.BertEmbedding")
 *     .part("trainer", "training.TaskTrainer")
 *     .text("embedding.model", model.toString())
 *     .write(folder.resolve("train.xml"));
 * }</pre>
 */
final class WrittenPipeline {

  private final StringBuilder delegates = new StringBuilder();
  private final StringBuilder nodes = new StringBuilder();
  private final StringBuilder parameters = new StringBuilder();
  private final StringBuilder values = new StringBuilder();
  private String instruction = "";

  /**
   * Adds a part with the role {@code role}; {@code name} is what follows {@code org.cascadenlp.},
   * or a file that ends in {@code .xml}.
   */
  WrittenPipeline part(String role, String name) {
    String place = name.endsWith(".xml") ? "location=\"" + name : "name=\"org.cascadenlp." + name;
    delegates.append(
        "<delegateAnalysisEngine key=\"%s\"><import %s\"/></delegateAnalysisEngine>%n"
            .formatted(role, place));
    nodes.append("<node>").append(role).append("</node>");
    return this;
  }

  /** Adds parts given as {@code ROLE=NAME}. */
  WrittenPipeline parts(String... parts) {
    for (String part : parts) {
      int equals = part.indexOf('=');
      part(part.substring(0, equals), part.substring(equals + 1));
    }
    return this;
  }

  /** Adds the processing instruction {@code <?cascade TEXT?>}. */
  WrittenPipeline instruction(String text) {
    instruction = "<?cascade " + text + "?>\n";
    return this;
  }

  /** Sets the text parameter {@code ROLE.PARAMETER} in the descriptor. */
  WrittenPipeline text(String parameter, String value) {
    return set(parameter, "String", "<string>" + value + "</string>");
  }

  /** Sets the integer parameter {@code ROLE.PARAMETER} in the descriptor. */
  WrittenPipeline integer(String parameter, int value) {
    return set(parameter, "Integer", "<integer>" + value + "</integer>");
  }

  private WrittenPipeline set(String parameter, String type, String value) {
    String name = parameter.replace('.', '_');
    parameters.append(
        """
        <configurationParameter>
          <name>%s</name><type>%s</type><multiValued>false</multiValued><mandatory>true</mandatory>
          <overrides><parameter>%s</parameter></overrides>
        </configurationParameter>
        """
            .formatted(name, type, parameter.replace('.', '/')));
    values.append(
        "<nameValuePair><name>%s</name><value>%s</value></nameValuePair>%n".formatted(name, value));
    return this;
  }

  /** Writes the descriptor. */
  Path write(Path file) throws IOException {
    return Files.writeString(
        file,
        instruction
            + """
            <analysisEngineDescription xmlns="http://uima.apache.org/resourceSpecifier">
              <frameworkImplementation>org.apache.uima.java</frameworkImplementation>
              <primitive>false</primitive>
              <delegateAnalysisEngineSpecifiers>
            %s</delegateAnalysisEngineSpecifiers>
              <analysisEngineMetaData>
                <name>Test</name>
                <configurationParameters>%s</configurationParameters>
                <configurationParameterSettings>%s</configurationParameterSettings>
                <flowConstraints><fixedFlow>%s</fixedFlow></flowConstraints>
                <operationalProperties>
                  <modifiesCas>true</modifiesCas>
                  <multipleDeploymentAllowed>false</multipleDeploymentAllowed>
                  <outputsNewCASes>false</outputsNewCASes>
                </operationalProperties>
              </analysisEngineMetaData>
            </analysisEngineDescription>
            """
                .formatted(delegates, parameters, values, nodes));
  }
}
