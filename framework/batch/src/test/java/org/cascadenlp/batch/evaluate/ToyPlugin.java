package org.cascadenlp.batch.evaluate;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.document.CorpusFormat;

/** Binds the toy corpus format. */
public final class ToyPlugin implements Plugin {

  @Override
  public void configure(Binder binder) {
    MapBinder.newMapBinder(binder, String.class, CorpusFormat.class)
        .addBinding("toy")
        .toInstance(new ToyFormat());
  }
}
