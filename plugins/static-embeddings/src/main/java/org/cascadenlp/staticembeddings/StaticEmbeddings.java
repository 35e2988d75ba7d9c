package org.cascadenlp.staticembeddings;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.Multibinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.neural.embedding.EmbedderProvider;

/** Binds static embeddings. */
public final class StaticEmbeddings extends AbstractModule implements Plugin {

  @Override
  protected void configure() {
    Multibinder.newSetBinder(binder(), EmbedderProvider.class)
        .addBinding()
        .to(StaticProvider.class);
  }
}
