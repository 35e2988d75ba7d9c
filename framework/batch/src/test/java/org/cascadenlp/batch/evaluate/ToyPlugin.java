package org.cascadenlp.batch.evaluate;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.document.CorpusFormat;
import org.cascadenlp.core.evaluation.Comparison;

/** Binds the toy corpus format, and the comparisons of the toy tasks. */
public final class ToyPlugin implements Plugin {

  @Override
  public void configure(Binder binder) {
    MapBinder.newMapBinder(binder, String.class, CorpusFormat.class)
        .addBinding("toy")
        .toInstance(new ToyFormat());
    MapBinder<String, Comparison> comparisons =
        MapBinder.newMapBinder(binder, String.class, Comparison.class);
    comparisons.addBinding("names").toInstance(new ValueComparison(ToyType.NAME));
    comparisons.addBinding("tags").toInstance(new ValueComparison(ToyType.TAG));
    comparisons.addBinding("forms").toInstance(new ValueComparison(ToyType.FORM));
    comparisons.addBinding("numbers").to(NumberComparison.class);
  }
}
