package org.cascadenlp.batch.input;

import java.util.regex.Pattern;

/**
 * The names of documents from one file, which results are named after: below the file's name, or
 * beside it if they begin with it. A name that could lead out of the output folder is replaced.
 */
final class DocumentNames {

  private static final Pattern UNSAFE = Pattern.compile("(^|/)\\.|[\\\\:\\p{Cntrl}]|^/|//|/$|^$");

  private final String file;
  private final String folder;
  private final String base;
  private int number;

  /**
   * Names for the documents of {@code file}.
   *
   * @param file the name of the file, relative to the input
   */
  DocumentNames(String file) {
    this.file = file;
    int slash = file.lastIndexOf('/') + 1;
    folder = file.substring(0, slash);
    base = file.substring(slash);
  }

  /** Whether a file called {@code name} could be hidden, or outside of its folder. */
  static boolean isUnsafe(String name) {
    return UNSAFE.matcher(name).find();
  }

  /** The name of the next document, which its format calls {@code name}. */
  String of(String name) {
    number++;
    if (isUnsafe(name)) {
      return file + "-document-" + number;
    }
    boolean beside = name.equals(base) || name.startsWith(base + "-");
    return beside ? folder + name : file + "/" + name;
  }
}
