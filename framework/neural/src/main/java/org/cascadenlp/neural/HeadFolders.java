package org.cascadenlp.neural;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.EmbedderRegistry;
import org.cascadenlp.neural.model.HeadClass;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.LoraAdapter;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.model.PretrainedHead;
import org.cascadenlp.neural.model.PretrainedHeads;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.sequence.VectorStack;
import org.cascadenlp.neural.task.Task;
import org.cascadenlp.neural.task.TaskModel;
import org.cascadenlp.neural.task.TrainableTask;
import org.cascadenlp.weights.json.JsonFile;
import org.jspecify.annotations.Nullable;

/**
 * Opens heads from folders: those that {@code cascade train} saved, with a {@code model.json}, and
 * those that Hugging Face's transformers saved with their encoder.
 */
@SuppressWarnings("rawtypes") // plugins bind the class
final class HeadFolders {

  private final ResourceManager resources;
  private final Map<String, Task> tasks;

  /** Heads of {@code tasks}, from folders that the plugins of {@code resources} read. */
  HeadFolders(ResourceManager resources, Map<String, Task> tasks) {
    this.resources = resources;
    this.tasks = tasks;
  }

  /** The injected registry; stays null if no plugin offers embedders. */
  private static final class Offered {
    @Inject private @Nullable EmbedderRegistry embedders;
  }

  private Optional<PretrainedHeads> heads(Path folder) {
    EmbedderRegistry embedders = Injectors.offered(resources, new Offered()).embedders;
    return embedders == null ? Optional.empty() : embedders.heads(folder);
  }

  /** {@code folder} if it holds a model, else the folders in it with a {@code model.json}. */
  List<Path> candidates(Path folder) {
    if (hasCard(folder) || heads(folder).isPresent()) {
      return List.of(folder);
    }
    if (LoraAdapter.in(folder)) {
      throw LoraAdapter.withoutBase(folder);
    }
    refuseUnknown(folder.resolve("config.json"));
    try (Stream<Path> below = Files.list(folder)) {
      return below.filter(HeadFolders::hasCard).sorted().toList();
    } catch (IOException e) {
      throw CascadeException.of(
          folder.toString(), "the folder cannot be read: " + e.getMessage(), "check its rights", e);
    }
  }

  /** Throws if {@code configuration} is there, as no plugin reads its folder. */
  private static void refuseUnknown(Path configuration) {
    if (Files.exists(configuration)) {
      throw CascadeException.of(
          configuration.toString(),
          "model_type is " + JsonFile.read(configuration).get("model_type"),
          "no installed plugin reads such a model, and there is no model.json beside it");
    }
  }

  private static boolean hasCard(Path folder) {
    return Files.exists(folder.resolve(ModelFolder.CARD));
  }

  /**
   * The card of the model in {@code folder}, whose head is used for {@code task}; {@link #open}
   * compares the files with their hashes.
   */
  ModelCard card(Path folder, String task) {
    return hasCard(folder) ? ModelFolder.card(folder) : pretrained(folder, task);
  }

  private ModelCard pretrained(Path folder, String name) {
    PretrainedHead head = heads(folder).orElseThrow().head(folder);
    Task<?, ?> task = tasks.get(name);
    Optional<HeadSettings> settings = task == null ? Optional.empty() : task.adopt(name, head);
    if (settings.isEmpty()) {
      throw CascadeException.of(
          head.place(),
          "architectures is " + head.shown() + ", which is no head of task '" + name + "'",
          adopting(head));
    }
    return new ModelCard(
        ModelCard.PRETRAINED,
        head.embedder().name(),
        settings.get(),
        null,
        head.embedder(),
        null,
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        "",
        null);
  }

  /** What to do with {@code head}, for the error of a task that cannot use it. */
  private String adopting(PretrainedHead head) {
    Set<String> able = new TreeSet<>();
    for (Map.Entry<String, Task> entry : tasks.entrySet()) {
      Task<?, ?> task = entry.getValue();
      if (task.adopt(entry.getKey(), head).isPresent()) {
        able.add(entry.getKey());
      }
    }
    return able.isEmpty()
        ? "no installed task has such a head"
        : "use the part of a task that has such a head: " + able;
  }

  /** Opens the head of {@code card}, which {@link #card} read from {@code folder}. */
  TaskModel open(Path folder, ModelCard card) {
    if (card.kind().equals(ModelCard.PRETRAINED)) {
      return TaskModel.open(
          folder, card, heads(folder).orElseThrow().head(folder).weights(), tasks);
    }
    ModelCard checked = ModelFolder.read(folder);
    String renamed = renamed(card);
    return (renamed.isEmpty() ? Optional.<PretrainedHeads>empty() : heads(folder))
        .filter(heads -> heads.holdsHead(folder))
        .map(heads -> heads.head(folder))
        .filter(head -> head.headClass().name().equals(renamed))
        .map(head -> TaskModel.open(folder, checked, head.weights(), tasks))
        .orElseGet(() -> TaskModel.open(folder, checked, tasks));
  }

  /** The folder if it also holds the encoder of {@code card}, else empty. */
  String encoder(Path folder, ModelCard card) {
    VectorSpace read = card.embedder();
    boolean together = List.of("tuned", "lora", ModelCard.PRETRAINED).contains(card.kind());
    return together && read != null && !VectorStack.is(read) ? folder.toString() : "";
  }

  /**
   * The class of transformers that may have other names for the arrays of a head that was trained
   * here: one of sequences, or with a dense layer before the output layer; empty for others.
   */
  private String renamed(ModelCard card) {
    if (!card.kind().equals("tuned")) {
      return "";
    }
    if (level(card) == Level.SEQUENCE) {
      return HeadClass.SEQUENCES;
    }
    HeadSettings settings = card.head();
    HeadClass saved =
        settings != null && tasks.get(settings.task()) instanceof TrainableTask<?, ?> task
            ? task.headClass(settings)
            : HeadClass.NONE;
    return saved.dense().exists() ? saved.name() : "";
  }

  /** Whether the head of {@code card} consumes token vectors or pooled vectors. */
  Level level(ModelCard card) {
    HeadSettings settings = card.head();
    Task<?, ?> task = settings == null ? null : tasks.get(settings.task());
    return settings == null || task == null ? Level.TOKEN : task.level(settings.options());
  }

  /** The values of annotations that the heads of {@code cards} can predict. */
  Set<String> values(Collection<ModelCard> cards) {
    Set<String> values = new TreeSet<>();
    for (ModelCard card : cards) {
      HeadSettings settings = card.head();
      Task<?, ?> task = settings == null ? null : tasks.get(settings.task());
      if (settings != null && task != null) {
        values.addAll(task.values(settings));
      }
    }
    return values;
  }
}
