package org.cascadenlp.opennlp.text;

import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The convention for splitting words into tokens. */
public enum Words {
  /**
   * that of the Penn Treebank and most entity corpora: hyphenated words and URLs are single tokens,
   * and the clitics {@code n't 's 'm 'd 're 've 'll} are separate tokens
   */
  TREEBANK,
  /** as predicted by the model */
  MODEL;

  private static final Pattern CLITIC =
      Pattern.compile("(?i)(?<=\\p{L})(?:n['’]t|['’](?:s|m|d|re|ve|ll))(?![\\p{L}\\p{M}\\p{N}])");
  private static final Pattern HYPHEN = Pattern.compile("(?<=[\\p{L}\\p{M}])-(?=\\p{L})");
  private static final Pattern LINK =
      Pattern.compile("(?i)(?:https?://|www\\.)[^\\s<>\"]*[\\p{L}\\p{N}/=&#_~-]");

  /** Adjusts {@code starts}, the starts of the tokens of {@code word}, to this convention. */
  public void adjust(String word, TreeSet<Integer> starts) {
    if (this == MODEL) {
      return;
    }
    for (Matcher hyphen = HYPHEN.matcher(word); hyphen.find(); ) {
      starts.remove(hyphen.start());
      starts.remove(hyphen.end());
    }
    for (Matcher clitic = CLITIC.matcher(word); clitic.find(); ) {
      starts.subSet(clitic.start(), clitic.end()).clear();
      starts.add(clitic.start());
    }
    for (Matcher link = LINK.matcher(word); link.find(); ) {
      starts.subSet(link.start(), link.end()).clear();
      starts.add(link.start());
      starts.add(link.end());
    }
  }
}
