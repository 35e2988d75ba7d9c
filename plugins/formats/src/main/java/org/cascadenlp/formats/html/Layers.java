package org.cascadenlp.formats.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Selects the marks that can be shown, and keeps punctuation together with its word.
 *
 * <p>It omits and counts entities nested more than six deep, and chunks or tokens that overlap
 * others. This bounds the depth of a page, and so the time to write and to render it.
 */
final class Layers {

  /** The maximum depth of nested entities. */
  static final int DEPTH = 6;

  private static final int LONGEST_RUN = 40;

  private static final Comparator<Mark> IN_TEXT =
      Comparator.comparingInt(Mark::begin)
          .thenComparing(Mark::layer)
          .thenComparing(Comparator.comparingInt(Mark::end).reversed());

  private Layers() {}

  /** The marks to show, in text order. */
  static List<Mark> arrange(List<Mark> marks, String text, Tallies tallies) {
    List<Mark> sorted = new ArrayList<>(marks);
    sorted.sort(IN_TEXT);
    List<Mark> drawn = new ArrayList<>();
    List<Mark> around = new ArrayList<>();
    int[] until = new int[Layer.values().length];
    for (Mark mark : sorted) {
      if (mark.layer() == Layer.ENTITY) {
        around.removeIf(outer -> outer.end() <= mark.begin());
        if (around.size() < DEPTH) {
          around.add(mark);
          drawn.add(mark);
        } else {
          tallies.add(Tallies.Kind.LEFT_OUT, mark.label() + " inside " + DEPTH + " others");
        }
      } else if (mark.begin() < until[mark.layer().ordinal()]) {
        tallies.add(
            Tallies.Kind.LEFT_OUT,
            mark.layer() == Layer.CHUNK ? "Chunk inside another" : "tags inside another token's");
      } else {
        until[mark.layer().ordinal()] = mark.end();
        drawn.add(mark);
      }
    }
    drawn.addAll(runs(drawn, text));
    drawn.sort(IN_TEXT);
    return drawn;
  }

  /** Words with adjacent punctuation, between which a browser must not break the line. */
  private static List<Mark> runs(List<Mark> marks, String text) {
    List<Mark> runs = new ArrayList<>();
    int begin = -1;
    int end = -1;
    int tokens = 0;
    for (Mark mark : marks) {
      if (mark.layer() != Layer.TOKEN) {
        continue;
      }
      boolean touches =
          mark.begin() == end
              && mark.end() - begin <= LONGEST_RUN
              && !(isWordAt(text, end - 1) && isWordAt(text, mark.begin()));
      if (!touches) {
        add(runs, begin, end, tokens);
        begin = mark.begin();
        tokens = 0;
      }
      end = mark.end();
      tokens++;
    }
    add(runs, begin, end, tokens);
    return runs;
  }

  private static void add(List<Mark> runs, int begin, int end, int tokens) {
    if (tokens > 1) {
      runs.add(new Mark(Layer.RUN, begin, end, "", "", ""));
    }
  }

  private static boolean isWordAt(String text, int i) {
    return Character.isLetterOrDigit(text.charAt(i)) || Character.isSurrogate(text.charAt(i));
  }
}
