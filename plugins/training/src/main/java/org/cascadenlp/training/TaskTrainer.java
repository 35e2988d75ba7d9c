package org.cascadenlp.training;

import static java.util.stream.Collectors.groupingBy;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.uima.analysis_engine.AnalysisEngineProcessException;
import org.apache.uima.cas.CASException;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PipelineContext;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.command.ProgressLine;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderRegistry;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.task.TaskHead;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.vectors.PartPlace;
import org.cascadenlp.neural.vectors.VectorReader;
import org.cascadenlp.neural.vectors.VectorRun;
import org.cascadenlp.neural.vectors.VectorWiring;
import org.cascadenlp.training.loop.Trainer;
import org.cascadenlp.training.loop.TrainingResult;
import org.cascadenlp.training.settings.SettingsReader;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.settings.TuningMode;
import org.cascadenlp.training.source.CasVectors;
import org.cascadenlp.training.source.FeatureCache;
import org.cascadenlp.training.source.FrozenVectors;
import org.cascadenlp.training.source.LabelledSequence;
import org.cascadenlp.training.source.StackedVectors;
import org.cascadenlp.training.source.TrainableEncoder;
import org.cascadenlp.training.source.VectorSource;
import org.cascadenlp.types.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * The last annotator of a training pipeline: it trains a task head when the collection is complete.
 *
 * <p>Sequences have the tokens of the initial view and the gold labels of the view {@value
 * InputFormat#GOLD_VIEW}; {@code DocumentMetaData.collectionId} is {@value #TRAIN} or {@value
 * #DEV}. If the parameter {@code encoder} is empty, only the head is trained, on the {@link
 * Vectors} of an embedding earlier in the pipeline; otherwise encoder and head are trained, with
 * {@code stack} on the encoder's vectors concatenated to those of the embedding.
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

  @Inject private Map<String, TaskHead> heads;
  @Inject private EmbedderRegistry embedders;
  @Inject private VectorWiring wiring;
  @Inject private PipelineContext pipeline;

  private final TrainingExamples examples = new TrainingExamples();
  private String component = "";
  private @Nullable TaskHead task;
  private @Nullable TrainingSettings settings;
  private TrainingLength length = new TrainingLength(1, 0, true, "");
  private HeadSettings head = new HeadSettings("", List.of(), Map.of(), 0, 0, 0);
  private SequenceType unit = SequenceType.SENTENCE;
  private Path output = Path.of("");
  private String licence = "";
  private @Nullable TrainableEncoder encoder;
  private int cacheMemory;
  private int cacheDisk;
  private @Nullable CasVectors vectors;
  private boolean stack;
  private @Nullable VectorReader reader;

  @Override
  protected void configure(Parameters parameters) {
    component = parameters.component();
    String name = parameters.text("task");
    task = heads.get(name);
    if (task == null) {
      throw parameters.bad("task", name, "installed are " + new TreeSet<>(heads.keySet()));
    }
    TrainingSettings read = SettingsReader.read(parameters);
    settings = read;
    length = TrainingLength.read(parameters, getContext());
    unit = parameters.choice("unit", SequenceType.class);
    licence = parameters.optionalText("licence");
    String folder = parameters.optionalText("output");
    output = Path.of(folder);
    if (!folder.isEmpty() && !output.isAbsolute()) {
      throw parameters.bad(
          "output",
          output,
          "give an absolute path, or run `cascade train ... --output " + output + "`");
    }
    cacheMemory = parameters.integer("cacheMemory", 0, 1_000_000);
    cacheDisk = parameters.integer("cacheDisk", 0, 100_000_000);
    Map<String, String> options = SettingsReader.pairs(parameters, "headOptions");
    SettingsReader.checkOptions(parameters, task, options);
    stack = parameters.flag("stack");
    encoder =
        TrainableEncoder.of(parameters, read.mode(), unit, settings -> open(parameters, settings));
    wire(parameters, read.mode());
    if (stack && encoder == null) {
      throw parameters.bad(
          "stack",
          true,
          "it is for the modes fine-tune and lora; in mode frozen put"
              + " org.cascadenlp.embeddings.StackedEmbedding before the trainer");
    }
    VectorSpace opened = encoder == null ? null : encoder.network().vectorSpace();
    head =
        new HeadSettings(
            name,
            parameters.texts("labels"),
            options,
            opened == null ? 0 : opened.layers(),
            opened == null ? 0 : opened.width(),
            read.seed());
  }

  private Embedder open(Parameters parameters, EmbedderSettings settings) {
    return closing(embedders.open(parameters, "encoder", settings)).model();
  }

  private void wire(Parameters parameters, TuningMode mode) {
    Cut asked = encoder == null || stack ? Cut.of(parameters) : Cut.AUTO;
    VectorReader reading =
        VectorReader.ofSequences(PartPlace.of(getContext()), component, unit, asked);
    reader = reading;
    if (encoder == null) {
      closing(wiring.reader(reading));
      closing(pipeline.addAgreement(() -> wiring.check(reading)));
    } else {
      closing(wiring.neighbour(reading));
      if (!stack) {
        closing(
            pipeline.addAgreement(() -> refuse(wiring.beside(reading), reading.component(), mode)));
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
    GoldDocument document = new GoldDocument(cas, component, unit);
    String split = document.split();
    List<Vectors> read = read(cas);
    int most =
        Math.max(CasVectors.context(read), encoder == null ? 0 : encoder.network().context());
    Map<Place, List<Vectors>> of = read.stream().collect(groupingBy(Place::of));
    for (GoldDocument.Labelled one : document.sequences(Objects.requireNonNull(task), head, most)) {
      List<Vectors> own = of.getOrDefault(Place.of(one.place()), List.of());
      add(one.place(), own, one.example(), split);
    }
  }

  /** The span of a sequence in UTF-16 units, to match vectors with examples. */
  private record Place(int begin, int end) {
    static Place of(Annotation annotation) {
      return new Place(annotation.getBegin(), annotation.getEnd());
    }
  }

  /**
   * The vectors that this trainer reads: those of the nearest embedding if only the head is
   * trained, otherwise all of its own aggregate.
   */
  private List<Vectors> read(JCas cas) {
    VectorRun run = VectorRun.of(cas);
    VectorReader reading = Objects.requireNonNull(reader);
    return encoder == null ? run.nearest(cas, reading) : run.own(cas, reading);
  }

  private void add(Annotation place, List<Vectors> own, LabelledSequence whole, String split) {
    int most = Objects.requireNonNull(settings).maxTokens();
    LabelledSequence example = examples.add(whole, split, most, Objects.requireNonNull(task));
    if (encoder == null || stack) {
      vectors().add(place, own, example);
    } else {
      refuse(
          own.stream().map(Vectors::getSource).toList(),
          component,
          Objects.requireNonNull(settings).mode());
    }
  }

  /** Whether the head consumes one vector per token or one per sequence. */
  private Level level() {
    return Objects.requireNonNull(task).reads(head.options());
  }

  private CasVectors vectors() {
    CasVectors known = vectors;
    if (known == null) {
      FeatureCache cache = closing(new FeatureCache(cacheMemory, cacheDisk));
      known = new CasVectors(component, level(), stack, cache);
      vectors = known;
    }
    return known;
  }

  /** Refuses a pipeline whose embedding computes vectors that this mode does not read. */
  private static void refuse(List<String> unread, String component, TuningMode mode) {
    if (!unread.isEmpty()) {
      throw CascadeException.of(
          component,
          "there are vectors of " + unread.get(0) + ", which mode " + mode + " does not read",
          "set stack = true to train the encoder beside them, leave the embedding out, or leave"
              + " encoder empty and set mode = frozen");
    }
  }

  @Override
  public void collectionProcessComplete() throws AnalysisEngineProcessException {
    try (ModelStore.Lease<InferenceThread> thread = InferenceThread.lease();
        VectorSource source = source()) {
      thread.model().call(() -> train(source));
    } catch (RuntimeException e) {
      throw new AnalysisEngineProcessException(e);
    } finally {
      forget();
    }
  }

  private void forget() {
    examples.clear();
    vectors = null;
  }

  @Override
  public void destroy() {
    forget();
    super.destroy();
  }

  private VectorSource source() {
    requireReady();
    TrainableEncoder trained = encoder;
    if (trained == null) {
      return frozen();
    }
    FrozenVectors before =
        stack ? frozen() : null; // first: it may throw, and the encoder's source would stay open
    VectorSource tuned = trained.source(Objects.requireNonNull(settings), level());
    return before == null ? tuned : stacked(before, tuned);
  }

  private StackedVectors stacked(FrozenVectors before, VectorSource tuned) {
    try {
      return new StackedVectors(before, vectors().parts(), tuned);
    } catch (CascadeException e) {
      tuned.close();
      throw e;
    }
  }

  private FrozenVectors frozen() {
    FrozenVectors known = vectors == null ? null : vectors.source();
    if (known == null) {
      throw CascadeException.of(
          component,
          "no document had a sequence with tokens",
          "check the --train files, and put a tokenizer before the embedding,"
              + GoldDocument.TOKENIZER);
    }
    return known;
  }

  private TrainingResult train(VectorSource source) {
    TaskHead chosen = Objects.requireNonNull(task);
    List<String> labels =
        head.labels().isEmpty() ? chosen.labels(examples.labels(), head.options()) : head.labels();
    VectorSpace vectorSpace = source.vectorSpace();
    HeadSettings full =
        new HeadSettings(
            head.task(),
            labels,
            head.options(),
            vectorSpace.layers(),
            vectorSpace.width(),
            head.seed());
    ProgressLine progress = ProgressLine.of(System.err);
    TrainingSettings all = length.of(Objects.requireNonNull(settings), examples, chosen, progress);
    return new Trainer(chosen, full, unit, all, licence, progress)
        .train(source, examples.train(), examples.dev(), output);
  }
}
