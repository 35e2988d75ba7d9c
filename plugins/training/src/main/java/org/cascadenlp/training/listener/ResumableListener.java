package org.cascadenlp.training.listener;

import java.io.IOException;
import org.cascadenlp.training.checkpoint.Checkpoint;
import org.cascadenlp.training.checkpoint.CheckpointWriter;

/** A listener with a file of its own in each checkpoint, from which it goes on. */
public interface ResumableListener extends TrainingListener {

  /** Writes what it has been notified of so far. */
  void save(CheckpointWriter to) throws IOException;

  /** Begins with what {@link #save} wrote to {@code from}. */
  void resume(Checkpoint from) throws IOException;
}
