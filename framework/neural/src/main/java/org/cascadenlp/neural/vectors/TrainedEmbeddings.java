package org.cascadenlp.neural.vectors;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The embeddings whose models a trainer in their aggregate trains. They make no vectors, because
 * the trainer computes those itself, with the weights that it changes.
 */
@Singleton
public final class TrainedEmbeddings {

  private final Map<PartPlace, Registered> models = new ConcurrentHashMap<>();
  private final Set<PartPlace> trained = ConcurrentHashMap.newKeySet();

  @Inject
  TrainedEmbeddings() {}

  private record Registered(Model model, Runnable release) {}

  /**
   * The model of an embedding.
   *
   * @param name its registered name, or the path of its file or folder
   * @param home its file or folder; null if it has a registered name
   */
  public record Model(String name, @Nullable Path home) {

    /** Its registered name, or its file or folder. */
    public String place() {
      Path file = home;
      return file == null ? name : file.toString();
    }
  }

  /**
   * Registers the model of the embedding at {@code place} until the result is closed.
   *
   * @param release closes the embedding's own copy of the model, which it then does not need
   */
  public AutoCloseable add(PartPlace place, Model model, Runnable release) {
    models.put(place, new Registered(model, release));
    return () -> {
      models.remove(place);
      trained.remove(place);
    };
  }

  /**
   * The models of the embeddings in the aggregate of {@code trainer} that were configured before
   * it. If there is exactly one, its embedding makes no vectors from now on.
   */
  public List<Model> take(PartPlace trainer) {
    Map<PartPlace, Registered> beside = new HashMap<>(models);
    beside.keySet().removeIf(place -> !place.isBeside(trainer));
    if (beside.size() == 1) {
      trained.addAll(beside.keySet());
      beside.values().forEach(one -> one.release.run());
    }
    return beside.values().stream().map(Registered::model).toList();
  }

  /** Whether a trainer trains the model of the embedding at {@code place}. */
  public boolean isTrained(PartPlace place) {
    return trained.contains(place);
  }
}
