package org.cascadenlp.core.descriptor;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.util.InvalidXMLException;
import org.cascadenlp.core.descriptor.DescriptorFile.BadFile;

/** Follows the imports of a descriptor before UIMA does, which would open whatever they name. */
public final class ImportCheck {

  private final ResourceManager resources;
  private final Set<String> seen = new HashSet<>();
  private final Deque<DescriptorFile> open = new ArrayDeque<>();

  private ImportCheck(ResourceManager resources) {
    this.resources = resources;
  }

  /**
   * The first import or resource of {@code descriptor}, however deep, that leads out of the file
   * system or to what no descriptor may be, and the first part with the key of another. What is not
   * found is left to UIMA, and what jars on the class path import to {@code cascade check}.
   *
   * @param resources where names are looked up
   */
  public static Optional<Problem> of(Path descriptor, ResourceManager resources) {
    try {
      ImportCheck check = new ImportCheck(resources);
      check.open.add(DescriptorFile.read(descriptor.toUri().toURL(), descriptor.toString()));
      while (!check.open.isEmpty()) {
        check.follow(check.open.remove());
      }
    } catch (BadFile e) {
      return Optional.of(e.problem());
    } catch (IOException e) {
      return Optional.empty(); // UIMA cannot read it either
    }
    return Optional.empty();
  }

  private void follow(DescriptorFile file) throws BadFile {
    ImportedUrl.checkResources(file);
    DelegateKeys.check(file);
    for (XmlElement element : file.root().descendants("import")) {
      try {
        URL url = ImportedUrl.of(file, element, resources);
        boolean named = element.attribute("location") == null;
        // a jar on the class path is trusted: its classes could do anything
        boolean trusted = named && url.getProtocol().equals("jar");
        if (!trusted && seen.add(url.toString())) {
          open.add(DescriptorFile.read(url, DescriptorFile.shown(url)));
        }
      } catch (InvalidXMLException | IOException e) {
        // UIMA does not find it either, and its error is explained
      }
    }
  }
}
