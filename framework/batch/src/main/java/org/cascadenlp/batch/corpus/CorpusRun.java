package org.cascadenlp.batch.corpus;

import de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.uima.UIMAException;
import org.apache.uima.analysis_engine.AnalysisEngineProcessException;
import org.apache.uima.cas.FeatureStructure;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.DocumentFormats;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.DocumentUri;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.DocumentProcess;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.process.StoppedException;

/**
 * Runs the documents of corpus files through a pipeline, with gold annotations in a separate view.
 */
public final class CorpusRun {

  private final Pipeline pipeline;
  private final InputFormat format;
  private final CorpusOptions options;
  private final JCas cas;

  /** A run through {@code pipeline}, which the caller closes. */
  public CorpusRun(Pipeline pipeline, CorpusOptions options) {
    this.pipeline = pipeline;
    this.options = options;
    this.format = format(DocumentFormats.of(pipeline.resources()).inputs(), options.format);
    try {
      this.cas = pipeline.engine().newJCas();
    } catch (UIMAException e) {
      throw failed("pipeline", e);
    }
  }

  private static InputFormat format(Map<String, InputFormat> formats, String name) {
    InputFormat found = formats.get(name);
    if (found == null) {
      throw CascadeException.of(
          "--format " + name,
          "there is no such corpus format",
          "installed are " + new TreeSet<>(formats.keySet()));
    }
    return found;
  }

  /** The number of documents and sentences that were read. */
  public record Size(int documents, int sentences) {}

  /**
   * Runs every document of {@code slice}.
   *
   * @param split the value of {@code collectionId}
   * @param done receives each document after the pipeline; the CAS is reused
   */
  public Size run(CorpusSlice slice, String split, Consumer<JCas> done) {
    return read(
        slice,
        split,
        document -> {
          try {
            DocumentProcess.run(pipeline.engine(), document.getCas());
          } catch (AnalysisEngineProcessException e) {
            throw failed(document.select(DocumentMetaData.class).single().getDocumentId(), e);
          }
          done.accept(document);
        });
  }

  /** Reads every document of {@code slice}, with text, tokens and gold, without the pipeline. */
  public Size read(CorpusSlice slice, Consumer<JCas> sink) {
    return read(slice, "", sink);
  }

  private Size read(CorpusSlice slice, String split, Consumer<JCas> sink) {
    Map<String, String> settings = new TreeMap<>(options.formatSettings());
    CorpusSlice.Bounds documents = new CorpusSlice.Bounds(0, Integer.MAX_VALUE);
    if (!slice.whole()) {
      Size whole = size(slice);
      if (options.slices == CorpusSlice.Counted.DOCUMENTS) {
        documents = slice.bounds(whole.documents, options.slices);
      } else {
        settings.put("sentences", slice.bounds(whole.sentences, options.slices).text());
      }
    }
    CorpusSlice.Bounds chosen = documents;
    int[] seen = {0};
    int[] ran = {0, 0};
    each(
        slice,
        settings,
        document -> {
          if (!chosen.has(seen[0]++)) {
            return;
          }
          fill(document, split);
          ran[0]++;
          ran[1] += sentences();
          sink.accept(cas);
        });
    return new Size(ran[0], ran[1]);
  }

  private Size size(CorpusSlice slice) {
    int[] count = {0, 0};
    each(
        slice,
        options.formatSettings(),
        document -> {
          fill(document, "");
          count[0]++;
          count[1] += sentences();
        });
    return new Size(count[0], count[1]);
  }

  private void each(
      CorpusSlice slice, Map<String, String> settings, Consumer<SourceDocument> sink) {
    try (DocumentSource documents = format.open(slice.file(), InputOptions.gold(settings))) {
      for (SourceDocument next; (next = documents.next()) != null; ) {
        sink.accept(next);
      }
    }
  }

  /** The number of sentences; 1 for a document without, as corpus formats count it. */
  private int sentences() {
    return Math.max(1, cas.select(Sentence.class).asList().size());
  }

  private void fill(SourceDocument document, String split) {
    cas.reset();
    try {
      document.fill(cas, cas.createView(InputFormat.GOLD_VIEW));
    } catch (UIMAException e) {
      throw failed(document.name(), e);
    }
    FeatureStructure plain = cas.getDocumentAnnotationFs();
    cas.removeFsFromIndexes(plain);
    DocumentMetaData metadata = new DocumentMetaData(cas, 0, cas.getDocumentText().length());
    metadata.setDocumentId(document.name());
    metadata.setDocumentBaseUri(DocumentUri.BASE);
    metadata.setDocumentUri(DocumentUri.of(document.name()));
    metadata.setDocumentTitle(document.name());
    metadata.setCollectionId(split);
    metadata.addToIndexes();
    cas.setDocumentLanguage(options.language());
  }

  /**
   * The error for a failure at {@code place}, in one line.
   *
   * @throws StoppedException if there was no failure, but the process was interrupted
   */
  public static CascadeException failed(String place, UIMAException e) {
    StoppedException stopped = StoppedException.in(e);
    if (stopped != null) {
      throw stopped;
    }
    CascadeException known = CascadeException.in(e);
    return known != null
        ? known
        : CascadeException.of(
            place,
            CascadeException.describe(e),
            "run `cascade check` on the pipeline, and correct what it reports",
            e);
  }
}
