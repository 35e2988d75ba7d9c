package org.cascadenlp.core.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.ClassPathFiles;
import org.cascadenlp.core.files.ModelCache;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of {@code --settings}, which may be paths relative to the working directory or to
 * the folder of the pipeline, and names on the class path.
 *
 * <p>A name is written as UIMA writes it after {@code path:} in {@code UimaExternalOverrides}, with
 * dots and without the ending {@value #ENDING}, or as the path of a resource; that of a shipped
 * recipe may begin below the pipelines: {@code recipes/entities-lora.settings}.
 */
public final class SettingsLookup {

  private static final String ENDING = ".settings";

  /** The folder of the shipped pipelines on the class path. */
  private static final String SHIPPED = "org/cascadenlp/pipelines/";

  private SettingsLookup() {}

  /**
   * The file that {@code given} names: itself if it exists, or if it is absolute.
   *
   * @param pipeline the pipeline that the settings are for
   * @param plugins jars that are searched, too
   * @throws CascadeException if there is none
   */
  public static Path find(Path given, Path pipeline, List<Path> plugins) {
    Path beside = PipelineResources.folder(pipeline).resolve(given).normalize();
    if (given.isAbsolute() || Files.exists(given)) {
      return given;
    }
    if (Files.exists(beside)) {
      return beside;
    }
    String name = given.toString().replace('\\', '/');
    List<String> resources = List.of(name, SHIPPED + name, name.replace('.', '/') + ENDING);
    Path found = onClassPath(resources, pipeline, plugins);
    if (found == null) {
      throw CascadeException.of(
          "--settings " + given,
          "there is no such file",
          "looked for "
              + given.toAbsolutePath().normalize()
              + ", "
              + beside
              + " and for this name on the class path: name a file with lines NAME = VALUE, as for"
              + " UIMA's external overrides, or a recipe such as"
              + " org.cascadenlp.pipelines.recipes.entities-lora");
    }
    return found;
  }

  /**
   * The first of {@code resources} that the class path of {@code pipeline} has, as a file: one in a
   * jar is unpacked into the cache of models. Null if it has none.
   *
   * @param resources paths below the roots of the class path
   * @param plugins jars that are searched, too
   * @throws CascadeException if one cannot be read
   */
  public static @Nullable Path onClassPath(
      List<String> resources, Path pipeline, List<Path> plugins) {
    ResourceManager manager = PipelineResources.of(pipeline, plugins);
    try {
      ClassPathFiles files = new ClassPathFiles(Injectors.loader(manager), new ModelCache());
      for (String resource : resources) {
        Path found = files.find(resource);
        if (found != null) {
          return found;
        }
      }
      return null;
    } finally {
      PipelineResources.release(manager);
    }
  }
}
