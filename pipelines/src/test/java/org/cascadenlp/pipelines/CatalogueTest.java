package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.command.Catalogue;
import org.cascadenlp.core.command.Catalogue.Entry;
import org.cascadenlp.core.descriptor.Descriptors;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.Test;

/** The entries of {@code cascade list}. */
class CatalogueTest {

  private static List<Entry> contributed() {
    ResourceManager resources = Pipeline.resources(Path.of("list"), List.of());
    List<Entry> entries = new ArrayList<>();
    try {
      ServiceLoader.load(Catalogue.class).forEach(c -> entries.addAll(c.entries(resources)));
    } finally {
      Pipeline.release(resources);
    }
    return entries;
  }

  @Test
  void everyServiceBoundByNameHasADescription() {
    assertThat(contributed())
        .as("put @Description on the class")
        .allMatch(entry -> entry.description().endsWith("."));
  }

  @Test
  void encodersHeadsTrainingModesAndFormatsAreListed() {
    assertThat(contributed())
        .extracting(entry -> entry.kind() + " " + entry.name())
        .contains(
            "encoder all-minilm-l6-v2",
            "embedder FILE or FOLDER of static",
            "head entities",
            "training mode frozen",
            "training mode fine-tune",
            "training mode lora",
            "output format html");
  }

  @Test
  void headsListTheirOptions() {
    assertThat(contributed())
        .filteredOn(entry -> entry.kind().equals("head"))
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(
            entry ->
                assertThat(entry.parameters())
                    .as(entry.name())
                    .extracting(Catalogue.Parameter::name)
                    .contains(
                        Map.of("regression", "encoder", "answers", "noAnswer")
                            .getOrDefault(entry.name(), "bilstm")));
  }

  @Test
  void everyShippedDescriptorIsListed() throws IOException {
    ResourceManager resources = Pipeline.resources(Path.of("list"), List.of());
    assertThat(Descriptors.of(Injectors.loader(resources)).keySet())
        .containsAll(ShippedDescriptors.parts().keySet());
    Pipeline.release(resources);
  }
}
