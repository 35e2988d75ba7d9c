package org.cascadenlp.core;

import java.nio.file.Path;

/**
 * The source of a parameter's value: a descriptor, a file of external overrides, or the command
 * line.
 *
 * @param parameter the parameter that holds the value, as {@link SettingFolders#key} writes it
 * @param setting its key for {@code --set}, for example {@code embedding.model}; for the command
 *     line, as the user wrote it
 * @param name its name in messages, for example {@code /p/embeddings/glove.xml} or {@code --set
 *     embedding.model}
 * @param folder the absolute folder against which its relative paths are resolved
 * @param place the folder as messages describe it
 */
public record SettingSource(
    String parameter, String setting, String name, Path folder, String place) {

  /** A descriptor or a file of external overrides. */
  public static SettingSource file(String parameter, Path path) {
    Path file = path.toAbsolutePath().normalize();
    Path folder = file.getParent();
    return new SettingSource(
        parameter,
        parameter,
        file.toString(),
        folder == null ? file : folder,
        "beside " + file.getFileName() + ", which sets it");
  }

  /** {@code --set}, whose paths are relative to the working directory. */
  public static SettingSource commandLine(String parameter, String setting) {
    return new SettingSource(
        parameter,
        setting,
        "--set " + setting,
        Path.of("").toAbsolutePath(),
        "the folder of --set " + setting);
  }

  /** A remedy: what to write in place of the value so that it refers to {@code file}. */
  String rewritten(Path file) {
    String value = folder.relativize(file.toAbsolutePath().normalize()).toString();
    value = value.replace('\\', '/');
    return name.startsWith("--set ")
        ? "write " + name + "=" + value
        : "write '" + value + "' in " + name;
  }
}
