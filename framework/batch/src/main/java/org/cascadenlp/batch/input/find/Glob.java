package org.cascadenlp.batch.input.find;

import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;

/**
 * A path with special characters, in which {@code **} matches any number of folders.
 *
 * @param base the last folder before the first special character
 * @param deep matches the path below it
 * @param flat matches it where {@code **} is no folder
 */
public record Glob(Path base, PathMatcher deep, PathMatcher flat) {

  private static final String SPECIAL = "*?[{";

  /** Whether {@code input} has a special character. */
  public static boolean isOne(String input) {
    return input.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
  }

  /** The glob {@code input}, which has a special character. */
  public static Glob of(String input) {
    String pattern = input.replace(File.separatorChar, '/');
    int special = 0;
    while (SPECIAL.indexOf(pattern.charAt(special)) < 0) {
      special++;
    }
    int slash = pattern.lastIndexOf('/', special);
    Path base = Path.of(slash < 0 ? "." : slash == 0 ? "/" : pattern.substring(0, slash));
    String rest = pattern.substring(slash + 1);
    return new Glob(base, matcher(rest), matcher(rest.replace("**/", "")));
  }

  private static PathMatcher matcher(String pattern) {
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
  }

  /** Whether this matches {@code file}, which is below {@link #base}. */
  public boolean matches(Path file) {
    Path below = base.relativize(file);
    return deep.matches(below) || flat.matches(below);
  }
}
