package org.cascadenlp.core.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders on the class path, for readers that need a {@link Path}. Those in a folder of
 * the class path are used directly; those in jars are unpacked into the {@link ModelCache}.
 *
 * <p>A class path cannot be listed, so a folder needs an {@code index.txt} in the format of {@code
 * sha256sum}, one file per line: the SHA-256 in hexadecimal, two spaces, the path relative to the
 * folder. A single file needs no index.
 *
 * @param loader the class loader whose class path is searched
 * @param cache the cache into which files from jars are unpacked
 */
public record ClassPathFiles(ClassLoader loader, ModelCache cache) {

  static final String INDEX = "index.txt";

  private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  (.+)");

  /**
   * The file or folder called {@code name} on the class path, or null.
   *
   * @throws CascadeException if it cannot be read, or if an index is malformed or lists a missing
   *     file
   */
  public @Nullable Path find(String name) {
    String resource = name.replaceAll("/+$", "");
    try {
      URL index = loader.getResource(resource + "/" + INDEX);
      if (index != null) {
        Path file = onDisk(index);
        return file != null ? file.getParent() : folder(resource, index);
      }
      URL url = loader.getResource(resource);
      if (url == null || isFolderOfJar(url)) {
        return null;
      }
      Path file = onDisk(url);
      return file != null ? file : file(resource, url);
    } catch (IOException e) {
      throw CascadeException.of(
          name + " on the class path",
          "cannot be read: " + CascadeException.describe(e),
          "check the jar that holds it",
          e);
    }
  }

  private Path folder(String resource, URL index) throws IOException {
    byte[] listed = bytes(index);
    ModelCache.Entry cached = cache.entry(Sha256.of(listed), resource);
    for (Map.Entry<String, String> line : lines(listed, index).entrySet()) {
      String name = resource + "/" + line.getKey();
      URL url = loader.getResource(name);
      if (url == null) {
        throw CascadeException.of(
            name + " on the class path",
            index + " lists it, but it is missing",
            "get the jar again");
      }
      cached.put(line.getKey(), url, line.getValue());
    }
    return cached.path();
  }

  private Path file(String resource, URL url) throws IOException {
    int slash = resource.lastIndexOf('/');
    URL index = loader.getResource(resource.substring(0, slash + 1) + INDEX);
    String hash =
        index == null ? null : lines(bytes(index), index).get(resource.substring(slash + 1));
    String known = hash == null ? ModelCache.sha256(url) : hash;
    ModelCache.Entry cached = cache.entry(known, resource);
    cached.put("", url, known);
    return cached.path();
  }

  private static Map<String, String> lines(byte[] index, URL place) {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (String line : new String(index, StandardCharsets.UTF_8).split("\\R")) {
      Matcher read = LINE.matcher(line);
      if (!read.matches()
          || Path.of("/" + read.group(2)).normalize().getNameCount()
              != Path.of("/" + read.group(2)).getNameCount()) {
        throw CascadeException.of(
            place.toString(),
            "line '" + line + "' does not name a file below it",
            "write it as `sha256sum` does: hash, two spaces, path");
      }
      hashes.put(read.group(2), read.group(1));
    }
    return hashes;
  }

  private static boolean isFolderOfJar(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    if (connection instanceof JarURLConnection jar) {
      jar.setUseCaches(false);
      try (var file = jar.getJarFile()) {
        return jar.getJarEntry() == null
            || jar.getJarEntry().isDirectory()
            || file.getEntry(jar.getEntryName() + "/") != null;
      }
    }
    return false;
  }

  private static @Nullable Path onDisk(URL url) {
    try {
      return url.getProtocol().equals("file") ? Path.of(url.toURI()) : null;
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] bytes(URL url) throws IOException {
    try (InputStream in = ModelCache.stream(url)) {
      return in.readAllBytes();
    }
  }
}
