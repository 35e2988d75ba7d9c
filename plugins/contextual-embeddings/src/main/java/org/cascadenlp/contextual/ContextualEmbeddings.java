package org.cascadenlp.contextual;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.neural.embedding.EmbedderProvider;

/** The plugin that offers contextual embedders. */
public final class ContextualEmbeddings extends AbstractModule implements Plugin {

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), EmbedderProvider.class)
        .addBinding()
        .to(TransformerProvider.class);
  }
}
