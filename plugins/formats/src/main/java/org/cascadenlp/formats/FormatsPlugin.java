package org.cascadenlp.formats;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.document.CorpusFormat;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.formats.conll.ConllFormat;
import org.cascadenlp.formats.conll.ConllOutput;
import org.cascadenlp.formats.conllu.ConlluFormat;
import org.cascadenlp.formats.examples.FoldersFormat;
import org.cascadenlp.formats.examples.LinesFormat;
import org.cascadenlp.formats.examples.TableFormat;
import org.cascadenlp.formats.html.HtmlOutput;
import org.cascadenlp.formats.json.JsonLinesOutput;
import org.cascadenlp.formats.json.JsonOutput;
import org.cascadenlp.formats.tsv.TsvOutput;
import org.cascadenlp.formats.xmi.XmiOutput;

/**
 * Binds the corpus formats {@code conll}, {@code conllu}, {@code lines}, {@code csv}, {@code tsv},
 * {@code folders} and {@code text}, and the output formats {@code xmi}, {@code json}, {@code
 * jsonl}, {@code conll}, {@code tsv} and {@code html}.
 */
public final class FormatsPlugin implements Plugin {

  @Override
  public void configure(Binder binder) {
    bindCorpora(binder);
    bindOutputs(binder);
  }

  private static void bindCorpora(Binder binder) {
    MapBinder<String, CorpusFormat> formats =
        MapBinder.newMapBinder(binder, String.class, CorpusFormat.class);
    formats.addBinding(ConllFormat.NAME).to(ConllFormat.class);
    formats.addBinding(ConlluFormat.NAME).to(ConlluFormat.class);
    formats.addBinding(LinesFormat.NAME).to(LinesFormat.class);
    formats.addBinding(TableFormat.CSV).toInstance(TableFormat.csv());
    formats.addBinding(TableFormat.TSV).toInstance(TableFormat.tsv());
    formats.addBinding(FoldersFormat.NAME).to(FoldersFormat.class);
    formats.addBinding(TextFormat.NAME).to(TextFormat.class);
  }

  /** Binds the output formats in the order in which help and errors list them. */
  private static void bindOutputs(Binder binder) {
    MapBinder<String, OutputFormat> formats =
        MapBinder.newMapBinder(binder, String.class, OutputFormat.class);
    formats.addBinding(XmiOutput.NAME).to(XmiOutput.class);
    formats.addBinding(JsonOutput.NAME).to(JsonOutput.class);
    formats.addBinding(JsonLinesOutput.NAME).to(JsonLinesOutput.class);
    formats.addBinding(ConllOutput.NAME).to(ConllOutput.class);
    formats.addBinding(TsvOutput.NAME).to(TsvOutput.class);
    formats.addBinding(HtmlOutput.NAME).to(HtmlOutput.class);
  }
}
