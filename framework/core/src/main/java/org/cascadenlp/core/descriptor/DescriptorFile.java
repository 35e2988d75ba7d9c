package org.cascadenlp.core.descriptor;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.cascadenlp.core.files.SpecialFile;
import org.jspecify.annotations.Nullable;

/**
 * One XML file of a descriptor tree.
 *
 * @param shown its name in problems
 */
record DescriptorFile(URL url, String shown, XmlElement root) {

  /** True if it is an entry of a jar, which users do not edit. */
  boolean isPacked() {
    return url.getProtocol().equals("jar");
  }

  /**
   * Reads a file.
   *
   * @throws BadFile if it is not well-formed XML, has a DTD (and so possibly external entities), or
   *     is a FIFO, device or socket
   * @throws IOException if it cannot be read
   */
  static DescriptorFile read(URL url, String shown) throws BadFile, IOException {
    Path path = path(url);
    String kind = path == null ? "" : SpecialFile.kind(path);
    if (!kind.isEmpty()) {
      throw new BadFile(
          new Problem(
              shown, "this is " + kind, "name a file: nothing else is opened as a descriptor"));
    }
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false); // a jar must not stay open
    try (InputStream in = new BufferedInputStream(connection.getInputStream())) {
      return new DescriptorFile(url, shown, parse(factory.createXMLStreamReader(in), shown));
    } catch (XMLStreamException e) {
      String place = e.getLocation() == null ? shown : at(shown, e.getLocation().getLineNumber());
      throw new BadFile(
          new Problem(
              place, "this is not well-formed XML: " + reason(e), "mend it: UIMA cannot read it"));
    }
  }

  /** The path of {@code url}, or null if it is in a jar. */
  static @Nullable Path path(URL url) {
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return null;
    }
  }

  /** The path of {@code url}, or the URL itself if it is in a jar. */
  static String shown(URL url) {
    Path path = path(url);
    return path == null ? url.toString() : path.toString();
  }

  /** File and line of {@code element}. */
  String place(XmlElement element) {
    return at(shown, element.line());
  }

  private static String at(String shown, int line) {
    return shown + ":" + line;
  }

  private static XmlElement parse(XMLStreamReader xml, String shown)
      throws XMLStreamException, BadFile {
    Deque<XmlElement> open = new ArrayDeque<>();
    while (true) {
      switch (xml.next()) {
        case XMLStreamConstants.DTD ->
            throw new BadFile(
                new Problem(
                    at(shown, xml.getLocation().getLineNumber()),
                    "a descriptor must not have a DOCTYPE",
                    "remove it; external entities are never read"));
        case XMLStreamConstants.START_ELEMENT -> {
          XmlElement element =
              new XmlElement(
                  xml.getLocalName(), xml.getLocation().getLineNumber(), attributes(xml));
          if (!open.isEmpty()) {
            open.element().children().add(element);
          }
          open.push(element);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          XmlElement closed = open.pop();
          if (open.isEmpty()) {
            return closed;
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (!open.isEmpty()) {
            open.element().append(xml.getText());
          }
        }
        default -> {}
      }
    }
  }

  private static Map<String, String> attributes(XMLStreamReader xml) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
    }
    return attributes;
  }

  /** The parser's message, without the position that it repeats. */
  private static String reason(XMLStreamException error) {
    String message = String.valueOf(error.getMessage());
    int text = message.indexOf("Message: ");
    String reason = (text < 0 ? message : message.substring(text + "Message: ".length())).strip();
    return reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
  }

  /** A file that exists and cannot be used. */
  static final class BadFile extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    BadFile(Problem problem) {
      super(problem.toString());
      this.problem = problem;
    }

    Problem problem() {
      return problem;
    }
  }
}
