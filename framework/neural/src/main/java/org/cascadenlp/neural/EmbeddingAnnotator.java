package org.cascadenlp.neural;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.uima.UimaContextAdmin;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PipelineContext;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.document.OnExisting;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderRegistry;
import org.cascadenlp.neural.embedding.MatchingDescriptor;
import org.cascadenlp.neural.model.SharedModelAdvice;
import org.cascadenlp.neural.sequence.PlacedSequence;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.sequence.SubwordWindow;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.vectors.PartPlace;
import org.cascadenlp.neural.vectors.TrainedEmbeddings;
import org.cascadenlp.neural.vectors.VectorAnnotations;
import org.cascadenlp.neural.vectors.VectorRun;
import org.cascadenlp.neural.vectors.VectorStep;
import org.cascadenlp.neural.vectors.VectorWiring;
import org.cascadenlp.types.Vectors;
import org.cascadenlp.weights.tensor.FiniteNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Embeds the tokens of each sentence or document with any embedder and writes one {@link Vectors}
 * per sequence.
 *
 * <pre>{@code
 * <import name="org.cascadenlp.contextual-embeddings.BertEmbedding"/>
 * <import name="org.cascadenlp.static-embeddings.StaticEmbedding"/>
 * }</pre>
 */
public final class EmbeddingAnnotator extends PluginAnnotator {

  private static final int LONGEST_SHOWN = 40;

  @Inject private EmbedderRegistry embedders;
  @Inject private VectorWiring wiring;
  @Inject private SharedModelAdvice advice;
  @Inject private PipelineContext pipeline;
  @Inject private TrainedEmbeddings trained;

  private @Nullable ChosenEmbedder chosen;
  private SequenceType sequenceType = SequenceType.SENTENCE;
  private OnExisting existing = OnExisting.REPLACE;
  private @Nullable PartPlace own;
  private String component = "";

  @Override
  protected void configure(Parameters parameters) {
    component = parameters.component();
    sequenceType = parameters.choice("unit", SequenceType.class);
    existing = parameters.optionalChoice("existing", OnExisting.class, OnExisting.REPLACE);
    ModelStore.Lease<Embedder> opened = closing(embedders.open(parameters, "model"));
    check(parameters, opened.model().modelType());
    sequenceType.checkContext(parameters, opened.model().context());
    checkPairs(parameters, opened.model());
    closing(advice.embedding(parameters));
    PartPlace place = PartPlace.of(getContext());
    own = place;
    ChosenEmbedder choice =
        closing(new ChosenEmbedder(parameters, place, sequenceType, opened, embedders, wiring));
    closing(choice.register());
    String model = parameters.text("model");
    closing(
        trained.add(
            place,
            new TrainedEmbeddings.Model(model, parameters.find("model", model)),
            choice::close));
    closing(pipeline.addAgreement(choice::agree));
    chosen = choice;
  }

  /** Refuses a model whose {@code model_type} the descriptor does not list. */
  private void check(Parameters parameters, String modelType) {
    List<String> types = parameters.texts(MatchingDescriptor.MODEL_TYPES);
    if (!types.isEmpty() && !types.contains(modelType)) {
      ResourceManager resources = ((UimaContextAdmin) getContext()).getResourceManager();
      throw parameters.bad(
          "model",
          parameters.text("model"),
          "its model_type is '"
              + modelType
              + "', and this part is for "
              + types
              + ": use "
              + MatchingDescriptor.of(modelType, Injectors.loader(resources)));
    }
  }

  private void checkPairs(Parameters parameters, Embedder opened) {
    if (sequenceType == SequenceType.INSTANCE && !opened.readsPairs()) {
      throw parameters.bad(
          "unit",
          sequenceType,
          opened.vectorSpace().name()
              + " reads no pairs: set it to part, to embed each text by itself, or use a"
              + " transformer");
    }
  }

  /** The vectors this embedding makes; settled at the first document. */
  private VectorStep.Made step() {
    return Objects.requireNonNull(chosen).step();
  }

  @Override
  protected String summary() {
    return Objects.requireNonNull(chosen).shown();
  }

  @Override
  protected void annotate(JCas cas) {
    if (trained.isTrained(Objects.requireNonNull(own))) {
      return;
    }
    Embedder network = Objects.requireNonNull(chosen).embedder();
    VectorStep.Made step = step();
    List<Vectors> own =
        VectorAnnotations.own(cas, step.place(), step.vectorSpace(), step.pooledSpace())
            .filter(sequenceType::includes)
            .toList();
    if (cas.getDocumentText() == null) {
      return;
    }
    if (!existing.wantsNew(own, component(step.vectorSpace().name()))) {
      VectorRun.of(cas).made(step, own); // kept vectors count as made in this run
      return;
    }
    List<PlacedSequence> found = sequenceType.sequences(cas, step.vectorSpace().cut());
    if (found.isEmpty()) {
      sequenceType.refuse(cas, component, "");
      return;
    }
    List<Sequence> sequences = found.stream().map(PlacedSequence::sequence).toList();
    List<SequenceVectors> vectors =
        network.vectors(Sequence.withNeighbours(sequences, network.context()));
    check(sequences, vectors, step.vectorSpace());
    write(cas, found.stream().map(PlacedSequence::place).toList(), vectors);
  }

  /**
   * Checks the sizes of the vectors, as an embedder from another plugin may contradict its space.
   */
  private void check(
      List<Sequence> sequences, List<SequenceVectors> vectors, VectorSpace vectorSpace) {
    int row = vectorSpace.layers() * vectorSpace.width();
    for (int i = 0; i < Math.max(sequences.size(), vectors.size()); i++) {
      int expected = i < sequences.size() ? rows(sequences.get(i), vectors, i) * row : 0;
      int made = i < vectors.size() ? vectors.get(i).values().length : 0;
      if (made != expected) {
        throw CascadeException.of(
            component,
            "embedder "
                + vectorSpace.name()
                + " makes "
                + made
                + " numbers for sequence "
                + (i + 1),
            "it must make "
                + expected
                + ": tokens x "
                + vectorSpace.layers()
                + " layers x "
                + vectorSpace.width()
                + ", as its vector space says");
      }
    }
  }

  /** The number of tokens of a sequence, or of the subwords that its vectors belong to. */
  private static int rows(Sequence sequence, List<SequenceVectors> vectors, int i) {
    List<SubwordWindow> windows = i < vectors.size() ? vectors.get(i).windows() : List.of();
    return windows.isEmpty()
        ? sequence.size()
        : windows.stream().mapToInt(SubwordWindow::size).sum();
  }

  private void write(JCas cas, List<Annotation> places, List<SequenceVectors> vectors) {
    VectorStep.Made step = step();
    List<Vectors> written = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      Annotation place = places.get(i);
      checkFinite(place, vectors.get(i));
      written.add(
          VectorAnnotations.add(
              cas,
              place.getBegin(),
              place.getEnd(),
              step.place(),
              step.vectorSpace(),
              step.pooledSpace(),
              vectors.get(i)));
    }
    VectorRun.of(cas).made(step, written);
  }

  /** Refuses NaN and infinite values, from which a head would predict without an error. */
  private void checkFinite(Annotation place, SequenceVectors vectors) {
    if (!FiniteNumbers.are(vectors.values()) || !FiniteNumbers.are(vectors.pooled())) {
      String text = place.getCoveredText();
      throw CascadeException.of(
          component,
          "the vectors that "
              + step().vectorSpace().name()
              + " makes of \""
              + (text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...")
              + "\" are not finite numbers",
          "its weights are broken (NaN or infinite), or too large for precision = bfloat16: fetch"
              + " the model again");
    }
  }
}
