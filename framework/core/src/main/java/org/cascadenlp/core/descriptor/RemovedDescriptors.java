package org.cascadenlp.core.descriptor;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFile;
import org.jspecify.annotations.Nullable;

/**
 * The descriptors that earlier versions had, and what to write in place of them.
 *
 * <p>The folder that contained them, of the file system or in a jar, has a file {@value #LIST}:
 * Java properties whose keys are file names without {@code .xml} and whose values are remedies.
 */
public final class RemovedDescriptors {

  private static final String LIST = "removed.properties";
  private static final String ENDING = ".xml";

  private RemovedDescriptors() {}

  /**
   * Throws if {@code descriptor} does not exist and an earlier version had it.
   *
   * @throws CascadeException with what to write in place of it
   */
  public static void refuse(Path descriptor) {
    Path name = descriptor.getFileName();
    if (name == null || Files.exists(descriptor)) {
      return;
    }
    try {
      Optional<String> remedy =
          remedy(descriptor.resolveSibling(LIST).toUri().toURL(), name.toString());
      if (remedy.isPresent()) {
        throw CascadeException.of(descriptor.toString(), problem(name.toString()), remedy.get());
      }
    } catch (MalformedURLException e) {
      // it has no list
    }
  }

  /**
   * Throws if an earlier version had a descriptor called {@code name}.
   *
   * @param name its import name; packages may be left out
   * @param others the import names of existing descriptors, whose packages are searched
   * @param loader finds the lists of removed descriptors
   * @throws CascadeException with what to write in place of it
   */
  public static void refuse(String name, Set<String> others, ClassLoader loader) {
    int dot = name.lastIndexOf('.') + 1;
    for (String folder : folders(others)) {
      URL list = loader.getResource(folder + LIST);
      if (list != null && ("." + folder.replace('/', '.')).endsWith("." + name.substring(0, dot))) {
        Optional<String> remedy = remedy(list, name.substring(dot));
        if (remedy.isPresent()) {
          throw CascadeException.of(name, problem(name.substring(dot)), remedy.get());
        }
      }
    }
  }

  private static Set<String> folders(Set<String> names) {
    Set<String> folders = new TreeSet<>();
    for (String name : names) {
      folders.add(name.substring(0, name.lastIndexOf('.') + 1).replace('.', '/'));
    }
    return folders;
  }

  /** The problem of the import {@code element} of {@code file}, which does not exist. */
  static Optional<Problem> problem(
      DescriptorFile file, XmlElement element, ResourceManager resources) {
    String location = element.attribute("location");
    String name = element.attribute("name");
    String path = location != null ? location : String.valueOf(name).replace('.', '/') + ENDING;
    int slash = path.lastIndexOf('/') + 1;
    URL list =
        location != null
            ? beside(file.url(), path.substring(0, slash) + LIST)
            : named(path.substring(0, slash) + LIST, resources);
    String wanted = path.substring(slash);
    return list == null
        ? Optional.empty()
        : remedy(list, wanted)
            .map(remedy -> new Problem(file.place(element), problem(wanted), remedy));
  }

  private static String problem(String name) {
    return withoutEnding(name) + " is no longer part of Cascade";
  }

  private static @Nullable URL beside(URL file, String relative) {
    try {
      URL url = new URL(file, new URI(null, null, relative, null).getRawPath());
      return ImportedUrl.isLocal(url.toString()) ? url : null;
    } catch (MalformedURLException | URISyntaxException e) {
      return null;
    }
  }

  private static @Nullable URL named(String path, ResourceManager resources) {
    try {
      URL found = resources.resolveRelativePath(path);
      if (found != null) {
        return found;
      }
    } catch (MalformedURLException e) {
      return null;
    }
    ClassLoader extension = resources.getExtensionClassLoader();
    ClassLoader loader = extension != null ? extension : RemovedDescriptors.class.getClassLoader();
    return loader.getResource(path);
  }

  private static Optional<String> remedy(URL list, String name) {
    Properties removed = new Properties();
    Path file = DescriptorFile.path(list);
    if (file != null && !SpecialFile.kind(file).isEmpty()) {
      return Optional.empty();
    }
    try {
      URLConnection connection = list.openConnection();
      connection.setUseCaches(false); // a jar must not stay open
      try (InputStream in = connection.getInputStream();
          Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
        removed.load(text);
      }
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // the folder has no list
    }
    return Optional.ofNullable(removed.getProperty(withoutEnding(name)));
  }

  private static String withoutEnding(String name) {
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
  }
}
