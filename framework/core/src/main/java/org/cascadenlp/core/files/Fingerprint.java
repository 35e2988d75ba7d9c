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

/** SHA-256 of all that a result depends on, to know whether it is still the one that is wanted. */
public final class Fingerprint {

  private final Sha256 hash = new Sha256();

  /** Adds one text, so that no two lists of texts are alike. */
  public Fingerprint add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    hash.add((bytes.length + ":").getBytes(StandardCharsets.US_ASCII)).add(bytes);
    return this;
  }

  /** Adds each text. */
  public Fingerprint add(Iterable<String> texts) {
    texts.forEach(this::add);
    return add("");
  }

  /** Adds the bytes of a file, or of all files of a folder with their names. */
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

  /** Adds names, sizes and times of change of a model's files, which may be large. */
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

  /** 64 hexadecimal digits; the fingerprint begins anew. */
  public String text() {
    return hash.hex();
  }
}
