package org.cascadenlp.formats.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression with one group, which extracts a label from a longer text. */
public record LabelPattern(Pattern pattern) {

  /** The pattern in the setting {@code name}; if absent, one that matches the whole text. */
  public static LabelPattern of(CorpusSettings settings, String name) {
    try {
      Pattern pattern = Pattern.compile(settings.text(name, "(.*)"), Pattern.DOTALL);
      if (pattern.matcher("").groupCount() == 1) {
        return new LabelPattern(pattern);
      }
      throw settings.bad(
          name, "use a regular expression with one group, which is the label: ([^-]+)-.*");
    } catch (PatternSyntaxException e) {
      throw settings.bad(
          name,
          "this is not a regular expression ("
              + e.getDescription()
              + "); use one with one group, which is the label: ([^-]+)-.*");
    }
  }

  /** The label in {@code text}; empty if the pattern does not match. */
  public String in(String text) {
    Matcher matcher = pattern.matcher(text);
    String label = matcher.matches() ? matcher.group(1) : "";
    return label == null ? "" : label.strip();
  }
}
