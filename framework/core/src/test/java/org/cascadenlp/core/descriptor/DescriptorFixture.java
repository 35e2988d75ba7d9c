package org.cascadenlp.core.descriptor;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Golden;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.io.TempDir;

/** Test pipelines, changed in one place, and their problems. */
abstract class DescriptorFixture {

  static final String TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token";
  static final String ENTITY = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
  static final String MARKER = "<import name=\"org.cascadenlp.core.parts.WordMarker\"/>";

  @TempDir Path folder;

  static DescriptorCheck check(Path file, String... settings) {
    ResourceManager resources = Pipeline.resources(file, List.of());
    try {
      return DescriptorCheck.of(file, resources, Set.of(settings));
    } finally {
      resources.destroy();
    }
  }

  static String text(DescriptorCheck checked) {
    return checked.problems().stream().map(Problem::toString).collect(joining("\n"));
  }

  /** A modified copy of a test pipeline. */
  Path changed(String name, String from, String to) throws IOException {
    String original = Files.readString(Golden.resource("pipelines/" + name));
    assertThat(original).contains(from);
    return Files.writeString(folder.resolve(name), original.replace(from, to));
  }
}
