package org.cascadenlp.core.pipeline;

import java.nio.file.Path;
import java.util.List;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.descriptor.DescriptorCheck;
import org.cascadenlp.core.descriptor.OutsideSettings;
import org.cascadenlp.core.error.CascadeException;

/** Checks the descriptors of a pipeline with what a command line changes in them. */
public final class PipelineCheck {

  private PipelineCheck() {}

  /**
   * The result of checking {@code descriptor} before any part is created.
   *
   * @param plugins jars with further components
   * @throws CascadeException if a part or file of {@code overrides} does not exist
   */
  public static DescriptorCheck of(
      Path descriptor, PipelineOverrides overrides, List<Path> plugins) {
    ResourceManager resources = Pipeline.resources(descriptor, plugins);
    try {
      OutsideSettings outside =
          new OutsideSettings(
              overrides.values().keySet(),
              ExternalOverrides.of(overrides.files()).names(),
              PartReplacement.of(descriptor, resources, overrides.parts()).urls());
      return DescriptorCheck.of(descriptor, resources, outside);
    } finally {
      resources.destroy();
    }
  }
}
