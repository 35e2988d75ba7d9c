package org.cascadenlp.training.compare;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * What a descriptor says about its training, in a processing instruction before its outermost
 * element, which UIMA ignores:
 *
 * <pre>{@code
 * <?cascade training="train-entities.xml"?>
 * }</pre>
 *
 * @param training the descriptor that is used in place of it in a training: the training pipeline
 *     of a pipeline, or the pretrained part of a tuned one; null if none is named
 * @param recipe the file of settings of its training; null if none is named
 * @param parts for a training pipeline: the roles of the parts that it takes from the pipeline that
 *     names it
 */
record TrainingInstruction(@Nullable Path training, @Nullable Path recipe, Set<String> parts) {

  /** The instruction of a descriptor without one. */
  static final TrainingInstruction NONE = new TrainingInstruction(null, null, Set.of());

  private static final String TARGET = "cascade";
  private static final String TRAINING = "training";
  private static final String RECIPE = "recipe";
  private static final String PARTS = "parts";

  private static final Pattern ATTRIBUTE = Pattern.compile("\\s*([\\w-]+)\\s*=\\s*\"([^\"]*)\"");

  /**
   * Finds a resource of the class path as a file; null if there is none. Its argument is a path
   * below the roots of the class path.
   */
  @FunctionalInterface
  interface ClassPath {
    @Nullable Path find(String resource);
  }

  /**
   * Reads the instruction of a descriptor, a file or an entry of a jar.
   *
   * @param classPath where names are found that are no files beside it, which are written as for
   *     UIMA's import by name
   * @throws CascadeException if the instruction is malformed or names a file that does not exist
   */
  static TrainingInstruction of(URL descriptor, ClassPath classPath) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      URLConnection connection = descriptor.openConnection();
      connection.setUseCaches(false); // a jar must not stay open
      try (InputStream in = new BufferedInputStream(connection.getInputStream())) {
        return of(descriptor, factory.createXMLStreamReader(in), classPath);
      }
    } catch (IOException | XMLStreamException e) {
      return NONE; // reading the pipeline reports it
    }
  }

  private static TrainingInstruction of(URL descriptor, XMLStreamReader xml, ClassPath classPath)
      throws XMLStreamException {
    while (xml.hasNext() && xml.next() != XMLStreamConstants.START_ELEMENT) {
      if (xml.getEventType() == XMLStreamConstants.PROCESSING_INSTRUCTION
          && xml.getPITarget().equals(TARGET)) {
        String place = isFile(descriptor) ? file(descriptor).toString() : descriptor.toString();
        String text = xml.getPIData();
        return new Reader(descriptor, place + ":" + xml.getLocation().getLineNumber(), classPath)
            .read(text == null ? "" : text.strip());
      }
    }
    return NONE;
  }

  /** Reads the text of an instruction at {@code place} of {@code descriptor}. */
  private record Reader(URL descriptor, String place, ClassPath classPath) {

    TrainingInstruction read(String text) {
      Map<String, String> attributes = new TreeMap<>();
      Matcher attribute = ATTRIBUTE.matcher(text);
      int end = 0;
      while (attribute.find(end) && attribute.start() == end) {
        attributes.put(attribute.group(1), attribute.group(2));
        end = attribute.end();
      }
      Path training = path(attributes.remove(TRAINING), ".xml");
      Path recipe = path(attributes.remove(RECIPE), ".settings");
      String parts = attributes.remove(PARTS);
      if (end < text.length() || !attributes.isEmpty()) {
        throw CascadeException.of(
            place,
            "<?cascade " + text + "?> is not understood",
            "write <?cascade training=\"FILE.xml\" recipe=\"FILE.settings\"?>, or one of the two,"
                + " and in a training pipeline <?cascade parts=\"ROLE ROLE\"?>");
      }
      return new TrainingInstruction(
          training, recipe, parts == null ? Set.of() : Set.of(parts.strip().split("\\s+")));
    }

    private @Nullable Path path(@Nullable String name, String ending) {
      if (name == null) {
        return null;
      }
      try {
        Path beside = beside(name);
        Path path = beside != null ? beside : classPath.find(name.replace('.', '/') + ending);
        if (path != null && Files.isRegularFile(path)) {
          return path;
        }
      } catch (InvalidPathException | URISyntaxException e) {
        // reported below
      }
      throw CascadeException.of(
          place,
          "there is no file " + name,
          "write the path of a file relative to the folder of this one, or a name on the class"
              + " path such as org.cascadenlp.pipelines.train-entities");
    }

    private @Nullable Path beside(String name) throws URISyntaxException {
      if (isFile(descriptor)) {
        Path path = file(descriptor).resolveSibling(name).normalize();
        return Files.isRegularFile(path) ? path : null;
      }
      String url = descriptor.toString();
      String entry = url.substring(url.indexOf("!/") + 1);
      return classPath.find(
          new URI(entry).resolve(new URI(null, null, name, null)).getPath().substring(1));
    }
  }

  private static boolean isFile(URL descriptor) {
    return descriptor.getProtocol().equals("file");
  }

  private static Path file(URL descriptor) {
    return Path.of(URI.create(descriptor.toString()));
  }
}
