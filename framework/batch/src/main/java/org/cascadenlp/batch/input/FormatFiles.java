package org.cascadenlp.batch.input;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.batch.report.Failure;
import org.cascadenlp.batch.report.NotRead;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.jspecify.annotations.Nullable;

/**
 * Files of documents in an {@link InputFormat}, one document in memory at a time. A malformed entry
 * is a document that fails; a file that cannot be read on is one, too, and the next file follows.
 */
public final class FormatFiles implements Documents {

  private final InputFormat format;
  private final InputOptions options;
  private final DocumentRules rules;
  private final List<InputDocument> files;
  private final Map<InputDocument, CascadeException> broken = new LinkedHashMap<>();
  private final List<Failure> unreadable;
  private final List<NotRead> notRead;
  private List<String> fields = List.of();
  private int counted;
  private int taken;
  private int opened;
  private @Nullable DocumentSource source;
  private DocumentNames names = new DocumentNames("");

  /**
   * Counts the documents in {@code found}.
   *
   * @param options the settings of the format
   * @param rules the rules for all documents
   * @throws CascadeException if none of the files can be read
   */
  public FormatFiles(
      InputFiles found, InputFormat format, InputOptions options, DocumentRules rules) {
    this.format = format;
    this.options = options;
    this.rules = rules;
    this.files = found.documents();
    this.unreadable = found.unreadable();
    this.notRead = found.notRead();
    for (InputDocument file : files) {
      try {
        count(file);
      } catch (CascadeException e) {
        counted++;
        broken.put(file, e);
      }
    }
    if (!broken.isEmpty() && broken.size() == files.size()) {
      throw broken.values().iterator().next();
    }
  }

  private void count(InputDocument file) {
    int before = counted;
    try (DocumentSource all = format.open(file.file(), options)) {
      while (all.next() != null) {
        counted++;
        if (counted % 1000 == 0) {
          Interruption.check();
        }
      }
      fields = fields.isEmpty() ? all.fields() : fields;
    } catch (CascadeException e) {
      if (counted == before) {
        throw e; // otherwise what can be read of it is annotated
      }
      counted++;
    }
  }

  @Override
  public @Nullable BatchDocument next() {
    while (true) {
      DocumentSource current = source;
      if (current == null && opened == files.size()) {
        return null;
      }
      try {
        SourceDocument document = current == null ? null : current.next();
        if (document != null) {
          taken++;
          return new FormatDocument(names.of(document.name()), document, rules);
        }
        close();
        if (opened < files.size()) {
          InputDocument file = files.get(opened++);
          CascadeException fault = broken.get(file);
          if (fault != null) {
            throw fault;
          }
          names = new DocumentNames(file.name());
          source = format.open(file.file(), options);
        }
      } catch (CascadeException e) {
        close();
        taken++;
        return new FailedDocument(files.get(opened - 1).name(), e);
      }
    }
  }

  @Override
  public int size() {
    return Math.max(counted, taken);
  }

  @Override
  public List<Failure> unreadable() {
    return unreadable;
  }

  @Override
  public List<NotRead> notRead() {
    return notRead;
  }

  @Override
  public List<String> fields() {
    return fields;
  }

  @Override
  public void close() {
    DocumentSource open = source;
    source = null;
    if (open != null) {
      open.close();
    }
  }

  private record FormatDocument(String name, SourceDocument document, DocumentRules rules)
      implements BatchDocument {

    @Override
    public DocumentEntry entry() {
      return new DocumentEntry(name, document.fields());
    }

    @Override
    public int fill(JCas cas, Supplier<JCas> spare) {
      document.fill(cas, spare.get());
      rules.apply(cas.getCas(), name);
      return document.replaced();
    }
  }
}
