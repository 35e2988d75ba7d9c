package org.cascadenlp.core.pipeline;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.util.InvalidXMLException;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.core.descriptor.ImportCheck;
import org.cascadenlp.core.descriptor.Problem;
import org.cascadenlp.core.descriptor.RemovedDescriptors;
import org.cascadenlp.core.error.CascadeException;

/** Reads the descriptor of a pipeline. */
final class PipelineFile {

  private PipelineFile() {}

  /**
   * The description of {@code descriptor} with {@code parts} put into it and imports resolved.
   *
   * @throws CascadeException if the file does not exist, an import leads out of the file system, or
   *     a part does not fit
   * @throws IOException if the file cannot be read
   */
  static AnalysisEngineDescription parse(
      Path descriptor, ResourceManager resources, PartReplacement parts)
      throws InvalidXMLException, IOException {
    RemovedDescriptors.refuse(descriptor);
    if (!Files.isReadable(descriptor) || Files.isDirectory(descriptor)) {
      throw CascadeException.of(
          descriptor.toString(),
          Files.exists(descriptor) ? "this is not a readable file" : "there is no such file",
          "name a UIMA analysis engine descriptor, for example pipelines/entities-bert.xml");
    }
    holdImports(descriptor, resources, parts.urls().values());
    AnalysisEngineDescription description =
        UIMAFramework.getXMLParser()
            .parseAnalysisEngineDescription(new XMLInputSource(descriptor.toUri().toURL()));
    parts.apply(description);
    description.resolveImports(resources);
    return description;
  }

  /** Throws if {@link ImportCheck} finds a problem in {@code descriptor} or {@code parts}. */
  static void holdImports(Path descriptor, ResourceManager resources, Collection<URL> parts) {
    Problem problem = ImportCheck.of(descriptor, resources, parts).orElse(null);
    if (problem != null) {
      throw CascadeException.of(problem.place(), problem.problem(), problem.remedy());
    }
  }
}
