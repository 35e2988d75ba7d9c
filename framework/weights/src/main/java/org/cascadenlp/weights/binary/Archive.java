package org.cascadenlp.weights.binary;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFiles;

/**
 * An untrusted ZIP archive. Entry names must be relative, inside the archive's folder and distinct;
 * entries must not overlap; the uncompressed total is at most 256 MiB or 32 times the archive's
 * size, whichever is larger; the CRC-32 of each entry is verified when it is read.
 */
public final class Archive implements Closeable {

  private static final long MIN_UNPACKED_LIMIT = 256L << 20;
  private static final int MAX_EXPANSION = 32;
  private static final int MAX_ENTRIES = 100_000;
  private static final String REMEDY = "it is damaged: fetch it again";

  private final Path path;
  private final ZipFile zip;
  private final Map<String, ZipEntry> entries;

  private Archive(Path path, ZipFile zip, Map<String, ZipEntry> entries) {
    this.path = path;
    this.zip = zip;
    this.entries = entries;
  }

  /** Opens {@code path}; the caller closes it. */
  public static Archive open(Path path) {
    SpecialFiles.refuse(path);
    try {
      ZipFile zip = new ZipFile(path.toFile());
      try {
        return new Archive(path, zip, entries(path, zip));
      } catch (RuntimeException e) {
        zip.close();
        throw e;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw broken(path, e);
    }
  }

  private static CascadeException broken(Path path, Exception e) {
    return CascadeException.of(
        path.toString(),
        "cannot be read as a ZIP archive: " + CascadeException.describe(e),
        REMEDY,
        e);
  }

  private static Map<String, ZipEntry> entries(Path path, ZipFile zip) {
    long length = path.toFile().length();
    long packed = 0;
    long unpacked = 0;
    Map<String, ZipEntry> entries = new LinkedHashMap<>();
    if (zip.size() > MAX_ENTRIES) {
      throw CascadeException.of(
          path.toString(), "has " + zip.size() + " entries", "expected at most " + MAX_ENTRIES);
    }
    for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      String name = entry.getName();
      if (name.startsWith("/")
          || name.contains("\\")
          || name.contains(":")
          || Arrays.asList(name.split("/")).contains("..")) {
        throw CascadeException.of(
            path.toString(), "entry " + name + " leaves its folder", "expected plain names");
      }
      if (entries.put(name, entry) != null) {
        throw CascadeException.of(path.toString(), "entry " + name + " is there twice", REMEDY);
      }
      // both are -1 if the entry is damaged
      packed += Math.max(0, entry.getCompressedSize());
      unpacked += Math.max(0, entry.getSize());
      if (packed < 0 || packed > length) {
        throw CascadeException.of(
            path.toString(), "its entries overlap: they have more bytes than the file", REMEDY);
      }
      long limit =
          Math.max(
              MIN_UNPACKED_LIMIT,
              length > Long.MAX_VALUE / MAX_EXPANSION ? 0 : length * MAX_EXPANSION);
      if (unpacked < 0 || unpacked > limit) {
        throw CascadeException.of(
            path.toString(),
            "unpacked it has more than " + limit + " bytes",
            "expected an archive of weights, which compress little");
      }
    }
    return entries;
  }

  /** The file. */
  Path path() {
    return path;
  }

  /** The names of all entries, in the archive's order. */
  public Set<String> names() {
    return entries.keySet();
  }

  /** The length of the entry {@code name}, which exists, in bytes. */
  public long size(String name) {
    return entry(name).getSize();
  }

  /** The content of the entry {@code name}, which may have at most {@code limit} bytes. */
  public byte[] bytes(String name, int limit) {
    if (size(name) > limit) {
      throw CascadeException.of(
          place(name), "has " + size(name) + " bytes", "expected at most " + limit);
    }
    try (InputStream in = stream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw broken(path, e);
    }
  }

  /** The content of the entry {@code name}; its checksum is verified after the last byte. */
  public InputStream stream(String name) throws IOException {
    ZipEntry entry = entry(name);
    InputStream in = zip.getInputStream(entry);
    if (in == null || entry.getSize() < 0) {
      throw CascadeException.of(place(name), "has no content", REMEDY);
    }
    return new CheckedEntryStream(in, entry.getSize(), entry.getCrc(), place(name));
  }

  /** The archive and the entry, as the place of an error. */
  public String place(String name) {
    return path + ", entry " + name;
  }

  private ZipEntry entry(String name) {
    ZipEntry entry = entries.get(name);
    if (entry == null) {
      throw CascadeException.of(path.toString(), "has no entry " + name, REMEDY);
    }
    return entry;
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw broken(path, e);
    }
  }

  /** Verifies the length and the CRC-32 that the archive's directory states. */
  private static final class CheckedEntryStream extends FilterInputStream {

    private final long size;
    private final long crc;
    private final String place;
    private final CRC32 found = new CRC32();
    private long done;

    CheckedEntryStream(InputStream in, long size, long crc, String place) {
      super(in);
      this.size = size;
      this.crc = crc;
      this.place = place;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      int read = count == 0 ? 0 : super.read(into, from, count);
      if (read < 0 && done < size) {
        throw CascadeException.of(place, "expected " + size + " bytes, found " + done, REMEDY);
      }
      if (read > 0) {
        done += read;
        found.update(into, from, read);
        if (done > size) {
          throw CascadeException.of(place, "has more than the stated " + size + " bytes", REMEDY);
        }
        if (done == size && found.getValue() != crc) {
          throw CascadeException.of(
              place,
              String.format("expected CRC-32 %08x, found %08x", crc, found.getValue()),
              REMEDY);
        }
      }
      return read;
    }

    @Override
    public long skip(long count) throws IOException {
      throw new IOException("archive entries do not support skip");
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
