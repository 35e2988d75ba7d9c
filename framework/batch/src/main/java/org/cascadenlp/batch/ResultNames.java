package org.cascadenlp.batch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.batch.input.InputDocument;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/** Checks before the run that the result files of all documents can exist side by side. */
final class ResultNames {

  private ResultNames() {}

  /**
   * Checks the names of all results.
   *
   * @param writer writes the results
   * @param beside the names of the files that the writer puts beside the results
   * @param output the output folder
   * @throws CascadeException if a result has the name of a file that the run writes, or of a folder
   *     of another result or of the output
   */
  static void check(
      List<InputDocument> documents, ResultWriter writer, Set<String> beside, Path output) {
    Map<String, InputDocument> folders = new HashMap<>();
    for (InputDocument document : documents) {
      for (String folder = above(document.name()); folder != null; folder = above(folder)) {
        if (folders.putIfAbsent(folder, document) != null) {
          break; // the folders above it were checked with it
        }
        if (isOfTheRun(folder, beside)) {
          throw neededByTheRun(document, "the folder of its result", folder);
        }
        if (Files.isRegularFile(output.resolve(folder))) {
          throw CascadeException.of(
              document.file().toString(),
              "its result would lie in " + output.resolve(folder) + ", which is a file",
              "move that file away or name another --output");
        }
      }
    }
    for (InputDocument document : documents) {
      String file = writer.file(document.name());
      if (isOfTheRun(file, beside)) {
        throw neededByTheRun(document, "its result", file);
      }
      InputDocument other = folders.get(file);
      if (other != null) {
        throw CascadeException.of(
            document.file().toString(),
            "its result would be named "
                + file
                + ", which is the folder of the result of "
                + other.file(),
            "rename one of them, choose another format, or run them into two output folders");
      }
      if (Files.isDirectory(output.resolve(file))) {
        throw CascadeException.of(
            document.file().toString(),
            "its result would be named " + output.resolve(file) + ", which is a folder",
            "move that folder away or name another --output");
      }
    }
  }

  /**
   * Checks the name of one result during the run.
   *
   * @throws CascadeException if the run itself writes a file or folder of this name
   */
  static void checkOne(String document, ResultWriter writer, Set<String> beside) {
    String file = writer.file(document);
    for (String name = file; name != null; name = above(name)) {
      if (isOfTheRun(name, beside)) {
        throw CascadeException.of(
            document,
            "its result would be named " + file + ", but the run itself writes " + name,
            "choose another format, or write all results into one file");
      }
    }
  }

  private static boolean isOfTheRun(String name, Set<String> beside) {
    return name.equals(BatchRun.REPORT)
        || name.equals(BatchRun.FORMER_REPORT)
        || beside.contains(name);
  }

  private static CascadeException neededByTheRun(InputDocument document, String what, String name) {
    return CascadeException.of(
        document.file().toString(),
        what + " would be named " + name + ", a file that the run itself writes",
        "rename the document or choose another format");
  }

  private static @Nullable String above(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? null : name.substring(0, slash);
  }
}
