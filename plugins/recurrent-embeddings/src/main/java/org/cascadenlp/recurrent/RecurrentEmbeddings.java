package org.cascadenlp.recurrent;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.recurrent.cove.CoveFamily;
import org.cascadenlp.recurrent.elmo.ElmoFamily;

/** The plugin that offers ELMo and CoVe. */
public final class RecurrentEmbeddings extends AbstractModule implements Plugin {

  @Override
  protected void configure() {
    Multibinder<EmbedderProvider> families =
        Multibinder.newSetBinder(binder(), EmbedderProvider.class);
    families.addBinding().to(ElmoFamily.class);
    families.addBinding().to(CoveFamily.class);
  }
}
