package org.cascadenlp.staticembeddings.imports.formats;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFiles;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * A file to import, decompressed while reading: gzip, xz, or an entry of a zip or jar, named like
 * {@code words.jar!/folder/entry} if there are several.
 */
public final class InputFile implements AutoCloseable {

  /** The number of bytes from which the format is detected. */
  static final int START = 1 << 16;

  private static final int MOST_LAYERS = 3;
  private static final int XZ_MEMORY = 256 << 10; // KiB; xz -9 needs 65 MiB
  private static final String INSIDE = "!/";

  private final String name;
  private final Path path;
  private final @Nullable ZipFile zip;
  private final Counted counted;
  private final long size;
  private InputStream in;
  private boolean packed;

  private InputFile(String name, Path path, @Nullable ZipFile zip, InputStream in, long size) {
    this.name = name;
    this.path = path;
    this.zip = zip;
    this.packed = zip != null;
    this.counted = new Counted(in);
    this.size = size;
    this.in = new BufferedInputStream(counted, START);
  }

  /** Opens the file or entry {@code argument}. */
  public static InputFile open(String argument) {
    int inside = argument.indexOf(INSIDE);
    Path path = Path.of(inside < 0 ? argument : argument.substring(0, inside));
    SpecialFiles.refuse(path);
    if (!Files.isRegularFile(path)) {
      throw CascadeException.of(
          path.toString(),
          Files.isDirectory(path) ? "is a folder" : "there is no such file",
          "name a file of word vectors, or JAR!/ENTRY for one in a jar or zip");
    }
    try {
      boolean archive = inside >= 0 || isZip(path);
      InputFile file =
          archive
              ? entry(argument, path, inside < 0 ? "" : argument.substring(inside + 2))
              : new InputFile(argument, path, null, Files.newInputStream(path), Files.size(path));
      try {
        file.unpack();
      } catch (IOException e) {
        file.close();
        throw e;
      }
      return file;
    } catch (IOException e) {
      throw unreadable(argument, e);
    }
  }

  /** The error for an input that cannot be read to its end. */
  public static CascadeException unreadable(String name, IOException e) {
    return CascadeException.of(
        name,
        "cannot be read: " + CascadeException.describe(e),
        "it may be corrupt: fetch it again",
        e);
  }

  private static boolean isZip(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return new Start(in.readNBytes(4)).begins('P', 'K', 3, 4);
    }
  }

  private static InputFile entry(String argument, Path path, String name) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile());
    } catch (ZipException e) {
      throw CascadeException.of(
          path.toString(), "is not a readable zip or jar: " + e.getMessage(), "fetch it again", e);
    }
    try {
      List<String> entries =
          zip.stream().filter(e -> !e.isDirectory()).map(ZipEntry::getName).toList();
      String wanted = name.isEmpty() && entries.size() == 1 ? entries.get(0) : name;
      ZipEntry entry = zip.getEntry(wanted);
      if (wanted.isEmpty() || entry == null || entry.isDirectory()) {
        throw CascadeException.of(
            argument,
            wanted.isEmpty()
                ? "holds " + entries.size() + " entries"
                : "there is no entry " + wanted,
            "name one as "
                + path
                + INSIDE
                + "ENTRY, for example of "
                + entries.subList(0, Math.min(5, entries.size())));
      }
      return new InputFile(argument, path, zip, zip.getInputStream(entry), entry.getSize());
    } catch (CascadeException | IOException e) {
      zip.close();
      throw e;
    }
  }

  private void unpack() throws IOException {
    for (int layer = 0; layer < MOST_LAYERS; layer++) {
      Start start = start();
      if (start.begins(0x1f, 0x8b)) {
        in = new BufferedInputStream(new GZIPInputStream(in, START), START);
      } else if (start.begins(0xfd, '7', 'z', 'X', 'Z', 0)) {
        in = new BufferedInputStream(new XZInputStream(in, XZ_MEMORY), START);
      } else {
        skipMark(start);
        return;
      }
      packed = true;
    }
  }

  /** Skips a byte order mark of UTF-8, which would become part of the first word. */
  private void skipMark(Start start) throws IOException {
    if (start.begins(0xef, 0xbb, 0xbf)) {
      in.skipNBytes(3);
    }
  }

  /** The first {@value #START} bytes, without consuming them. */
  Start start() throws IOException {
    in.mark(START);
    byte[] bytes = in.readNBytes(START);
    in.reset();
    return new Start(bytes);
  }

  /** The decompressed bytes. */
  InputStream stream() {
    return in;
  }

  /** The file itself, if it is not compressed. */
  Optional<Path> plain() {
    return packed ? Optional.empty() : Optional.of(path);
  }

  /** The length of the file or entry as stored; negative if unknown. */
  public long size() {
    return size;
  }

  /** The number of stored bytes read so far. */
  public long position() {
    return counted.count;
  }

  @Override
  public String toString() {
    return name;
  }

  @Override
  public void close() throws IOException {
    try {
      in.close();
    } finally {
      if (zip != null) {
        zip.close();
      }
    }
  }

  /** Counts the stored bytes that are read. */
  private static final class Counted extends FilterInputStream {

    private volatile long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // a single thread reads
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
