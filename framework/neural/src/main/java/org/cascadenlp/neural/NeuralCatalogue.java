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
import org.cascadenlp.neural.task.TaskHead;

/** The embedders, encoders and heads that plugins offer, for {@code cascade list}. */
public final class NeuralCatalogue implements Catalogue {

  /** What is injected of families; where no plugin binds one there is nothing to inject. */
  static final class Families {
    @Inject private Set<EmbedderProvider> all = Set.of();
  }

  /** The same of heads. */
  static final class Heads {
    @Inject private Map<String, TaskHead> byName = Map.of();
  }

  /** For the service loader. */
  public NeuralCatalogue() {}

  @Override
  public List<Entry> entries(ResourceManager resources) {
    List<Entry> entries = new ArrayList<>();
    for (EmbedderProvider family : Injectors.offered(resources, new Families()).all) {
      String kind = Encoder.class.isAssignableFrom(family.type()) ? "encoder" : "embedder";
      String description = Catalogue.description(family);
      for (String name : family.names()) {
        String own = family.describe(name);
        entries.add(Entry.of(kind, name, own.isEmpty() ? description : own));
      }
      entries.add(Entry.of(kind, "FILE or FOLDER of " + name(family), description));
    }
    Injectors.offered(resources, new Heads())
        .byName
        .forEach((name, head) -> entries.add(Entry.offered("head", name, head)));
    return entries;
  }

  private static String name(EmbedderProvider family) {
    return family.getClass().getSimpleName().replaceAll("(Family|Provider)$", "").toLowerCase(Locale.ROOT);
  }
}
