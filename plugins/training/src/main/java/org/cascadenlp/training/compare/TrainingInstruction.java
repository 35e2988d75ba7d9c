package org.cascadenlp.training.compare;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
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
   * Reads the instruction of {@code file}.
   *
   * @throws CascadeException if the instruction is malformed or names a file that does not exist
   */
  static TrainingInstruction of(Path file) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      while (xml.hasNext() && xml.next() != XMLStreamConstants.START_ELEMENT) {
        if (xml.getEventType() == XMLStreamConstants.PROCESSING_INSTRUCTION
            && xml.getPITarget().equals(TARGET)) {
          return of(
              file,
              file + ":" + xml.getLocation().getLineNumber(),
              xml.getPIData() == null ? "" : xml.getPIData().strip());
        }
      }
      return NONE;
    } catch (IOException | XMLStreamException e) {
      return NONE; // reading the pipeline reports it
    }
  }

  private static TrainingInstruction of(Path file, String place, String text) {
    Map<String, String> attributes = new TreeMap<>();
    Matcher attribute = ATTRIBUTE.matcher(text);
    int end = 0;
    while (attribute.find(end) && attribute.start() == end) {
      attributes.put(attribute.group(1), attribute.group(2));
      end = attribute.end();
    }
    Path training = path(file, place, attributes.remove(TRAINING));
    Path recipe = path(file, place, attributes.remove(RECIPE));
    String parts = attributes.remove(PARTS);
    if (end < text.length() || !attributes.isEmpty()) {
      throw CascadeException.of(
          place,
          "<?cascade " + text + "?> is not understood",
          "write <?cascade training=\"FILE.xml\" recipe=\"FILE.settings\"?>, or one of the two, and"
              + " in a training pipeline <?cascade parts=\"ROLE ROLE\"?>");
    }
    return new TrainingInstruction(
        training, recipe, parts == null ? Set.of() : Set.of(parts.strip().split("\\s+")));
  }

  private static @Nullable Path path(Path file, String place, @Nullable String name) {
    if (name == null) {
      return null;
    }
    try {
      Path path = file.resolveSibling(name).normalize();
      if (Files.isRegularFile(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      // reported below
    }
    throw CascadeException.of(
        place,
        "there is no file " + name,
        "write the path of a file relative to the folder of this one");
  }
}
