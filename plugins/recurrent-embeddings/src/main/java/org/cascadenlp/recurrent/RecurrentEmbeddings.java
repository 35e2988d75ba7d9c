package org.cascadenlp.recurrent;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.recurrent.cove.CoveProvider;
import org.cascadenlp.recurrent.elmo.ElmoProvider;

/** The plugin that offers ELMo and CoVe. */
public final class RecurrentEmbeddings extends AbstractModule implements Plugin {

  @Override
  protected void configure() {
    Multibinder<EmbedderProvider> families =
        Multibinder.newSetBinder(binder(), EmbedderProvider.class);
    families.addBinding().to(ElmoProvider.class);
    families.addBinding().to(CoveProvider.class);
  }
}
