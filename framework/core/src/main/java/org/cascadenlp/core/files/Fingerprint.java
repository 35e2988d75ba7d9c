package org.cascadenlp.core.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;

/** SHA-256 of all that a result depends on, to know whether it is still the one that is wanted. */
public final class Fingerprint {

  private static final int BUFFER = 1 << 16;

  private final MessageDigest digest;

  /** Of nothing yet. */
  public Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds one text, so that no two lists of texts are alike. */
  public Fingerprint add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
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
        try (InputStream in = Files.newInputStream(file)) {
          byte[] buffer = new byte[BUFFER];
          for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
          }
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
    return HexFormat.of().formatHex(digest.digest());
  }
}
