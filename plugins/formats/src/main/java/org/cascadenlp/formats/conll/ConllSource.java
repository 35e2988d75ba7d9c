package org.cascadenlp.formats.conll;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.MalformedDocument;
import org.cascadenlp.formats.source.Row;
import org.cascadenlp.formats.source.SentenceGroups;
import org.cascadenlp.formats.source.SourceLine;
import org.cascadenlp.formats.source.SourceLines;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sentences of columns, read line by line: a malformed line costs its document alone. */
final class ConllSource implements DocumentSource {

  private static final Logger LOG = LoggerFactory.getLogger(ConllSource.class);

  private final Path file;
  private final SourceLines lines;
  private final ConllFile conll;
  private final Map<String, String> labels;
  private final SentenceGroups<Sentence> groups;
  private int documents;
  private boolean started; // a document, right after the last sentence

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
   * @param labels labels to rename
   * @param range the first and the last sentence that is read, counted from 1
   * @param perDocument the maximum number of sentences in a document
   */
  ConllSource(
      Path file,
      SourceLines lines,
      ConllFile conll,
      Map<String, String> labels,
      int[] range,
      int perDocument) {
    this.file = file;
    this.lines = lines;
    this.conll = conll;
    this.labels = labels;
    this.groups =
        new SentenceGroups<>(
            this::sentence, (first, next) -> next.begins(), conll::empty, range, perDocument);
  }

  @Override
  public @Nullable SourceDocument next() {
    List<Sentence> found = groups.next();
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
      all.add(ConllSentence.of(sentence.rows(), labels));
    }
    return new ConllDocument(name, all);
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
          rows.add(conll.row(text, line.number()));
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

  @Override
  public void close() {
    lines.close();
    if (!conll.emptyTokens().isEmpty()) {
      LOG.warn("{}: empty tokens in lines {} are read as U+FFFD", file, conll.emptyTokens());
    }
  }
}
