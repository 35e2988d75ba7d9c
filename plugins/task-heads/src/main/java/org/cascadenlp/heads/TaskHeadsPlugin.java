package org.cascadenlp.heads;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.neural.task.Task;

/** Binds the task heads by name. */
public final class TaskHeadsPlugin implements Plugin {

  @Override
  @SuppressWarnings("rawtypes") // a class is the key
  public void configure(Binder binder) {
    MapBinder<String, Task> tasks = MapBinder.newMapBinder(binder, String.class, Task.class);
    tasks.addBinding("entities").to(EntityTask.class);
    tasks.addBinding("pos").to(PosTask.class);
    tasks.addBinding("classes").to(ClassTask.class);
  }
}
