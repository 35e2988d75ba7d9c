package org.cascadenlp.core.pipeline;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAException;
import org.apache.uima.UIMAFramework;
import org.apache.uima.collection.CollectionReader;
import org.apache.uima.collection.CollectionReaderDescription;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.metadata.ConfigurationParameter;
import org.apache.uima.resource.metadata.ResourceMetaData;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFiles;
import org.cascadenlp.core.loading.ContextLoader;
import org.cascadenlp.core.loading.Linkage;

/** Opens UIMA's collection readers by their descriptors. */
public final class CollectionReaders {

  private static final String REMEDY =
      "name the descriptor of a collection reader, a file or its name on the class path";

  private CollectionReaders() {}

  /**
   * Opens a collection reader.
   *
   * @param descriptor a file, or a name on the class path and in plugin jars: {@code
   *     org.example.MyReader} for {@code org/example/MyReader.xml}
   * @param settings values of its parameters; a list is separated by commas
   * @param resources finds its classes, as {@link Pipeline#resources} makes them
   * @throws CascadeException if there is no such reader, or it refuses its parameters
   */
  public static CollectionReader open(
      String descriptor, Map<String, String> settings, ResourceManager resources) {
    try {
      CollectionReaderDescription description =
          UIMAFramework.getXMLParser()
              .parseCollectionReaderDescription(new XMLInputSource(find(descriptor, resources)));
      description.getCollectionReaderMetaData().resolveImports(resources);
      settings.forEach((name, value) -> set(description.getMetaData(), descriptor, name, value));
      return ContextLoader.seeing(Pipeline.class)
          .call(() -> UIMAFramework.produceCollectionReader(description, resources, Map.of()));
    } catch (UIMAException e) {
      CascadeException known = CascadeException.in(e);
      known = known == null ? Linkage.explain(e, resources.getExtensionClassLoader()) : known;
      throw known != null
          ? known
          : CascadeException.of(place(descriptor), CascadeException.describe(e), REMEDY, e);
    } catch (IOException e) {
      throw CascadeException.of(
          place(descriptor), "cannot be read: " + CascadeException.describe(e), REMEDY, e);
    }
  }

  private static String place(String descriptor) {
    return "--reader " + descriptor;
  }

  private static URL find(String descriptor, ResourceManager resources) throws IOException {
    Path file = Path.of(descriptor);
    SpecialFiles.refuse(file);
    if (Files.isRegularFile(file)) {
      PipelineFile.holdImports(file, resources, List.of());
      return file.toUri().toURL();
    }
    URL named = resources.resolveRelativePath(descriptor.replace('.', '/') + ".xml");
    if (named == null) {
      throw CascadeException.of(place(descriptor), "there is no such file", REMEDY);
    }
    return named;
  }

  private static void set(ResourceMetaData reader, String descriptor, String name, String value) {
    ConfigurationParameter parameter =
        reader.getConfigurationParameterDeclarations().getConfigurationParameter(null, name);
    if (parameter == null) {
      List<String> known =
          Arrays.stream(reader.getConfigurationParameterDeclarations().getConfigurationParameters())
              .map(ConfigurationParameter::getName)
              .sorted()
              .toList();
      throw CascadeException.of(
          place(descriptor),
          "--read " + name + ": there is no such parameter",
          "the parameters of this reader are " + known);
    }
    reader
        .getConfigurationParameterSettings()
        .setParameterValue(
            name, new SettingValue(parameter, place(descriptor), "--read " + name).parse(value));
  }
}
