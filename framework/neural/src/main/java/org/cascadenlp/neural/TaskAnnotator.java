package org.cascadenlp.neural;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.uima.UimaContextAdmin;
import org.apache.uima.cas.impl.CASImpl;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PipelineContext;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.document.OnExisting;
import org.cascadenlp.core.document.PredictionSource;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.SharedModelAdvice;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.task.InstanceVectors;
import org.cascadenlp.neural.task.Task;
import org.cascadenlp.neural.task.TaskModel;
import org.cascadenlp.neural.vectors.HeadSelfTest;
import org.cascadenlp.neural.vectors.PartPlace;
import org.cascadenlp.neural.vectors.VectorReader;
import org.cascadenlp.neural.vectors.VectorRun;
import org.cascadenlp.neural.vectors.VectorStep;
import org.cascadenlp.neural.vectors.VectorWiring;
import org.cascadenlp.types.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a trained task head on the vectors of the nearest embedding before it.
 *
 * <p>Parameter {@code model} is the folder of a head, or a folder of heads for several embeddings,
 * of which the one that fits the vectors is used. {@code NearestVectors} defines the nearest
 * embedding; parameter {@code vectors}, the role of an embedding, overrides it. A head refuses
 * vectors it was not trained on. Parameter {@code task} restricts this part to heads of one task,
 * so that it writes the types its descriptor declares.
 */
public final class TaskAnnotator extends PluginAnnotator {

  @SuppressWarnings("rawtypes") // plugins bind the class
  @Inject
  private Map<String, Task> tasks;

  @Inject private PipelineContext pipeline;
  @Inject private VectorWiring wiring;
  @Inject private SharedModelAdvice advice;

  private final Map<Path, ModelCard> candidates = new LinkedHashMap<>();
  private final Map<Path, TaskModel> opened = new HashMap<>();
  private String component = "";
  private @Nullable HeadFolders folders;
  private @Nullable VectorReader reader;
  private OnExisting existing = OnExisting.REPLACE;

  @Override
  protected void configure(Parameters parameters) {
    HeadFolders heads =
        new HeadFolders(((UimaContextAdmin) getContext()).getResourceManager(), tasks);
    candidates.clear(); // models of earlier settings are closed already
    opened.clear();
    folders = heads;
    component = parameters.component();
    String task = parameters.text("task");
    existing = parameters.optionalChoice("existing", OnExisting.class, OnExisting.REPLACE);
    String named = parameters.text("model");
    Path folder =
        parameters.path(
            "model",
            "; `cascade train PIPELINE.xml --output "
                + (named.isEmpty()
                    ? "DIR` writes one"
                    : parameters.place("model", named) + "` writes it")
                + ", by a pipeline that ends in a trainer of task "
                + task);
    if (Files.isRegularFile(folder)) {
      throw parameters.bad(
          "model", folder, "this is a file: name the folder it is in, " + folder.getParent());
    }
    for (Path candidate : heads.candidates(folder)) {
      ModelCard card = heads.card(candidate, task);
      if (card.head() != null && !card.head().task().equals(task)) {
        throw parameters.bad(
            "model",
            candidate,
            "its head is for task '"
                + card.head().task()
                + "', but this part is for '"
                + task
                + "': use that task's part, or another model");
      }
      candidates.put(candidate, card);
    }
    if (candidates.isEmpty()) {
      throw parameters.bad(
          "model",
          folder,
          "there is no model.json in it nor in a folder below it, and no config.json, which a"
              + " folder of transformers has");
    }
    closing(pipeline.addLabels(heads.values(candidates.values())));
    VectorReader reading = reader(parameters, heads, folder);
    reader = reading;
    closing(wiring.reader(reading));
    Supplier<Optional<VectorStep.Made>> read =
        advice.to(
            () -> wiring.check(reading),
            task,
            parameters.setting("model"),
            folder,
            candidates.keySet());
    closing(pipeline.addAgreement(() -> read.get().ifPresent(this::model)));
    if (candidates.size() == 1) {
      candidates.keySet().forEach(path -> opened.put(path, open(path)));
    }
  }

  private VectorReader reader(Parameters parameters, HeadFolders heads, Path folder) {
    List<VectorReader.Head> read = new ArrayList<>();
    candidates.forEach(
        (path, card) ->
            read.add(
                new VectorReader.Head(
                    card,
                    heads.level(card),
                    path.equals(folder) ? heads.encoder(path, card) : "")));
    return VectorReader.ofHeads(
        PartPlace.of(getContext()), component, parameters.optionalText("vectors"), read);
  }

  private TaskModel open(Path folder) {
    ModelCard card = Objects.requireNonNull(candidates.get(folder));
    TaskModel model =
        closing(
                ModelStore.shared()
                    .open(
                        new Key(folder.toAbsolutePath().normalize(), task(card)),
                        TaskModel.class,
                        () -> Objects.requireNonNull(folders).open(folder, card)))
            .model();
    ModelCard.SelfTest probe = model.card().probe();
    if (probe != null) {
      closing(
          pipeline.addSelfTest(
              new HeadSelfTest(model, Objects.requireNonNull(reader).place(), probe)));
    }
    return model;
  }

  @Override
  protected String summary() {
    List<String> lines = new ArrayList<>();
    candidates.forEach(
        (path, card) ->
            lines.add(
                path.getFileName()
                    + ": "
                    + (card.head() == null ? "no head" : card.head().labels())
                    + " for "
                    + card.embedder()));
    return String.join("; ", lines);
  }

  /** An open head; a model of transformers may serve several tasks. */
  private record Key(Path head, String task) {

    @Override
    public String toString() {
      return head.toString();
    }
  }

  @Override
  protected void annotate(JCas cas) {
    VectorReader reading = Objects.requireNonNull(reader);
    VectorRun run = VectorRun.of(cas);
    List<Vectors> places = run.nearest(cas, reading);
    if (places.isEmpty()) {
      refuseTokens(cas);
    } else {
      predict(cas, places, model(run.readBy(reading.place()).get(0)));
    }
  }

  /** Throws if there are tokens but no vectors, or words but no tokens. */
  private void refuseTokens(JCas cas) {
    if (!cas.select(Token.class).isEmpty()) {
      throw CascadeException.of(
          component,
          "the document has tokens but no vectors",
          "put the embedding that the head was trained with before this part: "
              + candidates.values().stream()
                  .map(card -> String.valueOf(card.embedder()))
                  .collect(Collectors.joining(" or ")));
    }
    SequenceType.DOCUMENT.refuse(
        cas, component, ", and the embedding that the head was trained with");
  }

  private void predict(JCas cas, List<Vectors> read, TaskModel model) {
    PredictionSource source = predictionSource(model.card().name());
    List<InstanceVectors> instances = InstanceVectors.of(cas, read, model.card().unit());
    List<Annotation> places = instances.stream().map(InstanceVectors::place).toList();
    if (!existing.wantsNew(own(cas, places, model, source), component(model.card().name()))) {
      return;
    }
    int first = nextId(cas);
    model.annotate(cas, instances, source.text(), component(model.card().name()));
    VectorRun.of(cas).predicted(model.card(), first, nextId(cas));
  }

  /** The id of the next annotation in {@code cas}; ids ascend. */
  private static int nextId(JCas cas) {
    return ((CASImpl) cas.getCas()).peekNextFsId();
  }

  /** The annotations that this model made in an earlier run or in this one. */
  private static List<? extends Annotation> own(
      JCas cas, List<Annotation> places, TaskModel model, PredictionSource source) {
    Set<Annotation> found = new LinkedHashSet<>();
    for (String spelling : source.spellings()) {
      found.addAll(model.existing(cas, places, spelling));
    }
    return VectorRun.of(cas).notOfOthers(model.card(), List.copyOf(found));
  }

  /** The first head that fits {@code made}, opened if it is not open yet. */
  private TaskModel model(VectorStep.Made made) {
    ModelCard card = Objects.requireNonNull(reader).fitting(made).get(0).card();
    for (Map.Entry<Path, ModelCard> candidate : candidates.entrySet()) {
      if (candidate.getValue().equals(card)) {
        return opened.computeIfAbsent(candidate.getKey(), this::open);
      }
    }
    throw new IllegalStateException("no folder has the card of " + card.name());
  }

  private static String task(ModelCard card) {
    HeadSettings settings = card.head();
    return settings == null ? "" : settings.task();
  }
}
