package org.cascadenlp.formats.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cascadenlp.core.report.HtmlWriter;

/**
 * Writes the text of a document with its marks as nested elements.
 *
 * <p>The text content of the output is exactly the document's text: labels are attributes that the
 * style sheet shows, so that they are neither searched nor copied. If marks overlap without
 * nesting, the inner one is split.
 *
 * <p>It makes one pass over the text; at any offset at most {@link Layers#DEPTH} entities, a chunk,
 * a run and a token are open.
 */
final class TextView {

  private static final Comparator<Mark> OUTER_FIRST = Comparator.comparing(Mark::layer);

  private final HtmlWriter page;
  private final String text;
  private final Drawing drawing;
  private final Palette palette;
  private final List<Mark> open = new ArrayList<>();
  private int nextMark;
  private int nextLabel;
  private int nextSentence;

  TextView(HtmlWriter page, String text, Drawing drawing, Palette palette) {
    this.page = page;
    this.text = text;
    this.drawing = drawing;
    this.palette = palette;
  }

  void write() {
    int at = 0;
    while (true) {
      turn(at);
      if (at == text.length()) {
        return;
      }
      int next = next();
      plain(at, next);
      at = next;
    }
  }

  /** The next offset at which a mark or sentence begins, a mark ends or a class is shown. */
  private int next() {
    int next = text.length();
    if (nextMark < drawing.marks().size()) {
      next = Math.min(next, drawing.marks().get(nextMark).begin());
    }
    if (nextLabel < drawing.ofSentences().size()) {
      next = Math.min(next, drawing.ofSentences().get(nextLabel).end());
    }
    if (nextSentence < drawing.sentences().size()) {
      next = Math.min(next, drawing.sentences().get(nextSentence));
    }
    for (Mark mark : open) {
      next = Math.min(next, mark.end());
    }
    return next;
  }

  /** Closes what ends at {@code at}, shows what is shown there, and opens what begins. */
  private void turn(int at) {
    List<Mark> wanted = new ArrayList<>(open);
    wanted.removeIf(mark -> mark.end() == at);
    List<Mark> staying = List.copyOf(wanted);
    while (nextMark < drawing.marks().size() && drawing.marks().get(nextMark).begin() <= at) {
      wanted.add(drawing.marks().get(nextMark++));
    }
    wanted.sort(OUTER_FIRST); // stable: within a layer, the mark that began first stays outside
    int same = 0;
    while (same < open.size() && same < wanted.size() && open.get(same) == wanted.get(same)) {
      same++;
    }
    for (int i = open.size() - 1; i >= same; i--) {
      close(open.get(i), at);
    }
    labels(at);
    sentence(at);
    for (Mark mark : wanted.subList(same, wanted.size())) {
      open(mark, staying.contains(mark));
    }
    open.clear();
    open.addAll(wanted);
  }

  private void open(Mark mark, boolean again) {
    switch (mark.layer()) {
      case ENTITY -> begin("mark", palette.of(mark.label()), again);
      case CHUNK -> begin("span", "h", again);
      case RUN -> begin("span", "n", false);
      case TOKEN -> {
        begin("span", "t", false);
        if (!again) {
          page.attribute("data-p", mark.label()).attribute("data-m", mark.detail());
        }
      }
    }
    if (mark.layer() != Layer.RUN) {
      page.attribute("title", mark.title());
    }
  }

  /** Begins an element, and says where it is not the first piece of its mark. */
  private void begin(String element, String style, boolean again) {
    page.start(element).attribute("class", style + (again ? " k" : ""));
  }

  private void close(Mark mark, int at) {
    boolean last = mark.end() == at;
    if (last && mark.layer() == Layer.ENTITY) {
      page.start("b").attribute("data-l", mark.label());
      if (!mark.detail().isEmpty()) {
        page.attribute("data-s", mark.detail());
      }
      page.end();
    } else if (last && mark.layer() == Layer.CHUNK) {
      page.start("u").attribute("data-l", mark.label()).end();
    }
    page.end();
  }

  private void labels(int at) {
    List<Label> labels = drawing.ofSentences();
    for (; nextLabel < labels.size() && labels.get(nextLabel).end() <= at; nextLabel++) {
      Label label = labels.get(nextLabel);
      String score = label.hasScore() ? NumberText.score(label.score()) : "";
      page.start("i").attribute("class", "l w" + (label.hasScore() ? label.twentieths() : 0));
      page.attribute("data-l", (label.name() + " " + score).strip());
      String source = label.source().isEmpty() ? "" : ", by " + label.source();
      page.attribute("title", "Sentence: " + label.name() + " " + score + source);
      page.end();
    }
  }

  private void sentence(int at) {
    while (nextSentence < drawing.sentences().size()
        && drawing.sentences().get(nextSentence) <= at) {
      nextSentence++;
      page.start("i").attribute("class", "s").end();
    }
  }

  /** Text without marks; a browser breaks lines at line feeds only, so lone returns need help. */
  private void plain(int begin, int end) {
    int from = begin;
    for (int i = begin; i < end; i++) {
      if (text.charAt(i) == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
        page.text(text, from, i + 1).start("br").end();
        from = i + 1;
      }
    }
    page.text(text, from, end);
  }
}
