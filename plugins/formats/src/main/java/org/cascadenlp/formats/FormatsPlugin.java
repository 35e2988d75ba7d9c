package org.cascadenlp.formats;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.document.DocumentFormat;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.formats.conll.ConllFormat;
import org.cascadenlp.formats.conll.ConllOutput;
import org.cascadenlp.formats.conllu.ConlluFormat;
import org.cascadenlp.formats.csv.CsvOutput;
import org.cascadenlp.formats.examples.FoldersFormat;
import org.cascadenlp.formats.examples.LinesFormat;
import org.cascadenlp.formats.examples.ObjectsFormat;
import org.cascadenlp.formats.examples.TableFormat;
import org.cascadenlp.formats.html.HtmlOutput;
import org.cascadenlp.formats.json.JsonLinesOutput;
import org.cascadenlp.formats.json.JsonOutput;
import org.cascadenlp.formats.squad.SquadFormat;
import org.cascadenlp.formats.tsv.TsvOutput;
import org.cascadenlp.formats.xmi.XmiOutput;

/** Binds the document formats, in the order in which help and errors list them. */
public final class FormatsPlugin implements Plugin {

  @Override
  public void configure(Binder binder) {
    MapBinder<String, DocumentFormat> formats =
        MapBinder.newMapBinder(binder, String.class, DocumentFormat.class);
    formats.addBinding(XmiOutput.NAME).to(XmiOutput.class);
    formats.addBinding(JsonOutput.NAME).to(JsonOutput.class);
    both(formats, JsonLinesOutput.NAME, new ObjectsFormat(), new JsonLinesOutput());
    both(formats, ConllFormat.NAME, new ConllFormat(), new ConllOutput());
    both(formats, TableFormat.TSV, TableFormat.tsv(), new TsvOutput());
    formats.addBinding(HtmlOutput.NAME).to(HtmlOutput.class);
    both(formats, TableFormat.CSV, TableFormat.csv(), new CsvOutput());
    formats.addBinding(ConlluFormat.NAME).to(ConlluFormat.class);
    formats.addBinding(LinesFormat.NAME).to(LinesFormat.class);
    formats.addBinding(FoldersFormat.NAME).to(FoldersFormat.class);
    formats.addBinding(SquadFormat.NAME).to(SquadFormat.class);
    formats.addBinding(TextFormat.NAME).to(TextFormat.class);
  }

  private static void both(
      MapBinder<String, DocumentFormat> formats,
      String name,
      InputFormat input,
      OutputFormat output) {
    formats.addBinding(name).toInstance(DocumentFormat.of(input, output));
  }
}
