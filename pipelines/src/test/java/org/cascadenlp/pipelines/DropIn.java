package org.cascadenlp.pipelines;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/**
 * A plugin as a jar to drop in, and the class path without it.
 *
 * @param root the URL of the jar or folder of this class path that contains the plugin
 */
record DropIn(String root) {

  /** The plugin that contains the class {@code name}. */
  static DropIn of(String name) {
    String resource = name.replace('.', '/') + ".class";
    URL url = DropIn.class.getClassLoader().getResource(resource);
    if (url == null) {
      throw new IllegalArgumentException("no class " + name + " on the class path");
    }
    String text = url.toString();
    return new DropIn(text.substring(0, text.length() - resource.length()));
  }

  /** Writes the plugin as the jar {@code file}. */
  Path jar(Path file) throws IOException {
    if (root.startsWith("jar:")) {
      try (FileSystem files = FileSystems.newFileSystem(URI.create(root), Map.of())) {
        write(files.getPath("/"), file);
      }
    } else {
      write(Path.of(URI.create(root)), file);
    }
    return file;
  }

  private static void write(Path root, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out);
        Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(root.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
      }
    }
  }

  /** This class path without {@code plugins}. */
  static ClassLoader hiding(List<DropIn> plugins) {
    return new Hiding(plugins);
  }

  private static final class Hiding extends ClassLoader {
    private final List<DropIn> plugins;

    Hiding(List<DropIn> plugins) {
      super(DropIn.class.getClassLoader());
      this.plugins = plugins;
    }

    private boolean hides(@Nullable URL url) {
      return url != null && plugins.stream().anyMatch(p -> url.toString().startsWith(p.root));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.cascadenlp.")
          && hides(super.getResource(name.replace('.', '/') + ".class"))) {
        throw new ClassNotFoundException(name + " is hidden");
      }
      return super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
      URL found = super.getResource(name);
      return hides(found) ? null : found;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      List<URL> found = new ArrayList<>(Collections.list(super.getResources(name)));
      found.removeIf(this::hides);
      return Collections.enumeration(found);
    }
  }
}
