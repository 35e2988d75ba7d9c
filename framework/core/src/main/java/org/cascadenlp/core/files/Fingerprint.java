package org.cascadenlp.core.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;

/**
 * The SHA-256 of everything that a result depends on, to detect whether a stored result is up to
 * date.
 */
public final class Fingerprint {

  private final Sha256 hash = new Sha256();

  /**
   * Adds one text with its length, so that different lists of texts give different fingerprints.
   */
  public Fingerprint add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    hash.add((bytes.length + ":").getBytes(StandardCharsets.US_ASCII)).add(bytes);
    return this;
  }

  /** Adds each text, and an end mark. */
  public Fingerprint add(Iterable<String> texts) {
    texts.forEach(this::add);
    return add("");
  }

  /**
   * Adds the content of a file, or the names and contents of all files in a folder.
   *
   * @throws CascadeException if a file cannot be read
   */
  public Fingerprint addContent(Path path) {
    try (Stream<Path> found = Files.walk(path)) {
      List<Path> files = found.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        add(path.relativize(file).toString());
        add(String.valueOf(Files.size(file)));
        try (InputStream in = hash.through(Files.newInputStream(file))) {
          in.transferTo(OutputStream.nullOutputStream());
        }
      }
      return this;
    } catch (IOException e) {
      throw CascadeException.of(
          path.toString(),
          "cannot be read: " + CascadeException.describe(e),
          "check its rights",
          e);
    }
  }

  /**
   * Adds names, sizes and modification times of a model's files, whose contents may be too large to
   * hash.
   *
   * @throws CascadeException if a file cannot be read
   */
  public Fingerprint addModel(Path path) {
    try (Stream<Path> found = Files.walk(path)) {
      for (Path file : found.filter(Files::isRegularFile).sorted().toList()) {
        add(file.toString());
        add(String.valueOf(Files.size(file)));
        add(Files.getLastModifiedTime(file).toString());
      }
      return this;
    } catch (IOException e) {
      throw CascadeException.of(
          path.toString(),
          "cannot be read: " + CascadeException.describe(e),
          "check its rights",
          e);
    }
  }

  /** The fingerprint as 64 hexadecimal digits; afterwards this object is empty again. */
  public String text() {
    return hash.hex();
  }
}
