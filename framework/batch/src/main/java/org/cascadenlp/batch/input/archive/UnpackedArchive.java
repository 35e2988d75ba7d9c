package org.cascadenlp.batch.input.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.output.TemporaryFolder;
import org.jspecify.annotations.Nullable;

/**
 * The files in an archive, {@code .zip}, {@code .tar}, {@code .tar.gz} or {@code .tgz}, in a
 * temporary folder. Names that lead out of it are refused, and so is more than {@link Bounds}.
 */
public final class UnpackedArchive implements AutoCloseable {

  private static final Pattern NAME = Pattern.compile(".+\\.(zip|tar|tar\\.gz|tgz)");
  private static final Pattern UNSAFE =
      Pattern.compile("/.*|[A-Za-z]:.*|(?:.*/)?\\.\\.(?:/.*)?|.*\\p{Cntrl}.*", Pattern.DOTALL);

  /**
   * What an archive may unpack to.
   *
   * @param files the number of files
   * @param fileBytes the bytes of one file
   * @param allBytes the bytes of all files, if that is also more than {@code ratio} times the
   *     archive
   * @param ratio see {@code allBytes}
   */
  record Bounds(int files, long fileBytes, long allBytes, int ratio) {

    static final Bounds USUAL = new Bounds(1_000_000, 1L << 32, 1L << 28, 100);
  }

  private final TemporaryFolder temporary;
  private final Path folder;

  private UnpackedArchive(TemporaryFolder temporary, Path archive) {
    this.temporary = temporary;
    this.folder = temporary.path().resolve(String.valueOf(archive.getFileName()));
  }

  /** Whether {@code file} has the name of an archive. */
  public static boolean isNamed(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return NAME.matcher(name).matches() && Files.isRegularFile(file);
  }

  /**
   * Unpacks {@code archive}.
   *
   * @throws CascadeException if it is damaged, exceeds the bounds, or has a name that leads out of
   *     it
   */
  public static UnpackedArchive of(Path archive) {
    return of(archive, Bounds.USUAL);
  }

  static UnpackedArchive of(Path archive, Bounds bounds) {
    UnpackedArchive unpacked = null;
    boolean whole = false;
    try {
      unpacked = new UnpackedArchive(TemporaryFolder.of("cascade-archive-"), archive);
      unpacked.unpack(archive, bounds);
      whole = true;
      return unpacked;
    } catch (IOException | IllegalArgumentException e) { // names in another encoding
      throw CascadeException.of(
          "--input " + archive,
          "the archive cannot be unpacked: " + CascadeException.describe(e),
          "check that it is complete and not encrypted, or unpack it and name the folder",
          e);
    } finally {
      if (!whole) {
        close(unpacked);
      }
    }
  }

  private static void close(@Nullable UnpackedArchive unpacked) {
    if (unpacked != null) {
      unpacked.close();
    }
  }

  private static ArchiveEntries open(Path archive) throws IOException {
    String name = String.valueOf(archive.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".zip")) {
      return new ZipEntries(archive);
    }
    InputStream in = new BufferedInputStream(Files.newInputStream(archive));
    boolean opened = false;
    try {
      TarEntries entries =
          new TarEntries(name.endsWith(".tar") ? in : new GZIPInputStream(in, 1 << 16));
      opened = true;
      return entries;
    } finally {
      if (!opened) {
        in.close();
      }
    }
  }

  private void unpack(Path archive, Bounds bounds) throws IOException {
    Files.createDirectory(folder);
    long packed = Files.size(archive);
    long most = Math.max(bounds.allBytes(), packed * bounds.ratio());
    int files = 0;
    long all = 0;
    try (ArchiveEntries entries = open(archive)) {
      for (String name; (name = entries.next()) != null; ) {
        if (++files > bounds.files()) {
          throw refused(archive, "it has more than " + bounds.files() + " files");
        }
        long room = Math.min(bounds.fileBytes(), most - all);
        long size = write(archive, name, entries.content(), room);
        if (size > room) {
          throw refused(
              archive,
              size > bounds.fileBytes()
                  ? "'" + name + "' has more than " + bounds.fileBytes() + " bytes"
                  : "it is " + packed + " bytes and unpacks to more than " + most);
        }
        all += size;
      }
    }
  }

  /** Writes up to {@code room} bytes; returns their number, or more than that if there are more. */
  private long write(Path archive, String name, InputStream content, long room) throws IOException {
    Path file = place(archive, name);
    Files.createDirectories(file.resolveSibling(""));
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      for (int read; size <= room && (read = content.read(buffer)) >= 0; size += read) {
        out.write(buffer, 0, read);
      }
      return size;
    } catch (FileAlreadyExistsException e) {
      throw refused(archive, "it has two entries named '" + name + "'");
    }
  }

  private Path place(Path archive, String name) {
    String clean = name.replace('\\', '/');
    Path file = folder.resolve(clean).normalize();
    if (UNSAFE.matcher(clean).matches() || !file.startsWith(folder) || file.equals(folder)) {
      throw refused(archive, "its entry '" + name.strip() + "' has a name that leads out of it");
    }
    return file;
  }

  private static CascadeException refused(Path archive, String problem) {
    return CascadeException.of(
        "--input " + archive, problem, "unpack it with a tool that you trust, and name the folder");
  }

  /** The folder of the files, which has the name of the archive. */
  public Path folder() {
    return folder;
  }

  /** Deletes the folder. */
  @Override
  public void close() {
    temporary.close();
  }
}
