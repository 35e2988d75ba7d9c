package org.example;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.document.CorpusFormat;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.task.Task;

/**
 * Offers the embedder {@code one-letter}, the task {@code tags}, the corpus format {@code slashes}
 * and the output format {@code entities}.
 */
public final class ExamplePlugin implements Plugin {

  @Override
  public void configure(Binder binder) {
    Multibinder.newSetBinder(binder, EmbedderProvider.class).addBinding().to(LetterProvider.class);
    Task.binder(binder).addBinding("tags").to(TagTask.class);
    MapBinder.newMapBinder(binder, String.class, CorpusFormat.class)
        .addBinding("slashes")
        .to(SlashFormat.class);
    MapBinder.newMapBinder(binder, String.class, OutputFormat.class)
        .addBinding("entities")
        .to(EntityList.class);
  }
}
