package org.cascadenlp.heads;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.neural.task.Task;

/** Binds the task heads by name. */
public final class TaskHeadsPlugin implements Plugin {

  @Override
  public void configure(Binder binder) {
    MapBinder<String, Task> heads =
        MapBinder.newMapBinder(binder, String.class, Task.class);
    heads.addBinding("entities").to(EntityTask.class);
    heads.addBinding("pos").to(PosTask.class);
    heads.addBinding("classes").to(ClassTask.class);
  }
}
