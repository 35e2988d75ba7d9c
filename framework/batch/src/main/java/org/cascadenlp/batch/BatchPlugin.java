package org.cascadenlp.batch;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import org.cascadenlp.batch.html.HtmlOutput;
import org.cascadenlp.batch.writers.ConllOutput;
import org.cascadenlp.batch.writers.JsonLinesOutput;
import org.cascadenlp.batch.writers.JsonOutput;
import org.cascadenlp.batch.writers.TsvOutput;
import org.cascadenlp.batch.writers.XmiOutput;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.document.OutputFormat;

/**
 * Offers the output formats {@code xmi}, {@code json}, {@code jsonl}, {@code conll}, {@code tsv}
 * and {@code html}.
 */
public final class BatchPlugin implements Plugin {

  @Override
  public void configure(Binder binder) {
    MapBinder<String, OutputFormat> written =
        MapBinder.newMapBinder(binder, String.class, OutputFormat.class);
    written.addBinding(XmiOutput.NAME).to(XmiOutput.class);
    written.addBinding(JsonOutput.NAME).to(JsonOutput.class);
    written.addBinding(JsonLinesOutput.NAME).to(JsonLinesOutput.class);
    written.addBinding(ConllOutput.NAME).to(ConllOutput.class);
    written.addBinding(TsvOutput.NAME).to(TsvOutput.class);
    written.addBinding(HtmlOutput.NAME).to(HtmlOutput.class);
  }
}
