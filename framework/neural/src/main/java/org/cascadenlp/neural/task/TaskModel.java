package org.cascadenlp.neural.task;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.uima.jcas.cas.FloatArray;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.types.Vectors;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;

/** A trained head opened from its folder. All workers share it; it runs on the inference thread. */
public final class TaskModel implements AutoCloseable {

  private static final int MOST_TOKENS = 8192;

  private final ModelCard card;
  private final TaskHead head;
  private final HeadSettings settings;
  private final HeadNetwork network;
  private final NDManager manager;
  private final ModelStore.Lease<InferenceThread> thread;

  private TaskModel(ModelCard card, HeadSettings settings, TaskHead head, Path folder) {
    this.card = card;
    this.head = head;
    this.settings = settings;
    Map<String, Tensor> weights = weights(card, settings, head, folder);
    this.manager = Torch.manager();
    try {
      this.network = head.network(manager, settings, weights);
    } catch (CascadeException e) {
      manager.close();
      throw CascadeException.of(folder + ", " + e.place(), e.problem(), e.remedy(), e);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
    this.thread = InferenceThread.lease();
  }

  /** The head's arrays; the file of a tuned model also holds the encoder's. */
  private static Map<String, Tensor> weights(
      ModelCard card, HeadSettings settings, TaskHead head, Path folder) {
    Map<String, Tensor> all = ModelFolder.weights(folder);
    String encoder = encoder(folder);
    Set<String> own = Set.of();
    if (encoder.isEmpty() && card.kind().equals("tuned")) {
      own = names(settings, head);
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
  private static Set<String> names(HeadSettings settings, TaskHead head) {
    try (NDManager owner = Torch.manager();
        HeadNetwork fresh = head.network(owner, settings, Map.of())) {
      return Set.copyOf(fresh.weights().names());
    }
  }

  /**
   * Opens the head in {@code folder}.
   *
   * @param heads the installed heads by task name
   */
  public static TaskModel open(Path folder, Map<String, TaskHead> heads) {
    ModelCard card = ModelFolder.read(folder);
    HeadSettings settings = card.head();
    if (settings == null || card.embedder() == null) {
      throw CascadeException.of(
          folder.toString(),
          "this model of kind '" + card.kind() + "' has no task head",
          "name a folder that `cascade train` wrote");
    }
    TaskHead head = heads.get(settings.task());
    if (head == null) {
      throw CascadeException.of(
          folder.toString(),
          "no installed plugin offers the task '" + settings.task() + "'",
          "installed are " + new TreeSet<>(heads.keySet()));
    }
    return new TaskModel(card, settings, head, folder);
  }

  /** The task that the head solves. */
  public TaskHead head() {
    return head;
  }

  /** What the head is made of. */
  public HeadSettings settings() {
    return settings;
  }

  /** The input of this head in {@code vectors}: token or pooled vectors, (rows, layers, width). */
  public float[] values(Vectors vectors) {
    FloatArray read =
        head.reads(settings.options()) == Level.SEQUENCE
            ? vectors.getPooled()
            : vectors.getValues();
    return read.toArray();
  }

  /** Its {@code model.json}. */
  public ModelCard card() {
    return card;
  }

  /**
   * Predicts labels for sequences.
   *
   * @param values the vectors of each sequence, as {@link #values} returns them
   */
  public List<Prediction> predict(List<float[]> values) {
    int row = settings.layers() * settings.width();
    List<Prediction> predictions = new ArrayList<>(values.size());
    int from = 0;
    while (from < values.size()) {
      int to = from;
      int size = 0;
      while (to < values.size()
          && (to == from || size + values.get(to).length <= MOST_TOKENS * row)) {
        size += values.get(to).length;
        to++;
      }
      predictions.addAll(together(values.subList(from, to), size, row));
      from = to;
    }
    return predictions;
  }

  private List<Prediction> together(List<float[]> values, int size, int row) {
    float[] all = new float[size];
    int[] lengths = new int[values.size()];
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      System.arraycopy(values.get(i), 0, all, at, values.get(i).length);
      lengths[i] = values.get(i).length / row;
      at += values.get(i).length;
    }
    Shape shape = new Shape(size / row, settings.layers(), settings.width());
    return thread
        .model()
        .callAlone(
            "task " + settings.task() + ", model " + card.name(),
            () -> {
              try (NDManager owner = manager.newSubManager()) {
                return network.predict(
                    Weights.array(owner, new Tensor(shape.getShape(), all)), lengths);
              }
            });
  }

  @Override
  public void close() {
    thread
        .model()
        .release(
            () -> {
              network.close();
              manager.close();
            });
    thread.close();
  }
}
