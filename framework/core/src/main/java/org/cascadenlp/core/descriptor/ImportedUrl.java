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
 * Resolves the imports of descriptors. They must lead to a file or a jar on this machine, never to
 * the network.
 */
final class ImportedUrl {

  private static final String REMEDY =
      "descriptors are read from files, jars and the class path only: copy it beside this file";

  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:");

  private ImportedUrl() {}

  /**
   * The URL that the import {@code element} of {@code file} refers to. It is not opened.
   *
   * @throws BadFile if it is outside of the file system
   * @throws InvalidXMLException if it does not exist
   */
  static URL of(DescriptorFile file, XmlElement element, ResourceManager resources)
      throws BadFile, InvalidXMLException {
    String name = element.attribute("name");
    String location = element.attribute("location");
    String what = location == null ? String.valueOf(name) : location;
    if (location == null && what.indexOf(':') >= 0) { // UIMA would treat it as a URL
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
   * Checks that the external resources of {@code file} are files as well.
   *
   * @throws BadFile if one is outside of the file system
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

  /** True for a file or jar on this machine and for the Java runtime. */
  static boolean isLocal(String url) {
    String inner = url.toLowerCase(Locale.ROOT);
    while (inner.startsWith("jar:")) {
      inner = inner.substring("jar:".length());
    }
    if (inner.startsWith("file://")) { // Java opens a file: URL with another host by FTP
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
