package org.cascadenlp.core.pipeline;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.uima.UIMAFramework;
import org.apache.uima.util.Settings;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFile;

/**
 * A file of settings in UIMA's format for external overrides ({@link Settings}), with the line of
 * each: {@code NAME = VALUE}, {@code NAME = [ITEM, ITEM]}, comments after {@code #}, and {@code
 * ${NAME}} for the value of another name. UIMA itself reads the values.
 *
 * @param path the absolute path
 * @param shown the path as the user wrote it
 * @param lines the line of each name, from 1
 * @param text the content
 */
record SettingsFile(Path path, String shown, Map<String, Integer> lines, String text) {

  /** An odd number of backslashes at the end of a line. */
  private static final Pattern CONTINUED =
      Pattern.compile("(?:.*[^\\\\])?\\\\(?:\\\\\\\\)*", Pattern.DOTALL);

  /** An array whose end is on a later line. */
  private static final Pattern OPEN_ARRAY =
      Pattern.compile("\\s*[^\\s:=]+\\s*[\\s:=]\\s*\\[(?:[^\\]\\\\]|\\\\.)*\\\\?", Pattern.DOTALL);

  private static final Pattern IGNORED = Pattern.compile("\\s*(?:[#!].*)?");

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^{}$]+)\\}");

  SettingsFile {
    lines = Map.copyOf(lines);
  }

  /**
   * Reads a file.
   *
   * @throws CascadeException if it cannot be read, or a line is not a setting, or sets a name again
   */
  static SettingsFile read(Path file) {
    String content = content(file);
    Map<String, Integer> lines = new LinkedHashMap<>();
    List<String> all = content.lines().toList();
    for (int i = 0; i < all.size(); i++) {
      if (IGNORED.matcher(all.get(i)).matches()) {
        continue;
      }
      int first = i;
      List<String> entry = new ArrayList<>(List.of(all.get(i)));
      while (i + 1 < all.size() && isOpen(entry)) {
        entry.add(all.get(++i));
      }
      String name = name(file, first + 1, String.join("\n", entry));
      Integer before = lines.put(name, first + 1);
      if (before != null) {
        throw CascadeException.of(
            file + ":" + (first + 1),
            name + " is already set in line " + before,
            "leave one of the two lines out");
      }
    }
    return new SettingsFile(
        file.toAbsolutePath().normalize(), file.toString(), lines, content + "\n");
  }

  private static boolean isOpen(List<String> entry) {
    String last = entry.get(entry.size() - 1);
    String text =
        String.join("\n", entry.stream().filter(line -> !IGNORED.matcher(line).matches()).toList());
    return CONTINUED.matcher(last).matches() || OPEN_ARRAY.matcher(text).matches();
  }

  private static String content(Path file) {
    String place = "--settings " + file;
    String kind = SpecialFile.kind(file);
    if (!kind.isEmpty() || !Files.isRegularFile(file)) {
      throw CascadeException.of(
          place,
          !kind.isEmpty()
              ? "this is " + kind
              : Files.isDirectory(file) ? "this is a folder" : "there is no such file",
          "name a file with lines NAME = VALUE, as for UIMA's external overrides");
    }
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw CascadeException.of(place, "the file is not in UTF-8", "save it in UTF-8", e);
    } catch (IOException e) {
      throw CascadeException.of(
          place, "the file cannot be read: " + CascadeException.describe(e), "check it", e);
    }
  }

  /** The name that {@code entry} sets, as UIMA reads it. */
  private static String name(Path file, int line, String entry) {
    Settings one = UIMAFramework.getResourceSpecifierFactory().createSettings();
    try {
      one.load(new ByteArrayInputStream(entry.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw CascadeException.of(
          file + ":" + line,
          "this is not a setting: " + e.getMessage(),
          "write NAME = VALUE, or NAME = [ITEM, ITEM] for a list",
          e);
    }
    return one.getKeys().iterator().next();
  }

  /** Adds the values to {@code settings}, where those that are there take precedence. */
  void load(Settings settings) {
    try {
      settings.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw CascadeException.of(shown, "the file cannot be read: " + e.getMessage(), "check it", e);
    }
  }

  /** The names whose values others insert by {@code ${NAME}}. */
  Set<String> references() {
    Set<String> names = new TreeSet<>();
    Matcher references = REFERENCE.matcher(text);
    while (references.find()) {
      names.add(references.group(1));
    }
    return names;
  }

  /** The line that sets {@code name}, from 1. */
  int line(String name) {
    return lines.getOrDefault(name, 0);
  }

  /** The file and line that set {@code name}. */
  String place(String name) {
    return shown + ":" + line(name);
  }
}
