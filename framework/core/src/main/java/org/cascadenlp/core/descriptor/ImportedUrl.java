package org.cascadenlp.core.descriptor;

import java.net.URL;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.uima.UIMAFramework;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.metadata.Import;
import org.apache.uima.util.InvalidXMLException;
import org.cascadenlp.core.descriptor.DescriptorFile.BadFile;

/**
 * Where an import of a descriptor leads: into the file system or a jar in it, never to a network.
 */
final class ImportedUrl {

  private static final String REMEDY =
      "descriptors are read from files, jars and the class path only: copy it beside this file";

  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:");

  private ImportedUrl() {}

  /**
   * The place that {@code element} of {@code file} imports. Nothing is read there.
   *
   * @throws BadFile if it is elsewhere
   * @throws InvalidXMLException if there is no such place
   */
  static URL of(DescriptorFile file, XmlElement element, ResourceManager resources)
      throws BadFile, InvalidXMLException {
    String name = element.attribute("name");
    String location = element.attribute("location");
    String what = location == null ? String.valueOf(name) : location;
    if (location == null && what.indexOf(':') >= 0) { // UIMA would take it for an address
      throw outside(file, element, what);
    }
    Import imported = UIMAFramework.getResourceSpecifierFactory().createImport();
    imported.setName(name);
    imported.setLocation(location);
    imported.setSourceUrl(file.url());
    URL url = imported.findAbsoluteUrl(resources);
    if (!isLocal(url.toString())) {
      throw outside(file, element, what);
    }
    return url;
  }

  /**
   * Passes if the external resources of {@code file} are files, too.
   *
   * @throws BadFile if one is elsewhere
   */
  static void checkResources(DescriptorFile file) throws BadFile {
    for (String name : new String[] {"fileUrl", "fileUrlPrefix"}) {
      for (XmlElement element : file.root().descendants(name)) {
        if (ADDRESS.matcher(element.text()).lookingAt() && !isLocal(element.text())) {
          throw outside(file, element, element.text());
        }
      }
    }
  }

  /** True for a file of this machine, a jar that is one, or the Java runtime. */
  private static boolean isLocal(String url) {
    String inner = url.toLowerCase(Locale.ROOT);
    while (inner.startsWith("jar:")) {
      inner = inner.substring("jar:".length());
    }
    if (inner.startsWith("file://")) { // a host other than this machine is asked by FTP
      String host = inner.substring("file://".length());
      return host.startsWith("/") || host.startsWith("localhost/");
    }
    return inner.startsWith("file:") || inner.startsWith("jrt:") || inner.startsWith("nested:");
  }

  private static BadFile outside(DescriptorFile file, XmlElement element, String what) {
    return new BadFile(
        new Problem(
            file.place(element),
            element.name() + " " + what + " leads out of the file system",
            REMEDY));
  }
}
