package org.cascadenlp.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.util.InvalidXMLException;
import org.apache.uima.util.XMLInputSource;

/** The analysis engine descriptors that Cascade ships, in any jar or folder of the class path. */
final class ShippedDescriptors {

  /** The prefix of the names of pipelines in their jar. */
  static final String PIPELINES = "org.cascadenlp.pipelines.";

  private static final String HOME = "org/cascadenlp/";

  private ShippedDescriptors() {}

  /** The parts, by their import names. */
  static Map<String, URL> parts() {
    Map<String, URL> parts = new TreeMap<>();
    try {
      ClassLoader loader = ShippedDescriptors.class.getClassLoader();
      for (URL root : Collections.list(loader.getResources(HOME))) {
        for (String resource : files(root)) {
          URL url = loader.getResource(resource);
          if (url != null && isEngine(url)) {
            String name = resource.substring(0, resource.length() - ".xml".length());
            parts.put(name.replace('/', '.'), url);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parts;
  }

  /** The pipelines and the embeddings that they import, by their paths below pipelines/. */
  static Map<String, URL> pipelines() {
    Map<String, URL> pipelines = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Checkout.PIPELINES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".xml")).toList()) {
        String path = Checkout.PIPELINES.relativize(file).toString().replace('\\', '/');
        URL url = file.toUri().toURL();
        if (!path.startsWith("target/") && !path.startsWith("src/") && isEngine(url)) {
          pipelines.put(path, url);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pipelines;
  }

  /** The descriptor at {@code url}; imports by location are relative to it. */
  static AnalysisEngineDescription parse(URL url) {
    try {
      return UIMAFramework.getXMLParser().parseAnalysisEngineDescription(new XMLInputSource(url));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidXMLException e) {
      throw new IllegalStateException(url + " is no descriptor", e);
    }
  }

  /** The names of the XML resources in one jar or folder of the class path. */
  private static Set<String> files(URL root) throws IOException {
    Set<String> names = new TreeSet<>();
    if (root.openConnection() instanceof JarURLConnection jar) {
      jar.setUseCaches(false);
      try (JarFile file = jar.getJarFile()) {
        file.stream().map(entry -> entry.getName()).forEach(names::add);
      }
    } else {
      Path folder = Path.of(URI.create(root.toString()));
      try (Stream<Path> files = Files.walk(folder)) {
        files.forEach(f -> names.add(HOME + folder.relativize(f).toString().replace('\\', '/')));
      }
    }
    names.removeIf(
        name ->
            !name.startsWith(HOME)
                || !name.endsWith(".xml")
                || name.startsWith(PIPELINES.replace('.', '/')));
    return names;
  }

  private static boolean isEngine(URL url) throws IOException {
    try (var in = url.openStream()) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.contains("<analysisEngineDescription");
    }
  }

  /** The import name of the pipeline at {@code path} below pipelines/. */
  static String importName(String path) {
    return PIPELINES + path.substring(0, path.length() - ".xml".length()).replace('/', '.');
  }

  /** The resource in the jar for the pipeline at {@code path} below pipelines/. */
  static AnalysisEngineDescription onClassPath(String path) {
    URL url =
        ShippedDescriptors.class.getClassLoader().getResource(PIPELINES.replace('.', '/') + path);
    if (url == null) {
      throw new IllegalStateException(path + " is not on the class path: build the module");
    }
    return parse(url);
  }

  /** Parts and pipelines. */
  static List<URL> all() {
    return Stream.concat(parts().values().stream(), pipelines().values().stream()).toList();
  }

  /** The names of parts and pipelines. */
  static Set<String> names() {
    Set<String> names = new TreeSet<>(parts().keySet());
    names.addAll(pipelines().keySet());
    return names;
  }

  /** The URL of the part or pipeline called {@code name}. */
  static URL url(String name) {
    URL part = parts().get(name);
    URL url = part != null ? part : pipelines().get(name);
    if (url == null) {
      throw new IllegalArgumentException("no descriptor " + name + " is shipped: " + names());
    }
    return url;
  }
}
