package org.cascadenlp.neural.task;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.SubwordArrays;
import org.cascadenlp.neural.sequence.SubwordWindow;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.types.Vectors;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;

/** A trained head opened from its folder. All workers share it; it runs on the inference thread. */
public final class TaskModel implements AutoCloseable {

  private final ModelCard card;
  private final HeadSettings settings;
  private final OpenHead<?, ?> open;

  private TaskModel(ModelCard card, HeadSettings settings, OpenHead<?, ?> open) {
    this.card = card;
    this.settings = settings;
    this.open = open;
  }

  /** The head's arrays; the file of a tuned model also holds the encoder's. */
  private static Map<String, Tensor> weights(
      ModelCard card, HeadSettings settings, Task<?, ?> task, Path folder) {
    if (card.kind().equals("tuned") && names(settings, task).isEmpty()) {
      return Map.of(); // a head without weights, such as a cosine
    }
    Map<String, Tensor> all = ModelFolder.weights(folder);
    String encoder = encoder(folder);
    Set<String> own = Set.of();
    if (encoder.isEmpty() && card.kind().equals("tuned")) {
      own = names(settings, task);
    }
    Map<String, Tensor> weights = new HashMap<>();
    for (Map.Entry<String, Tensor> entry : all.entrySet()) {
      String name = entry.getKey();
      if (own.isEmpty() ? encoder.isEmpty() || !name.startsWith(encoder) : own.contains(name)) {
        weights.put(name, entry.getValue());
      }
    }
    return weights;
  }

  /** The prefix of the encoder's arrays in Hugging Face's layout; empty for a head alone. */
  private static String encoder(Path folder) {
    Path configuration = folder.resolve("config.json");
    if (Files.exists(configuration)) {
      JsonObject json = JsonFile.read(configuration);
      for (String prefix : List.of("base_model_prefix", "model_type")) {
        if (json.has(prefix)) {
          return json.get(prefix).getAsString() + ".";
        }
      }
    }
    return "";
  }

  /** The names of a head's arrays, taken from a new one. */
  private static Set<String> names(HeadSettings settings, Task<?, ?> task) {
    try (NDManager owner = Torch.manager();
        Head<?, ?> fresh = task.head(owner, settings, Map.of())) {
      return Set.copyOf(fresh.weights().names());
    }
  }

  /**
   * Opens the head in {@code folder}.
   *
   * @param tasks the installed tasks by name
   */
  @SuppressWarnings("rawtypes") // plugins bind the class
  public static TaskModel open(Path folder, Map<String, Task> tasks) {
    return open(folder, ModelFolder.read(folder), tasks);
  }

  /**
   * Opens the head in {@code folder}, whose files {@link ModelFolder#read} compared with {@code
   * card}.
   *
   * @param tasks the installed tasks by name
   */
  @SuppressWarnings("rawtypes") // plugins bind the class
  public static TaskModel open(Path folder, ModelCard card, Map<String, Task> tasks) {
    return open(folder, card, tasks, (settings, task) -> weights(card, settings, task, folder));
  }

  /**
   * Opens the head of {@code card} with {@code weights}.
   *
   * @param folder its folder, for errors
   * @param tasks the installed tasks by name
   */
  @SuppressWarnings("rawtypes") // plugins bind the class
  public static TaskModel open(
      Path folder, ModelCard card, Map<String, Tensor> weights, Map<String, Task> tasks) {
    return open(folder, card, tasks, (settings, task) -> weights);
  }

  @SuppressWarnings("rawtypes") // plugins bind the class
  private static TaskModel open(
      Path folder,
      ModelCard card,
      Map<String, Task> tasks,
      BiFunction<HeadSettings, Task<?, ?>, Map<String, Tensor>> weights) {
    HeadSettings settings = card.head();
    if (settings == null || card.embedder() == null) {
      throw CascadeException.of(
          folder.toString(),
          "this model of kind '" + card.kind() + "' has no task head",
          "name a folder that `cascade train` wrote");
    }
    Task<?, ?> task = tasks.get(settings.task());
    if (task == null) {
      throw CascadeException.of(
          folder.toString(),
          "no installed plugin offers the task '" + settings.task() + "'",
          "installed are " + new TreeSet<>(tasks.keySet()));
    }
    Map<String, Tensor> arrays = weights.apply(settings, task);
    NDManager manager = Torch.manager(); // an error of libtorch is not one of this folder
    try {
      return new TaskModel(
          card, settings, new OpenHead<>(task, settings, card.name(), manager, arrays));
    } catch (CascadeException e) {
      throw CascadeException.of(folder + ", " + e.place(), e.problem(), e.remedy(), e);
    }
  }

  /** What the head is made of. */
  public HeadSettings settings() {
    return settings;
  }

  /** Its {@code model.json}. */
  public ModelCard card() {
    return card;
  }

  /** The input of this head for an instance with the vectors of {@code sequences}, in order. */
  private HeadInput input(List<Vectors> sequences) {
    boolean pooled = open.task().level(settings.options()) == Level.SEQUENCE;
    List<SubwordWindow> windows =
        sequences.size() == 1 ? SubwordArrays.read(sequences.get(0)) : List.of();
    return new HeadInput(
        sequences.stream().map(one -> pooled ? one.getPooled() : one.getValues()).toList(),
        windows);
  }

  /**
   * Predicts and writes annotations.
   *
   * @param instances in order
   * @param source as in {@link Task#write}
   * @param component the part's name in errors
   * @throws CascadeException if a prediction is not a finite number
   */
  public void annotate(JCas cas, List<InstanceVectors> instances, String source, String component) {
    List<HeadInput> inputs = instances.stream().map(one -> input(one.vectors())).toList();
    List<Annotation> places = instances.stream().map(InstanceVectors::place).toList();
    open.annotate(cas, places, inputs, source, component);
  }

  /** The annotations that new predictions would duplicate: {@link Task#existing}. */
  public List<? extends Annotation> existing(
      JCas cas, List<? extends Annotation> places, String source) {
    return open.task().existing(cas, places, settings, source);
  }

  /**
   * How the prediction for {@code vectors} differs from {@code expected}, in the words of {@link
   * Codec#difference}.
   */
  public String difference(Vectors vectors, JsonObject expected) {
    return open.difference(input(List.of(vectors)), expected);
  }

  /**
   * The predictions for instances.
   *
   * @param vectors those of the sentences or documents
   */
  public List<?> predict(List<Vectors> vectors) {
    return open.predict(vectors.stream().map(one -> input(List.of(one))).toList());
  }

  @Override
  public void close() {
    open.close();
  }
}
