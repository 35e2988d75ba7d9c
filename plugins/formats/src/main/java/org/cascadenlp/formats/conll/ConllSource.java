package org.cascadenlp.formats.conll;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.Row;
import org.cascadenlp.formats.source.SourceLine;
import org.cascadenlp.formats.source.SourceLines;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sentences of columns without gold, read line by line: a malformed line costs its document alone.
 */
final class ConllSource implements DocumentSource {

  private static final Logger LOG = LoggerFactory.getLogger(ConllSource.class);

  private final Path file;
  private final SourceLines lines;
  private final ConllFile conll;
  private final int[] range;
  private final int perDocument;
  private int sentences;
  private int documents;
  private boolean started; // a document, right after the last sentence
  private @Nullable Sentence ahead;

  /**
   * One sentence.
   *
   * @param begins whether a document begins with it
   * @param fault why one of its lines is malformed
   */
  private record Sentence(List<Row> rows, boolean begins, @Nullable CascadeException fault) {}

  /**
   * The documents in {@code lines}.
   *
   * @param range the first and the last sentence that is read, counted from 1
   * @param perDocument the number of sentences in a document
   */
  ConllSource(Path file, SourceLines lines, ConllFile conll, int[] range, int perDocument) {
    this.file = file;
    this.lines = lines;
    this.conll = conll;
    this.range = range.clone();
    this.perDocument = perDocument;
  }

  @Override
  public @Nullable SourceDocument next() {
    List<Sentence> found = new ArrayList<>();
    while (found.size() < perDocument) {
      Sentence sentence = chosen();
      if (sentence == null) {
        break;
      }
      if (sentence.begins() && !found.isEmpty()) {
        ahead = sentence;
        break;
      }
      found.add(sentence);
    }
    return found.isEmpty() ? null : document(found);
  }

  private SourceDocument document(List<Sentence> found) {
    String name = file.getFileName() + "-" + ++documents;
    List<ConllSentence> all = new ArrayList<>();
    for (Sentence sentence : found) {
      CascadeException fault = sentence.fault();
      if (fault != null) {
        return new MalformedDocument(name, fault);
      }
      all.add(ConllSentence.of(sentence.rows(), Map.of()));
    }
    return new ConllDocument(name, all);
  }

  /** The next sentence in the range. */
  private @Nullable Sentence chosen() {
    Sentence held = ahead;
    ahead = null;
    while (held == null && sentences < range[1]) {
      Sentence next = sentence();
      if (next == null) {
        if (sentences == 0) {
          throw conll.empty();
        }
        return null;
      }
      sentences++;
      held = sentences >= range[0] ? next : null;
    }
    return held;
  }

  private @Nullable Sentence sentence() {
    List<Row> rows = new ArrayList<>();
    boolean begins = started;
    started = false;
    CascadeException fault = null;
    for (SourceLine line = lines.next(); line != null; line = lines.next()) {
      String text = line.content();
      if (conll.isComment(text)) {
        continue;
      }
      boolean inside = !rows.isEmpty() || fault != null;
      if (conll.isRow(text)) {
        try {
          line.check();
          rows.add(filled(conll.row(text, line.number())));
        } catch (CascadeException e) {
          fault = fault == null ? e : fault;
        }
      } else if (inside) {
        started = conll.startsDocument(text);
        return new Sentence(rows, begins, fault);
      } else {
        begins = begins || conll.startsDocument(text);
      }
    }
    return rows.isEmpty() && fault == null ? null : new Sentence(rows, begins, fault);
  }

  private Row filled(Row row) {
    if (!row.token().isEmpty()) {
      return row;
    }
    LOG.warn("{}: an empty token in line {} is read as U+FFFD", file, row.line());
    return new Row(row.line(), ConllFile.EMPTY_TOKEN, row.tag());
  }

  @Override
  public void close() {
    lines.close();
  }

  private record MalformedDocument(String name, CascadeException fault) implements SourceDocument {
    @Override
    public void fill(JCas text, JCas gold) {
      throw fault;
    }
  }
}
