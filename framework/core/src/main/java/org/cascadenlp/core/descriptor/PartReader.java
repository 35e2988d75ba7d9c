package org.cascadenlp.core.descriptor;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.util.InvalidXMLException;
import org.cascadenlp.core.error.Suggestion;
import org.jspecify.annotations.Nullable;

/** Reads a descriptor with everything that it imports, and records problems. */
final class PartReader {

  private final Path descriptor;
  private final ResourceManager resources;
  private final Map<String, URL> replaced;
  private final List<Problem> problems;
  private final Deque<DescriptorFile> open = new ArrayDeque<>();

  /**
   * @param replaced the descriptors that are read in place of parts, by {@code OUTER/INNER}
   */
  PartReader(
      Path descriptor,
      ResourceManager resources,
      Map<String, URL> replaced,
      List<Problem> problems) {
    this.descriptor = descriptor;
    this.resources = resources;
    this.replaced = replaced;
    this.problems = problems;
  }

  /** The pipeline, or null if its own file cannot be read. */
  @Nullable Part read() {
    DescriptorFile file = file(descriptor.toUri(), descriptor.toString());
    return file == null ? null : part("", null, file, file.root());
  }

  /**
   * The file that {@code element} of {@code file} imports; null, with a problem recorded, if it
   * cannot be read.
   */
  @Nullable DescriptorFile imported(DescriptorFile file, XmlElement element) {
    String name = element.attribute("name");
    String location = element.attribute("location");
    String what = location == null ? String.valueOf(name) : location;
    try {
      URL url = ImportedUrl.of(file, element, resources);
      return DescriptorFile.read(url, shown(url));
    } catch (DescriptorFile.BadFile e) {
      if (!problems.contains(e.problem())) {
        problems.add(e.problem());
      }
    } catch (InvalidXMLException | IOException e) {
      problems.add(
          RemovedDescriptors.problem(file, element, resources)
              .orElseGet(() -> missing(file, element, location, what)));
    }
    return null;
  }

  private Problem missing(
      DescriptorFile file, XmlElement element, @Nullable String location, String what) {
    return new Problem(
        file.place(element),
        "import " + what + " is not found",
        location != null
            ? "a location is relative to the folder of this file"
            : Suggestion.of(what, importable())
                + "a name is looked up as "
                + what.replace('.', '/')
                + ".xml on the data path and the class path; a jar can be added with --plugins");
  }

  /** The file at {@code uri}; null, with a problem recorded, if it cannot be read. */
  private @Nullable DescriptorFile file(URI uri, String shown) {
    try {
      return DescriptorFile.read(uri.toURL(), shown);
    } catch (DescriptorFile.BadFile e) {
      problems.add(e.problem());
    } catch (IOException e) {
      problems.add(new Problem(shown, "the file cannot be read: " + e.getMessage(), "check it"));
    }
    return null;
  }

  /** The names that can be imported; empty if the class path cannot be read. */
  private Set<String> importable() {
    ClassLoader extension = resources.getExtensionClassLoader();
    try {
      return Descriptors.names(extension != null ? extension : PartReader.class.getClassLoader());
    } catch (IOException e) {
      return Set.of();
    }
  }

  private Part part(String role, @Nullable Part whole, DescriptorFile file, XmlElement element) {
    boolean known =
        element.name().equals("analysisEngineDescription")
            || element.name().equals("taeDescription");
    Part part = new Part(role, whole, file, element, !known);
    if (!known && whole == null) {
      problems.add(
          new Problem(
              file.place(element),
              "this is not a pipeline but <" + element.name() + ">",
              "name a file whose outermost element is <analysisEngineDescription>"));
    }
    XmlElement delegates = element.child("delegateAnalysisEngineSpecifiers");
    if (known && delegates != null) {
      open.push(file);
      for (XmlElement delegate : delegates.children("delegateAnalysisEngine")) {
        String key = DelegateKeys.of(delegate);
        if (part.parts().containsKey(key)) {
          problems.add(DelegateKeys.taken(file, delegate));
          continue;
        }
        for (XmlElement content : delegate.children()) {
          part.parts().put(key, delegate(key, part, file, content));
        }
      }
      open.pop();
    }
    return part;
  }

  private Part delegate(String role, Part whole, DescriptorFile file, XmlElement content) {
    URL other = replaced.get(whole.path().isEmpty() ? role : whole.path() + "/" + role);
    if (other == null && !content.name().equals("import")) {
      return part(role, whole, file, content);
    }
    DescriptorFile target =
        other == null ? imported(file, content) : file(URI.create(other.toString()), shown(other));
    if (target == null) {
      return new Part(role, whole, file, content, true);
    }
    for (DescriptorFile outer : open) {
      if (outer.url().toString().equals(target.url().toString())) {
        problems.add(
            new Problem(
                file.place(content),
                "part " + role + " imports " + target.shown() + ", which it is itself a part of",
                "a pipeline cannot contain itself: import another descriptor"));
        return new Part(role, whole, file, content, true);
      }
    }
    return part(role, whole, target, target.root());
  }

  /**
   * The path in the same form as the user wrote the pipeline's; for an entry of a jar, the jar's
   * file name and the entry.
   */
  private String shown(URL url) {
    String text = url.toString();
    int entry = text.indexOf("!/");
    if (entry >= 0) {
      return text.substring(text.lastIndexOf('/', entry) + 1, entry) + text.substring(entry);
    }
    Path path = DescriptorFile.path(url);
    Path home = descriptor.toAbsolutePath().normalize().getParent();
    if (path != null && home != null && path.startsWith(home)) {
      return descriptor.resolveSibling(home.relativize(path)).toString();
    }
    return DescriptorFile.shown(url);
  }
}
