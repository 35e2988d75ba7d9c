package org.cascadenlp.neural;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.command.Catalogue;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.task.Task;

/** The embedders, encoders and heads that plugins offer, for {@code cascade list}. */
public final class NeuralCatalogue implements Catalogue {

  /** The injected providers; stays empty if no plugin binds one. */
  static final class Providers {
    @Inject private Set<EmbedderProvider> all = Set.of();
  }

  /** The injected tasks; stays empty if no plugin binds one. */
  static final class Tasks {
    @SuppressWarnings("rawtypes") // plugins bind the class
    @Inject
    private Map<String, Task> byName = Map.of();
  }

  /** For the service loader. */
  public NeuralCatalogue() {}

  @Override
  public List<Entry> entries(ResourceManager resources) {
    List<Entry> entries = new ArrayList<>();
    for (EmbedderProvider provider : Injectors.offered(resources, new Providers()).all) {
      String kind = Encoder.class.isAssignableFrom(provider.type()) ? "encoder" : "embedder";
      String description = Catalogue.description(provider);
      for (String name : provider.names()) {
        String own = provider.describe(name);
        entries.add(Entry.of(kind, name, own.isEmpty() ? description : own));
      }
      entries.add(Entry.of(kind, "FILE or FOLDER of " + name(provider), description));
    }
    Injectors.offered(resources, new Tasks())
        .byName
        .forEach((name, task) -> entries.add(Entry.offered("head", name, task)));
    return entries;
  }

  private static String name(EmbedderProvider provider) {
    return provider
        .getClass()
        .getSimpleName()
        .replaceAll("(Family|Provider)$", "")
        .toLowerCase(Locale.ROOT);
  }
}
