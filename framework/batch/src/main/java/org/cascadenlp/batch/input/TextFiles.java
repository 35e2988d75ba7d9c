package org.cascadenlp.batch.input;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.batch.report.Failure;
import org.cascadenlp.batch.report.NotRead;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/** Files of plain text, each a document. */
public final class TextFiles implements Documents {

  private final InputFiles files;
  private final DocumentReader reader;
  private final String language;
  private final Iterator<InputDocument> left;
  private final int size;

  /**
   * The documents in {@code files}.
   *
   * @param language the language code of all documents
   */
  public TextFiles(InputFiles files, DocumentReader reader, String language) {
    this.files = files;
    this.reader = reader;
    this.language = language;
    List<InputDocument> documents = files.documents();
    this.left = documents.iterator();
    this.size = documents.size();
  }

  @Override
  public @Nullable BatchDocument next() {
    return left.hasNext() ? new TextFile(left.next()) : null;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<Failure> unreadable() {
    return files.unreadable();
  }

  @Override
  public List<NotRead> notRead() {
    return files.notRead();
  }

  private final class TextFile implements BatchDocument {

    private final InputDocument document;

    TextFile(InputDocument document) {
      this.document = document;
    }

    @Override
    public DocumentEntry entry() {
      return new DocumentEntry(document.name(), List.of());
    }

    @Override
    public int fill(JCas cas, Supplier<JCas> spare) {
      TextCleaner.Cleaned text = TextCleaner.clean(read());
      DocumentCas.fill(cas.getCas(), document.name(), text.text(), language);
      return text.replaced();
    }

    private String read() {
      try {
        return reader.read(document);
      } catch (IOException e) {
        throw CascadeException.of(
            document.name(),
            "cannot be read: " + CascadeException.describe(e),
            "check that the file is there and that you may read it",
            e);
      }
    }
  }
}
