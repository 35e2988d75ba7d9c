package org.cascadenlp.training;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import java.nio.file.Path;
import java.util.Set;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.document.CorpusFormat;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.task.Task;

/** Binds the toy task, the tiny encoder and the corpus format {@code words}. */
public final class ToyPlugin implements Plugin {

  @Override
  public void configure(Binder binder) {
    MapBinder.newMapBinder(binder, String.class, Task.class)
        .addBinding("toy")
        .toInstance(new TinyHead());
    MapBinder.newMapBinder(binder, String.class, CorpusFormat.class)
        .addBinding("words")
        .toInstance(new WordsFormat());
    Multibinder.newSetBinder(binder, EmbedderProvider.class)
        .addBinding()
        .toInstance(new TinyFamily());
  }

  private static final class TinyFamily implements EmbedderProvider {

    @Override
    public Set<String> names() {
      return Set.of("tiny");
    }

    @Override
    public boolean reads(Path folder) {
      return false;
    }

    @Override
    public Embedder open(String name, EmbedderOptions settings) {
      return new TinyEncoder();
    }

    @Override
    public Embedder open(Path folder, EmbedderOptions settings) {
      throw new UnsupportedOperationException();
    }
  }
}
