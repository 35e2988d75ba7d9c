package org.cascadenlp.opennlp.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.core.text.TextRegion;

/** The layout that always ends a sentence. */
public enum Breaks {
  /** a blank line, a form feed or a paragraph separator */
  PARAGRAPH("(?>\\R)\\h*(?>\\R)\\s*|[\\f\\u2029]"),
  /** the end of a line */
  LINE("\\R"),
  /** none */
  NONE("(?!)");

  private final Pattern pattern;

  Breaks(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  /** The regions of {@code text} within {@code all} between breaks. */
  public List<Region> blocks(CharSequence text, TextRegion all) {
    List<Region> blocks = new ArrayList<>();
    Matcher matcher = pattern.matcher(text).region(all.begin(), all.end());
    int start = all.begin();
    while (matcher.find()) {
      blocks.add(new Region(start, matcher.start()));
      start = matcher.end();
    }
    blocks.add(new Region(start, all.end()));
    return blocks;
  }
}
