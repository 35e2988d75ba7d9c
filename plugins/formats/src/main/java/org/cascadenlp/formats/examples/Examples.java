package org.cascadenlp.formats.examples;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The examples of one file, one after the other. */
interface Examples extends AutoCloseable {

  /** The next example that is used, or null after the last. */
  @Nullable Example next();

  /** The names of the fields of examples. */
  List<String> fields();

  @Override
  void close();
}
