package org.example.own;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.task.Task;
import org.cascadenlp.training.tuning.TuningProvider;

/**
 * Binds the encoder {@code letters}, the embedder {@code table}, the tasks {@code halves} and
 * {@code one}, and the way of tuning {@code biases}.
 */
public final class OwnPlugin implements Plugin {

  @Override
  public void configure(Binder binder) {
    Multibinder<EmbedderProvider> families =
        Multibinder.newSetBinder(binder, EmbedderProvider.class);
    families.addBinding().to(LetterFamily.class);
    families.addBinding().to(TableFamily.class);
    MapBinder<String, Task> tasks = MapBinder.newMapBinder(binder, String.class, Task.class);
    tasks.addBinding("halves").to(HalvesHead.class);
    tasks.addBinding("one").to(ConstantHead.class);
    MapBinder.newMapBinder(binder, String.class, TuningProvider.class)
        .addBinding("biases")
        .toInstance(BiasTuning::read);
  }
}
