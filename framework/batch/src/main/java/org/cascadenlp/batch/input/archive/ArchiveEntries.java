package org.cascadenlp.batch.input.archive;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The regular files in an archive, one after the other. */
interface ArchiveEntries extends AutoCloseable {

  /** The name of the next file, or null after the last. */
  @Nullable String next() throws IOException;

  /** The content of the file that {@link #next} named; not to be closed. */
  InputStream content() throws IOException;

  @Override
  void close() throws IOException;
}
