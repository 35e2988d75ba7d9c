package org.cascadenlp.core.document;

import java.util.Iterator;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one file, one after the other, so that a file may be larger than memory. For one
 * thread; its documents may be filled by others.
 */
public interface DocumentSource extends AutoCloseable {

  /**
   * The next document, or null after the last.
   *
   * <p>A malformed entry of a file is a document whose {@link SourceDocument#fill} throws, so that
   * a caller may go on with the next.
   *
   * @throws CascadeException if the file cannot be read any further
   */
  @Nullable SourceDocument next();

  /** The names of the fields that documents have, in order; empty if they have none. */
  default List<String> fields() {
    return List.of();
  }

  @Override
  default void close() {}

  /** Documents that are in memory. */
  static DocumentSource of(List<? extends SourceDocument> documents) {
    Iterator<? extends SourceDocument> left = documents.iterator();
    return () -> left.hasNext() ? left.next() : null;
  }
}
