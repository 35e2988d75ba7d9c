package org.cascadenlp.heads;

import com.google.inject.Binder;
import com.google.inject.multibindings.MapBinder;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.neural.task.TaskHead;

/** Binds the task heads by name. */
public final class TaskHeadsPlugin implements Plugin {

  @Override
  public void configure(Binder binder) {
    MapBinder<String, TaskHead> heads =
        MapBinder.newMapBinder(binder, String.class, TaskHead.class);
    heads.addBinding("entities").to(EntityHead.class);
    heads.addBinding("pos").to(PosHead.class);
    heads.addBinding("classes").to(ClassHead.class);
  }
}
