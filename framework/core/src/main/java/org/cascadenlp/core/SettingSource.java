package org.cascadenlp.core;

import java.nio.file.Path;

/**
 * What sets a parameter: a descriptor, a file of external overrides, or the command line.
 *
 * @param parameter that holds the value, by {@link SettingFolders#key}
 * @param setting how {@code --set} names it, for example {@code embedding.model}: on the command
 *     line as the user wrote it
 * @param name how messages call it, for example {@code /p/embeddings/glove.xml} or {@code --set
 *     embedding.model}
 * @param folder where its relative paths begin, absolute
 * @param place the folder in words
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

  /** {@code --set}, whose paths begin at the shell's folder. */
  public static SettingSource commandLine(String parameter, String setting) {
    return new SettingSource(
        parameter,
        setting,
        "--set " + setting,
        Path.of("").toAbsolutePath(),
        "the folder of --set " + setting);
  }

  /** What to write there in place of the value, so that it names {@code file}. */
  String rewritten(Path file) {
    String value = folder.relativize(file.toAbsolutePath().normalize()).toString();
    value = value.replace('\\', '/');
    return name.startsWith("--set ")
        ? "write " + name + "=" + value
        : "write '" + value + "' in " + name;
  }
}
