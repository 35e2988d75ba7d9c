package org.cascadenlp.recurrent;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.recurrent.cove.CoveProvider;
import org.cascadenlp.recurrent.elmo.ElmoProvider;

/** Binds ELMo and CoVe. */
public final class RecurrentEmbeddings extends AbstractModule implements Plugin {

  @Override
  protected void configure() {
    Multibinder<EmbedderProvider> providers =
        Multibinder.newSetBinder(binder(), EmbedderProvider.class);
    providers.addBinding().to(ElmoProvider.class);
    providers.addBinding().to(CoveProvider.class);
  }
}
