package org.cascadenlp.batch.input;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.batch.input.InputFiles.Links;
import org.cascadenlp.core.error.CascadeException;

/** The input of a format that reads folders: each is opened as a whole. */
final class InputFolders {

  private InputFolders() {}

  /**
   * Finds the folders {@code inputs}.
   *
   * @throws CascadeException if an input is no folder, contains the output, or has a link that
   *     leads out of it and is not followed
   */
  static InputFiles find(List<String> inputs, Path output, Links links) {
    InputFiles found = new InputFiles(output, links);
    for (String input : inputs) {
      Path folder = InputFiles.existing(input);
      if (folder == null || !Files.isDirectory(folder)) {
        throw CascadeException.of(
            "--input " + input,
            folder == null ? "there is no such folder" : "this is not a folder",
            "name a folder, which is what this format reads");
      }
      Path whole = folder.toAbsolutePath().normalize();
      if (output.toAbsolutePath().normalize().startsWith(whole)) {
        throw CascadeException.of(
            "--output " + output,
            "it is in the folder of the documents, all of which is read",
            "name one elsewhere");
      }
      InputFiles inside = new InputFiles(output, links);
      inside.walk(folder, file -> true);
      checkLinks(input, inside);
      found.leaveOut(inside);
      found.add(new InputDocument(String.valueOf(whole.getFileName()), folder));
    }
    return found;
  }

  private static void checkLinks(String input, InputFiles inside) {
    if (!inside.leftOut().isEmpty()) {
      throw CascadeException.of(
          "--input " + input,
          inside.leftOut().get(0) + " is a link that leads out of the folder",
          "remove it; only run follows such links, with --follow-links");
    }
  }
}
