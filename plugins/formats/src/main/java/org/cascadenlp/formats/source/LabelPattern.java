package org.cascadenlp.formats.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression whose one group is the label within a longer text. */
public record LabelPattern(Pattern pattern) {

  /** The pattern that setting {@code name} gives, else one for the whole text. */
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
          "this is no regular expression ("
              + e.getDescription()
              + "); use one with one group, which is the label: ([^-]+)-.*");
    }
  }

  /** The label in {@code text}, empty where the pattern does not match or finds none. */
  public String in(String text) {
    Matcher matcher = pattern.matcher(text);
    String label = matcher.matches() ? matcher.group(1) : "";
    return label == null ? "" : label.strip();
  }
}
