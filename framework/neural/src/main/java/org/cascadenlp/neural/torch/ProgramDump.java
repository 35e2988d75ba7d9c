package org.cascadenlp.neural.torch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.Sha256;

/**
 * Writes the text of every compiled {@link Program} to the folder that the system property {@value
 * #FOLDER} names, for finding faults. A file is named by the program and the hash of its text.
 */
final class ProgramDump {

  /** The system property with the folder; without it nothing is written. */
  static final String FOLDER = "cascade.dump.programs";

  private ProgramDump() {}

  /** Writes the program {@code name} if {@value #FOLDER} is set. */
  static void write(String name, String text) {
    String folder = System.getProperty(FOLDER, "");
    if (folder.isEmpty()) {
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String file = name + "-" + Sha256.of(bytes).substring(0, 8) + ".program";
    try {
      Files.createDirectories(Path.of(folder));
      Files.write(Path.of(folder, file), bytes);
    } catch (IOException e) {
      throw CascadeException.of(
          "-D" + FOLDER + "=" + folder,
          file + " cannot be written: " + e,
          "name a folder that can be written",
          e);
    }
  }
}
