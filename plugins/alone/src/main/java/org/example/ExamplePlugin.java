package org.example;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.document.DocumentFormat;
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
    MapBinder.newMapBinder(binder, String.class, Task.class).addBinding("tags").to(TagTask.class);
    MapBinder<String, DocumentFormat> formats =
        MapBinder.newMapBinder(binder, String.class, DocumentFormat.class);
    formats.addBinding("slashes").to(SlashFormat.class);
    formats.addBinding("entities").to(EntityList.class);
  }
}
