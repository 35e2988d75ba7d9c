package org.cascadenlp.benchmarks.training;

import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.uima.UIMAFramework;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.task.LabelTask;
import org.cascadenlp.neural.task.Task;

/** The encoders and heads of the plugins, from a pipeline's injector. */
final class TrainingParts implements AutoCloseable {

  private final ResourceManager resources = UIMAFramework.newDefaultResourceManager();
  private final Offered offered = Injectors.inject(resources, new Offered());

  private static final class Offered {
    @Inject Set<EmbedderProvider> families;

    @SuppressWarnings("rawtypes") // plugins bind the class
    @Inject
    Map<String, Task> tasks;
  }

  /** Opens the encoder registered as {@code name}; the caller closes it. */
  Encoder encoder(String name, Precision precision) throws IOException {
    for (EmbedderProvider family : offered.families) {
      if (family.names().contains(name)) {
        return (Encoder) family.open(name, settings(precision));
      }
    }
    throw new IllegalStateException("no plugin offers " + name);
  }

  /** The head for named entities. */
  LabelTask entities() {
    return (LabelTask) Objects.requireNonNull(offered.tasks.get("entities"));
  }

  private static EmbedderSettings settings(Precision precision) {
    int window = 256;
    return new EmbedderSettings(
        List.of(-1),
        EmbedderSettings.Pooling.FIRST,
        EmbedderSettings.SequencePooling.NONE,
        false,
        window,
        window / 4,
        precision,
        4096);
  }

  @Override
  public void close() {
    resources.destroy();
  }
}
