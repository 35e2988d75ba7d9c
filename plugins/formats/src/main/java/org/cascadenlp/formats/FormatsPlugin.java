package org.cascadenlp.formats;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.document.CorpusFormat;
import org.cascadenlp.formats.conll.ConllFormat;
import org.cascadenlp.formats.conllu.ConlluFormat;
import org.cascadenlp.formats.examples.FoldersFormat;
import org.cascadenlp.formats.examples.LinesFormat;
import org.cascadenlp.formats.examples.TableFormat;

/**
 * Offers the corpus formats {@code conll}, {@code conllu}, {@code lines}, {@code csv}, {@code tsv},
 * {@code folders} and {@code text}.
 */
public final class FormatsPlugin implements Plugin {

  @Override
  public void configure(Binder binder) {
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
}
