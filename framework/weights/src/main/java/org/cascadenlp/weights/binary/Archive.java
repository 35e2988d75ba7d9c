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
 * An untrusted ZIP archive: its names are plain and different, its entries lie side by side and,
 * unpacked, have at most 256 MiB or 32 times the archive's size; each is compared with its CRC-32.
 */
public final class Archive implements Closeable {

  private static final long SMALL = 256L << 20;
  private static final int MOST_TIMES = 32;
  private static final int MOST_ENTRIES = 100_000;
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
    if (zip.size() > MOST_ENTRIES) {
      throw CascadeException.of(
          path.toString(), "has " + zip.size() + " entries", "expected at most " + MOST_ENTRIES);
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
      // of a damaged entry either may be -1
      packed += Math.max(0, entry.getCompressedSize());
      unpacked += Math.max(0, entry.getSize());
      if (packed < 0 || packed > length) {
        throw CascadeException.of(
            path.toString(), "its entries overlap: they have more bytes than the file", REMEDY);
      }
      long most = Math.max(SMALL, length > Long.MAX_VALUE / MOST_TIMES ? 0 : length * MOST_TIMES);
      if (unpacked < 0 || unpacked > most) {
        throw CascadeException.of(
            path.toString(),
            "unpacked it has more than " + most + " bytes",
            "expected an archive of numbers, which hardly shrink");
      }
    }
    return entries;
  }

  /** The file. */
  public Path path() {
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

  /** The content of the entry {@code name}, of at most {@code most} bytes. */
  public byte[] bytes(String name, int most) {
    if (size(name) > most) {
      throw CascadeException.of(
          place(name), "has " + size(name) + " bytes", "expected at most " + most);
    }
    try (InputStream in = stream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw broken(path, e);
    }
  }

  /** The content of the entry {@code name}: its checksum is compared with the last byte. */
  public InputStream stream(String name) throws IOException {
    ZipEntry entry = entry(name);
    InputStream in = zip.getInputStream(entry);
    if (in == null || entry.getSize() < 0) {
      throw CascadeException.of(place(name), "has no content", REMEDY);
    }
    return new Checked(in, entry.getSize(), entry.getCrc(), place(name));
  }

  /** The archive and the entry, for errors. */
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

  /** Ends after the stated number of bytes, or with an error. */
  private static final class Checked extends FilterInputStream {

    private final long size;
    private final long crc;
    private final String place;
    private final CRC32 found = new CRC32();
    private long done;

    Checked(InputStream in, long size, long crc, String place) {
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
          throw CascadeException.of(place, "has more than its " + size + " bytes", REMEDY);
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
      throw new IOException("entries are read whole");
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
