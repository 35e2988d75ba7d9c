package org.cascadenlp.batch.parts;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.document.DocumentFormat;
import org.cascadenlp.core.document.OutputFormat;

/** Binds the output formats {@code toy} and {@code toy-index}, and {@code rows} in and out. */
public final class ToyPlugin implements Plugin {

  @Override
  public void configure(Binder binder) {
    MapBinder<String, OutputFormat> formats = // as plugins of earlier versions do
        MapBinder.newMapBinder(binder, String.class, OutputFormat.class);
    formats.addBinding("toy").to(ToyOutput.class);
    formats.addBinding("toy-index").to(ToyIndexOutput.class);
    MapBinder.newMapBinder(binder, String.class, DocumentFormat.class)
        .addBinding("rows")
        .to(ToyRows.class);
  }
}
