package org.cascadenlp.core.descriptor;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.util.InvalidXMLException;
import org.cascadenlp.core.descriptor.DescriptorFile.BadFile;

/** Follows the imports of a descriptor before UIMA does, because UIMA would open any URL. */
public final class ImportCheck {

  private final ResourceManager resources;
  private final Set<String> seen = new HashSet<>();
  private final Deque<DescriptorFile> open = new ArrayDeque<>();

  private ImportCheck(ResourceManager resources) {
    this.resources = resources;
  }

  /**
   * The first problem in {@code descriptor}, {@code parts} and their imports at any depth: an
   * import or resource outside of the file system, a descriptor that was removed, a file that
   * cannot be a descriptor, or a duplicate delegate key. Other missing files are reported by UIMA,
   * and problems in the imports of jars on the class path by {@code cascade check}.
   *
   * @param resources resolves imports by name
   * @param parts further descriptors to check
   */
  public static Optional<Problem> of(
      Path descriptor, ResourceManager resources, Collection<URL> parts) {
    try {
      ImportCheck check = new ImportCheck(resources);
      check.open.add(DescriptorFile.read(descriptor.toUri().toURL(), descriptor.toString()));
      for (URL part : parts) {
        if (check.seen.add(part.toString())) {
          check.open.add(DescriptorFile.read(part, DescriptorFile.shown(part)));
        }
      }
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
        // a jar on the class path is trusted, because its classes could do anything anyway
        boolean trusted = named && url.getProtocol().equals("jar");
        if (!trusted && seen.add(url.toString())) {
          open.add(DescriptorFile.read(url, DescriptorFile.shown(url)));
        }
      } catch (InvalidXMLException | IOException e) {
        // UIMA does not find it either, and its error is explained
        Problem removed = RemovedDescriptors.problem(file, element, resources).orElse(null);
        if (removed != null) {
          throw new BadFile(removed);
        }
      }
    }
  }
}
