package org.cascadenlp.core.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder into which models from jars are unpacked, once per content: as {@code
 * CACHE/SHA256/NAME}.
 *
 * <p>Its path is the system property {@code cascade.cache}, else the environment variable {@code
 * CASCADE_CACHE}, else {@code cascade} in {@code XDG_CACHE_HOME} or in {@code .cache} of the user's
 * home. A file is renamed to its final name after it is complete and its hash was verified, so that
 * processes can share the folder and be killed at any time. If all files exist, nothing is written.
 *
 * <p>Existing files are not trusted: a pipeline hashes each file once before it opens it, and
 * compares size and modification time after that. A damaged file is replaced; processes that have
 * the old file open keep reading it.
 */
public final class ModelCache {

  private static final Logger LOG = LoggerFactory.getLogger(ModelCache.class);

  static final String PROPERTY = "cascade.cache";
  static final String VARIABLE = "CASCADE_CACHE";

  private static final String PART = ".part";
  private static final Duration STALE = Duration.ofDays(1);

  private final Path folder;

  /** Size and modification time of a file when its hash was verified. */
  private record Seen(long size, FileTime changed) {

    static Seen of(Path file) throws IOException {
      return new Seen(Files.size(file), Files.getLastModifiedTime(file));
    }
  }

  private final Map<Path, Seen> whole = new ConcurrentHashMap<>();

  /** The cache of this user, with no file verified yet. */
  public ModelCache() {
    this.folder = ofThisUser();
  }

  private static Path ofThisUser() {
    String named = System.getProperty(PROPERTY, System.getenv(VARIABLE));
    if (named != null && !named.isEmpty()) {
      return Path.of(named).toAbsolutePath();
    }
    String caches = System.getenv("XDG_CACHE_HOME");
    Path all =
        caches != null && !caches.isEmpty()
            ? Path.of(caches)
            : Path.of(System.getProperty("user.home", ""), ".cache");
    return all.resolve("cascade").toAbsolutePath();
  }

  /** The entry for the content with {@code hash}, under the file name of {@code path}. */
  Entry entry(String hash, String path) {
    return new Entry(folder.resolve(hash).resolve(path.substring(path.lastIndexOf('/') + 1)));
  }

  /** A cached file, or a cached folder of files. */
  final class Entry {

    private final Path path;

    private Entry(Path path) {
      this.path = path;
    }

    Path path() {
      return path;
    }

    /**
     * Copies {@code source}, whose SHA-256 is {@code hash}, to {@code name} in this folder, or to
     * this file if the name is empty. A file that already exists with this hash is not copied.
     *
     * @throws CascadeException if the cache cannot be written, or if the hash of {@code source}
     *     differs
     */
    void put(String name, URL source, String hash) throws IOException {
      Path file = name.isEmpty() ? path : path.resolve(name);
      if (isWhole(file, hash)) {
        return;
      }
      Path parent = file.toAbsolutePath().getParent();
      if (parent == null) {
        throw new IOException("no folder for " + file);
      }
      try {
        Files.createDirectories(parent);
        removeStale(parent);
        copy(
            source,
            hash,
            file,
            parent.resolve(file.getFileName() + "." + UUID.randomUUID() + PART));
        whole.put(file, Seen.of(file));
      } catch (IOException e) {
        throw CascadeException.ofKnown(
            folder.toString(),
            "models from jars cannot be unpacked here: " + CascadeException.describe(e),
            "name a folder that can be written, with room for them, by the environment variable "
                + VARIABLE
                + " or -D"
                + PROPERTY,
            e);
      }
    }
  }

  /** Whether {@code file} exists and its SHA-256 is {@code hash}. */
  private boolean isWhole(Path file, String hash) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      Seen now = Seen.of(file); // before it is read, so that a change meanwhile is detected
      if (Objects.equals(whole.get(file), now)) {
        return true;
      }
      if (sha256(Files.newInputStream(file)).equals(hash)) {
        whole.put(file, now);
        return true;
      }
      LOG.warn("{}: this unpacked model is damaged and is unpacked again", file);
    } catch (IOException e) {
      LOG.warn("{}: this unpacked model cannot be read and is unpacked again", file, e);
    }
    return false;
  }

  private static void copy(URL source, String hash, Path file, Path part) throws IOException {
    try {
      Sha256 digest = new Sha256();
      try (InputStream in = digest.through(stream(source));
          OutputStream out = Files.newOutputStream(part)) {
        in.transferTo(out);
      }
      String found = digest.hex();
      if (!found.equals(hash)) {
        throw CascadeException.of(
            source.toString(),
            "its SHA-256 is " + found + ", its index says " + hash,
            "get the jar again");
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Removes partial files of killed processes. */
  private static void removeStale(Path folder) throws IOException {
    FileTime oldest = FileTime.from(Instant.now().minus(STALE));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(PART)).toList()) {
        if (Files.isRegularFile(file) && Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  static InputStream stream(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false); // a cached jar file stays open
    return connection.getInputStream();
  }

  static String sha256(URL url) throws IOException {
    return sha256(stream(url));
  }

  private static String sha256(InputStream stream) throws IOException {
    try (stream) {
      return Sha256.of(stream);
    }
  }
}
