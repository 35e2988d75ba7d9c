package org.cascadenlp.formats.html;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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

  private final Markup page;
  private final String text;
  private final Drawing drawing;
  private final Palette palette;
  private final List<Mark> open = new ArrayList<>();
  private int nextMark;
  private int nextLabel;
  private int nextSentence;

  TextView(Markup page, String text, Drawing drawing, Palette palette) {
    this.page = page;
    this.text = text;
    this.drawing = drawing;
    this.palette = palette;
  }

  void write() throws IOException {
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

  /**
   * At {@code at}: closes marks that end, writes labels and sentence marks, and opens new marks.
   */
  private void turn(int at) throws IOException {
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

  private void open(Mark mark, boolean again) throws IOException {
    switch (mark.layer()) {
      case ENTITY -> {
        page.raw("<mark class=\"").raw(palette.of(mark.label())).raw(again ? " k\"" : "\"");
        page.attribute("title", mark.title()).raw(">");
      }
      case CHUNK -> {
        page.raw(again ? "<span class=\"h k\"" : "<span class=\"h\"");
        page.attribute("title", mark.title()).raw(">");
      }
      case RUN -> page.raw("<span class=\"n\">");
      case TOKEN -> {
        page.raw("<span class=\"t\"");
        if (!again) {
          page.attribute("data-p", mark.label()).attribute("data-m", mark.detail());
        }
        page.attribute("title", mark.title()).raw(">");
      }
    }
  }

  private void close(Mark mark, int at) throws IOException {
    switch (mark.layer()) {
      case ENTITY -> {
        if (mark.end() == at) {
          page.raw("<b").attribute("data-l", mark.label());
          if (!mark.detail().isEmpty()) {
            page.attribute("data-s", mark.detail());
          }
          page.raw("></b>");
        }
        page.raw("</mark>");
      }
      case CHUNK -> {
        if (mark.end() == at) {
          page.raw("<u").attribute("data-l", mark.label()).raw("></u>");
        }
        page.raw("</span>");
      }
      case RUN, TOKEN -> page.raw("</span>");
    }
  }

  private void labels(int at) throws IOException {
    List<Label> labels = drawing.ofSentences();
    for (; nextLabel < labels.size() && labels.get(nextLabel).end() <= at; nextLabel++) {
      Label label = labels.get(nextLabel);
      String score = label.hasScore() ? Markup.score(label.score()) : "";
      page.raw("<i class=\"l w" + (label.hasScore() ? label.twentieths() : 0) + "\"");
      page.attribute("data-l", (label.name() + " " + score).strip());
      String source = label.source().isEmpty() ? "" : ", by " + label.source();
      page.attribute("title", "Sentence: " + label.name() + " " + score + source);
      page.raw("></i>");
    }
  }

  private void sentence(int at) throws IOException {
    while (nextSentence < drawing.sentences().size()
        && drawing.sentences().get(nextSentence) <= at) {
      nextSentence++;
      page.raw("<i class=\"s\"></i>");
    }
  }

  /** Writes text without marks, with {@code <br>} after a lone CR, as browsers break only at LF. */
  private void plain(int begin, int end) throws IOException {
    int from = begin;
    for (int i = begin; i < end; i++) {
      if (text.charAt(i) == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) {
        page.text(text, from, i + 1).raw("<br>");
        from = i + 1;
      }
    }
    page.text(text, from, end);
  }
}
