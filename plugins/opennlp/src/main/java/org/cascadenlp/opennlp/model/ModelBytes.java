package org.cascadenlp.opennlp.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.util.Locale;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.cascadenlp.core.files.Sha256;

/**
 * Reads and checks a model file, which is untrusted, before OpenNLP opens it: it must be a zip of
 * bounded size whose manifest names the right kind.
 */
final class ModelBytes {

  private static final int MOST_BYTES = 256 << 20;
  private static final long MOST_UNPACKED = 512L << 20;
  private static final int MOST_ENTRIES = 1_000;
  private static final int MOST_MANIFEST = 1 << 16;
  private static final String MANIFEST = "manifest.properties";

  private ModelBytes() {}

  /**
   * Opens {@code url} without Java's cache, which would keep a plugin's jar open after its
   * pipeline.
   */
  static InputStream open(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  /**
   * Reads the bytes of a model.
   *
   * @param sha256 the expected hash in hexadecimal, or empty
   * @throws IOException with the problem as its message
   */
  static byte[] read(URL url, ModelKind kind, String sha256) throws IOException {
    byte[] bytes;
    try (InputStream stream = open(url)) {
      bytes = stream.readNBytes(MOST_BYTES + 1);
    }
    if (bytes.length > MOST_BYTES) {
      throw new IOException("it has more than " + (MOST_BYTES >> 20) + " MiB");
    }
    if (!sha256.isEmpty() && !sha256.toLowerCase(Locale.ROOT).equals(Sha256.of(bytes))) {
      throw new IOException("its hash is not the one in its model.properties");
    }
    String found = manifest(bytes).getProperty("Component-Name", "");
    if (!found.equals(kind.component())) {
      throw new IOException(
          found.isEmpty()
              ? "it has no manifest that names its kind"
              : "it is a model for " + found);
    }
    return bytes;
  }

  /** The manifest of the zip in {@code bytes}, which is decompressed once to check its size. */
  private static Properties manifest(byte[] bytes) throws IOException {
    Properties manifest = new Properties();
    byte[] buffer = new byte[1 << 16];
    long unpacked = 0;
    int entries = 0;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        if (++entries > MOST_ENTRIES) {
          throw new IOException("it has more than " + MOST_ENTRIES + " parts");
        }
        if (entry.getName().equals(MANIFEST)) {
          byte[] text = zip.readNBytes(MOST_MANIFEST);
          unpacked += text.length;
          manifest.load(new ByteArrayInputStream(text));
        }
        for (int count; (count = zip.read(buffer)) > 0; ) {
          unpacked += count;
          if (unpacked > MOST_UNPACKED) {
            throw new IOException("it unpacks to more than " + (MOST_UNPACKED >> 20) + " MiB");
          }
        }
      }
    } catch (IllegalArgumentException e) {
      // without the cause, as the wrapping error shows only the first cause
      throw new IOException("its manifest is malformed: " + e.getMessage());
    }
    if (entries == 0) {
      throw new IOException("it is not a zip file");
    }
    return manifest;
  }
}
