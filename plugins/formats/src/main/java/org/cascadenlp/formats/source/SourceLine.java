package org.cascadenlp.formats.source;

import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file that is read line by line.
 *
 * @param number the line number, from 1
 * @param text the line with its line end
 * @param fault why the line is malformed: bytes of another encoding, or its length
 */
public record SourceLine(int number, String text, @Nullable CascadeException fault) {

  /** The line without its line end. */
  public String content() {
    int end = text.length();
    if (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
      boolean windows = end > 1 && text.charAt(end - 1) == '\n' && text.charAt(end - 2) == '\r';
      end -= windows ? 2 : 1;
    }
    return text.substring(0, end);
  }

  /** Throws the fault, if any. */
  public void check() {
    if (fault != null) {
      throw fault;
    }
  }
}
