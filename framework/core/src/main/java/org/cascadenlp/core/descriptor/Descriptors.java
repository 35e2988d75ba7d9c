package org.cascadenlp.core.descriptor;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.uima.internal.util.UIMAClassLoader;

/** The descriptors of annotators in the jars and folders of a class path. */
public final class Descriptors {

  private static final String SUFFIX = ".xml";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final int START = 4096;
  private static final String ENGINE = "<analysisEngineDescription";

  /**
   * A resource that can be imported by name: at least one folder, and no dot except before the
   * extension.
   */
  private static final Pattern IMPORTABLE = Pattern.compile("([\\w-]+/)+[\\w-]+\\.xml");

  private Descriptors() {}

  /**
   * All annotator descriptors that {@code loader} finds, by the name by which an aggregate imports
   * them.
   *
   * @throws IOException if a jar or a folder cannot be read
   */
  public static Map<String, URL> of(ClassLoader loader) throws IOException {
    return of(loader, List.of(ENGINE));
  }

  /**
   * The names of all engines and type systems that {@code loader} finds.
   *
   * @throws IOException if a jar or a folder cannot be read
   */
  static Set<String> names(ClassLoader loader) throws IOException {
    return of(loader, List.of(ENGINE, "<typeSystemDescription")).keySet();
  }

  /** The descriptors whose first {@value #START} bytes contain one of {@code elements}. */
  private static Map<String, URL> of(ClassLoader loader, List<String> elements) throws IOException {
    Map<String, URL> found = new TreeMap<>();
    for (ClassLoader l = loader; l instanceof UIMAClassLoader dropped; l = l.getParent()) {
      for (URL url : dropped.getURLs()) { // a drop-in jar may lack a manifest
        Path place = Path.of(URI.create(url.toString()));
        if (Files.isRegularFile(place)) {
          try (JarFile file = new JarFile(place.toFile())) {
            addAll(file, url, elements, found);
          }
        }
      }
    }
    for (URL manifest : Collections.list(loader.getResources(MANIFEST))) {
      if (manifest.openConnection() instanceof JarURLConnection jar) {
        jar.setUseCaches(false);
        try (JarFile file = jar.getJarFile()) {
          addAll(file, jar.getJarFileURL(), elements, found);
        }
      }
    }
    for (URL folder : Collections.list(loader.getResources(""))) {
      if (folder.getProtocol().equals("file")) {
        addAll(Path.of(URI.create(folder.toString())), elements, found);
      }
    }
    return found;
  }

  private static void addAll(JarFile jar, URL url, List<String> elements, Map<String, URL> found)
      throws IOException {
    for (JarEntry entry : Collections.list(jar.entries())) {
      if (isCandidate(entry.getName())) {
        try (InputStream in = jar.getInputStream(entry)) {
          if (holds(in, elements)) {
            found.putIfAbsent(
                name(entry.getName()), URI.create("jar:" + url + "!/" + entry.getName()).toURL());
          }
        }
      }
    }
  }

  private static void addAll(Path folder, List<String> elements, Map<String, URL> found)
      throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.filter(Files::isRegularFile).forEach(files::add);
    }
    for (Path file : files) {
      String resource = folder.relativize(file).toString().replace('\\', '/');
      if (isCandidate(resource)) {
        try (InputStream in = Files.newInputStream(file)) {
          if (holds(in, elements)) {
            found.putIfAbsent(name(resource), file.toUri().toURL());
          }
        }
      }
    }
  }

  private static boolean isCandidate(String resource) {
    return IMPORTABLE.matcher(resource).matches() && !resource.startsWith("META-INF/");
  }

  private static boolean holds(InputStream in, List<String> elements) throws IOException {
    String start = new String(in.readNBytes(START), StandardCharsets.UTF_8);
    return elements.stream().anyMatch(start::contains);
  }

  private static String name(String resource) {
    return resource.substring(0, resource.length() - SUFFIX.length()).replace('/', '.');
  }
}
