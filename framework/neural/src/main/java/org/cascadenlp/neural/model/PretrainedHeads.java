package org.cascadenlp.neural.model;

import java.nio.file.Path;

/** An embedder provider that also reads the heads that were saved with its encoders. */
public interface PretrainedHeads {

  /**
   * Whether the configuration in {@code folder}, which this provider opens, names a class of models
   * with a head for a task, or is that of an adapter, whose base model may have one.
   */
  boolean holdsHead(Path folder);

  /**
   * The head in {@code folder}, which this provider opens.
   *
   * @throws org.cascadenlp.core.error.CascadeException naming the file and its entry if there is no
   *     such head, or if it contradicts its configuration
   */
  PretrainedHead head(Path folder);
}
