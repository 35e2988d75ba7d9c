package org.cascadenlp.pipelines;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** A plugin as somebody drops it in: a jar, and a class path that does not have it. */
final class DropIn {

  private DropIn() {}

  /** The plugin whose classes are in {@code packageName} (with slashes) as a jar in {@code folder}. */
  static Path jar(String packageName, Path folder) throws IOException {
    Path jar = folder.resolve(packageName.replace('/', '-') + ".jar");
    URL somewhere = DropIn.class.getClassLoader().getResource(packageName);
    if (somewhere == null) {
      throw new IllegalArgumentException("no package " + packageName + " on the class path");
    }
    String url = somewhere.toString().replaceFirst("/$", "");
    URI root = URI.create(url.substring(0, url.length() - packageName.length()));
    if (root.getScheme().equals("jar")) {
      try (FileSystem files = FileSystems.newFileSystem(root, Map.of())) {
        write(files.getPath("/"), jar);
      }
    } else {
      write(Path.of(root), jar);
    }
    return jar;
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

  /** This class path without those packages (with slashes) and all below them. */
  static ClassLoader hiding(String... packages) {
    return new Hiding(List.of(packages));
  }

  private static final class Hiding extends ClassLoader {
    private final List<String> packages;

    Hiding(List<String> packages) {
      super(DropIn.class.getClassLoader());
      this.packages = packages;
    }

    private boolean hides(String resource) {
      return packages.stream().anyMatch(name -> resource.startsWith(name + "/"));
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (hides(name.replace('.', '/'))) {
        throw new ClassNotFoundException(name + " is hidden");
      }
      return super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
      return hides(name) ? null : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return hides(name) ? Collections.emptyEnumeration() : super.getResources(name);
    }
  }
}
