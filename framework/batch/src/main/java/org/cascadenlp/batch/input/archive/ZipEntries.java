package org.cascadenlp.batch.input.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The files in a zip, in the order of its directory. */
final class ZipEntries implements ArchiveEntries {

  private final ZipFile zip;
  private final Enumeration<? extends ZipEntry> entries;
  private @Nullable ZipEntry current;

  ZipEntries(Path archive) throws IOException {
    zip = new ZipFile(archive.toFile());
    entries = zip.entries();
  }

  @Override
  public @Nullable String next() {
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      if (!entry.isDirectory()) {
        current = entry;
        return entry.getName();
      }
    }
    return null;
  }

  @Override
  public InputStream content() throws IOException {
    ZipEntry entry = current;
    InputStream content = entry == null ? null : zip.getInputStream(entry);
    if (content == null) {
      throw new ZipException("the entry has no content");
    }
    return content;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
