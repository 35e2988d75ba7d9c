package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.CascadeCommand;
import org.cascadenlp.core.Pipeline;
import org.cascadenlp.neural.Unit;
import org.cascadenlp.training.Example;
import picocli.CommandLine;

/** Pipelines written for a test, a corpus to train them on, and the commands that run them. */
final class SmallPipeline {

  private SmallPipeline() {}

  /**
   * The aggregate {@code folder/pipeline.xml} of {@code parts}: {@code ROLE=GROUP.NAME} of a
   * descriptor each, in the order of the flow.
   */
  static Path write(Path folder, String... parts) throws IOException {
    StringBuilder delegates = new StringBuilder();
    StringBuilder nodes = new StringBuilder();
    for (String part : parts) {
      String role = part.substring(0, part.indexOf('='));
      delegates.append(
          "<delegateAnalysisEngine key=\"%s\"><import name=\"org.cascadenlp.%s\"/></delegateAnalysisEngine>"
              .formatted(role, part.substring(part.indexOf('=') + 1)));
      nodes.append("<node>").append(role).append("</node>");
    }
    return Files.writeString(
        folder.resolve("pipeline.xml"),
        """
        <analysisEngineDescription xmlns="http://uima.apache.org/resourceSpecifier">
          <frameworkImplementation>org.apache.uima.java</frameworkImplementation>
          <primitive>false</primitive>
          <delegateAnalysisEngineSpecifiers>%s</delegateAnalysisEngineSpecifiers>
          <analysisEngineMetaData>
            <name>Test</name>
            <flowConstraints><fixedFlow>%s</fixedFlow></flowConstraints>
            <operationalProperties>
              <modifiesCas>true</modifiesCas>
              <multipleDeploymentAllowed>false</multipleDeploymentAllowed>
              <outputsNewCASes>false</outputsNewCASes>
            </operationalProperties>
          </analysisEngineMetaData>
        </analysisEngineDescription>
        """
            .formatted(delegates, nodes));
  }

  /** That of OpenNLP and {@code parts}, with those of {@code settings} that are theirs. */
  static Pipeline load(Path folder, List<String> settings, String... parts) throws IOException {
    List<String> all = new ArrayList<>(List.of("tokenizer=opennlp.OpenNlpSegmenter"));
    all.addAll(List.of(parts));
    Map<String, String> own = new LinkedHashMap<>();
    for (String setting : settings) {
      String role = setting.substring(0, setting.indexOf('.'));
      if (all.stream().anyMatch(part -> part.startsWith(role + "="))) {
        int equals = setting.indexOf('=');
        own.put(setting.substring(0, equals), setting.substring(equals + 1));
      }
    }
    return Pipeline.load(write(folder, all.toArray(String[]::new)), own, List.of());
  }

  /** What {@code command} prints; each of {@code settings} is a {@code --set}. */
  static String run(CascadeCommand command, List<String> arguments, List<String> settings) {
    List<String> all = new ArrayList<>(arguments);
    settings.forEach(setting -> all.addAll(List.of("--set", setting)));
    StringWriter out = new StringWriter();
    CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(out));
    List<Exception> errors = new ArrayList<>();
    line.setExecutionExceptionHandler(
        (error, at, parsed) -> {
          errors.add(error);
          return 2;
        });
    int code = line.execute(all.toArray(String[]::new));
    if (!errors.isEmpty()) {
      throw new IllegalStateException(errors.get(0));
    }
    assertThat(code).isZero();
    return out.toString();
  }

  /** 16 of the reference sentences as CoNLL, words in capitals as the spans to be found. */
  static Path corpus(Path folder) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Example example : Parity.examples().subList(0, 16)) {
      Unit unit = example.unit();
      for (String token : unit.tokens()) {
        String tag = Character.isUpperCase(token.codePointAt(0)) ? "B-X" : "O";
        text.append(token).append('\t').append(tag).append('\n');
      }
      text.append('\n');
    }
    return Files.writeString(folder.resolve("corpus.conll"), text);
  }
}
