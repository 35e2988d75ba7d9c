package org.cascadenlp.training;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.uima.UimaContextAdmin;
import org.apache.uima.analysis_engine.AnalysisEngineProcessException;
import org.apache.uima.cas.CASException;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PipelineContext;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.command.ProgressLine;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.error.PartException;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderRegistry;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Task;
import org.cascadenlp.neural.task.TrainableTask;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.vectors.PartPlace;
import org.cascadenlp.neural.vectors.TrainedEmbeddings;
import org.cascadenlp.neural.vectors.VectorReader;
import org.cascadenlp.neural.vectors.VectorRun;
import org.cascadenlp.neural.vectors.VectorWiring;
import org.cascadenlp.training.checkpoint.CheckpointSettings;
import org.cascadenlp.training.listener.TrainingResult;
import org.cascadenlp.training.loop.Trainer;
import org.cascadenlp.training.settings.SettingsReader;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.FeatureCache;
import org.cascadenlp.training.source.TrainableEncoder;
import org.cascadenlp.training.source.VectorSource;
import org.cascadenlp.training.tuning.ChosenTuning;
import org.cascadenlp.training.tuning.TuningModes;
import org.cascadenlp.types.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * The last annotator of a training pipeline: it trains a task head when the collection is complete.
 *
 * <p>Sequences have the tokens of the initial view and the gold labels of the view {@value
 * InputFormat#GOLD_VIEW}; {@code DocumentMetaData.collectionId} is {@value #TRAIN} or {@value
 * #DEV}. In mode {@code frozen} only the head is trained, on the {@link Vectors} of an embedding
 * earlier in the pipeline; otherwise encoder and head are trained, with {@code stack} on the
 * encoder's vectors concatenated to those of the embedding. If the parameter {@code encoder} is
 * empty, the encoder is that of the embedding, which then makes no vectors.
 *
 * <pre>{@code
 * <import name="org.cascadenlp.training.TaskTrainer"/>
 * }</pre>
 */
public final class TaskTrainer extends PluginAnnotator {

  /** The {@code collectionId} of documents to train on. */
  public static final String TRAIN = "train";

  /** The {@code collectionId} of documents that the best epoch is chosen on. */
  public static final String DEV = "dev";

  @SuppressWarnings("rawtypes") // plugins bind the class
  @Inject
  private Map<String, Task> tasks;

  @Inject private EmbedderRegistry embedders;
  @Inject private VectorWiring wiring;
  @Inject private TrainedEmbeddings embeddings;
  @Inject private PipelineContext pipeline;

  private String component = "";
  private @Nullable TrainingExamples<?, ?> examples;
  private @Nullable TrainingSettings settings;
  private TrainingLength length = new TrainingLength(1, 0, true, "");
  private HeadSettings head = new HeadSettings("", List.of(), Map.of(), 0, 0, 0);
  private SequenceType unit = SequenceType.SENTENCE;
  private Path output = Path.of("");
  private String licence = "";
  private CheckpointSettings checkpoints = CheckpointSettings.NONE;
  private @Nullable TrainableEncoder encoder;
  private @Nullable TrainingVectors vectors;
  private boolean namesEncoder;
  private boolean stack;
  private @Nullable VectorReader reader;

  @Override
  protected void configure(Parameters parameters) {
    component = parameters.component();
    String name = parameters.text("task");
    TrainableTask<?, ?> task = task(parameters, name);
    examples = new TrainingExamples<>(task);
    ChosenTuning tuning =
        TuningModes.of(((UimaContextAdmin) getContext()).getResourceManager()).read(parameters);
    TrainingSettings read = SettingsReader.read(parameters, tuning.settings(), tuning.rates());
    settings = read;
    length = TrainingLength.read(parameters, getContext());
    unit = parameters.choice("unit", SequenceType.class);
    licence = parameters.optionalText("licence");
    checkpoints = CheckpointSettings.read(parameters, getContext());
    String folder = parameters.optionalText("output");
    output = Path.of(folder);
    if (!folder.isEmpty() && !output.isAbsolute()) {
      throw parameters.bad(
          "output",
          output,
          "give an absolute path, or run `cascade train ... --output " + output + "`");
    }
    int cacheMemory = parameters.integer("cacheMemory", 0, 1_000_000);
    int cacheDisk = parameters.integer("cacheDisk", 0, 100_000_000);
    Map<String, String> options = SettingsReader.pairs(parameters, "headOptions");
    SettingsReader.checkOptions(parameters, task, options);
    SettingsReader.checkUnit(parameters, task, options, unit);
    stack = parameters.flag("stack");
    encoder =
        tuning.encoder(
            parameters,
            unit,
            () -> embeddings.take(PartPlace.of(getContext())),
            (model, wanted) -> open(parameters, model, wanted));
    wire(parameters, tuning.settings().mode());
    if (stack && encoder == null) {
      throw parameters.bad(
          "stack",
          true,
          "it is for the modes fine-tune and lora; in mode frozen put"
              + " org.cascadenlp.embeddings.StackedEmbedding before the trainer");
    }
    VectorSpace opened = encoder == null ? null : encoder.network().vectorSpace();
    if (task.level(options) == Level.SUBWORD && (encoder == null || stack)) {
      throw parameters.bad(
          "task", name, "it reads subwords: set mode = fine-tune or lora, and stack = false");
    }
    head =
        new HeadSettings(
            name,
            parameters.texts("labels"),
            options,
            opened == null ? 0 : opened.layers(),
            opened == null ? 0 : opened.width(),
            read.seed());
    vectors =
        new TrainingVectors(
            component,
            task.level(options),
            tuning.vectors(encoder, task.level(options), read.seed()),
            stack,
            () -> closing(new FeatureCache(cacheMemory, cacheDisk)));
  }

  private TrainableTask<?, ?> task(Parameters parameters, String name) {
    if (tasks.get(name) instanceof TrainableTask<?, ?> known) {
      return known;
    }
    List<String> trainable =
        tasks.entrySet().stream()
            .filter(entry -> entry.getValue() instanceof TrainableTask)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    throw parameters.bad("task", name, "installed are " + trainable);
  }

  private Embedder open(
      Parameters parameters, TrainedEmbeddings.Model model, EmbedderSettings options) {
    namesEncoder = !parameters.optionalText("encoder").isEmpty();
    return closing(
            namesEncoder
                ? embedders.open(parameters, "encoder", options)
                : embedders.openNamed(parameters, model.place(), options))
        .model();
  }

  private void wire(Parameters parameters, String mode) {
    Cut asked = encoder == null || stack ? Cut.of(parameters) : Cut.AUTO;
    VectorReader reading =
        VectorReader.ofSequences(PartPlace.of(getContext()), component, unit, asked);
    reader = reading;
    if (encoder == null) {
      closing(wiring.reader(reading));
      closing(pipeline.addAgreement(() -> wiring.check(reading)));
    } else {
      closing(wiring.neighbour(reading));
      if (!stack && namesEncoder) { // else the embedding before it makes no vectors
        closing(
            pipeline.addAgreement(
                () -> TrainingVectors.refuse(wiring.beside(reading), component, mode)));
      }
    }
  }

  @Override
  protected void annotate(JCas cas) throws CASException {
    if (output.toString().isEmpty()) {
      throw CascadeException.of(
          component,
          "parameter output is not set",
          "run `cascade train PIPELINE.xml --output DIR`, or set it to the folder for the model");
    }
    add(Objects.requireNonNull(examples), new GoldDocument(cas, component, unit));
  }

  private <T> void add(TrainingExamples<T, ?> known, GoldDocument document) throws CASException {
    TrainingSettings all = Objects.requireNonNull(settings);
    String split = document.split();
    DocumentVectors read = read(document.cas());
    int context = Math.max(read.context(), encoder == null ? 0 : encoder.network().context());
    for (GoldDocument.Placed<T> one : document.examples(known.task(), head, context)) {
      Instance added = known.add(one.example(), split, all.maxTokens());
      vectors().add(one.place().place(), read.of(one.place()), added, all.tuning().mode());
    }
  }

  /**
   * The vectors that this trainer reads: those of the nearest embedding if only the head is
   * trained, otherwise all of its own aggregate.
   */
  private DocumentVectors read(JCas cas) {
    VectorRun run = VectorRun.of(cas);
    VectorReader reading = Objects.requireNonNull(reader);
    return new DocumentVectors(encoder == null ? run.nearest(cas, reading) : run.own(cas, reading));
  }

  private TrainingVectors vectors() {
    return Objects.requireNonNull(vectors);
  }

  @Override
  public void collectionProcessComplete() throws AnalysisEngineProcessException {
    TrainingExamples<?, ?> known = Objects.requireNonNull(examples);
    try (ModelStore.Lease<InferenceThread> thread = InferenceThread.lease()) {
      VectorSource source = source();
      try {
        thread.model().call(component, () -> train(known, source));
      } finally {
        thread.model().release(source::close); // where the training may still use it
      }
    } catch (RuntimeException e) {
      throw new AnalysisEngineProcessException(PartException.naming(component, e));
    } finally {
      forget();
    }
  }

  private void forget() {
    if (examples != null) {
      examples.clear();
    }
    if (vectors != null) {
      vectors.clear();
    }
  }

  @Override
  public void destroy() {
    forget();
    super.destroy();
  }

  private VectorSource source() {
    requireReady();
    return vectors().source();
  }

  private <T, P> TrainingResult train(TrainingExamples<T, P> known, VectorSource source) {
    List<String> labels = head.labels().isEmpty() ? known.outputs(head.options()) : head.labels();
    VectorSpace vectorSpace = source.vectorSpace();
    HeadSettings full =
        new HeadSettings(
            head.task(),
            labels,
            head.options(),
            vectorSpace.layers(),
            vectorSpace.width(),
            head.seed());
    known.prepare(full, source::windows);
    ProgressLine progress = ProgressLine.of(System.err);
    TrainingSettings all = length.of(Objects.requireNonNull(settings), known, progress);
    return new Trainer<>(known.task(), full, unit, all, licence, progress)
        .train(source, known.train(), known.dev(), output, checkpoints);
  }
}
