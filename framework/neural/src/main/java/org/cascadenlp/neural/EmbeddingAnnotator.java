package org.cascadenlp.neural;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.uima.UimaContextAdmin;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.core.document.ExistingAnnotations;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Agreements;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderRegistry;
import org.cascadenlp.neural.embedding.FittingPart;
import org.cascadenlp.neural.model.SharedModelAdvice;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.sequence.UnitType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.vectors.EmbeddingCut;
import org.cascadenlp.neural.vectors.PartPlace;
import org.cascadenlp.neural.vectors.VectorAnnotations;
import org.cascadenlp.neural.vectors.VectorRun;
import org.cascadenlp.neural.vectors.VectorStep;
import org.cascadenlp.neural.vectors.VectorWiring;
import org.cascadenlp.types.Vectors;
import org.cascadenlp.weights.tensor.FiniteNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Embeds the tokens of each sentence or document, whatever the embedder: a {@link Vectors} a unit.
 *
 * <pre>{@code
 * <import name="org.cascadenlp.contextual-embeddings.BertEmbedding"/>
 * <import name="org.cascadenlp.static-embeddings.StaticEmbedding"/>
 * }</pre>
 */
public final class EmbeddingAnnotator extends PluginAnnotator {

  private static final int LONGEST_SHOWN = 40;

  @Inject private @Nullable EmbedderRegistry embedders;
  @Inject private @Nullable VectorWiring wiring;
  @Inject private @Nullable SharedModelAdvice advice;
  @Inject private @Nullable Agreements agreements;

  private @Nullable Embedder embedder;
  private VectorStep.@Nullable Made made;
  private @Nullable EmbeddingCut cut;
  private UnitType unit = UnitType.SENTENCE;
  private ExistingAnnotations existing = ExistingAnnotations.REPLACE;
  private String component = "";

  @Override
  protected void configure(Parameters parameters) {
    component = parameters.component();
    unit = parameters.choice("unit", UnitType.class);
    existing =
        parameters.optionalChoice(
            "existing", ExistingAnnotations.class, ExistingAnnotations.REPLACE);
    Embedder opened = closing(Objects.requireNonNull(embedders).open(parameters, "model")).model();
    check(parameters, opened.modelType());
    unit.checkContext(parameters, opened.context());
    closing(Objects.requireNonNull(advice).embedding(parameters));
    VectorWiring wires = Objects.requireNonNull(wiring);
    EmbeddingCut open =
        EmbeddingCut.of(parameters, PartPlace.of(getContext()), opened, unit, wires);
    cut = open;
    made = null;
    closing(wires.embedding(open.either()));
    closing(Objects.requireNonNull(agreements).add(open::chosen));
    embedder = opened;
  }

  /** Refuses a model that the descriptor is not made for. */
  private void check(Parameters parameters, String modelType) {
    List<String> types = parameters.texts(FittingPart.MODEL_TYPES);
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
              + FittingPart.of(modelType, Injectors.loader(resources)));
    }
  }

  /**
   * What this embedding makes; asked for with the first document, when all parts are configured.
   */
  private VectorStep.Made step() {
    VectorStep.Made known = made;
    if (known == null) {
      known = Objects.requireNonNull(cut).step();
      made = known;
    }
    return known;
  }

  @Override
  protected String summary() {
    return Objects.requireNonNull(cut).shown();
  }

  @Override
  protected void annotate(JCas cas) {
    Embedder network = Objects.requireNonNull(embedder);
    VectorStep.Made step = step();
    List<Vectors> own =
        VectorAnnotations.own(cas, step.place(), step.identity(), step.wholes())
            .filter(unit::includes)
            .toList();
    if (cas.getDocumentText() == null) {
      return;
    }
    if (!existing.wantsNew(own, component(step.identity().name()))) {
      VectorRun.of(cas).made(step, own); // what is kept counts as made now
      return;
    }
    List<Annotation> places = new ArrayList<>();
    List<Sequence> units = new ArrayList<>();
    for (Annotation place : unit.of(cas)) {
      Interruption.check();
      List<Token> tokens = UnitType.tokens(cas, place);
      if (!tokens.isEmpty()) {
        places.add(place);
        units.add(UnitType.unit(cas, place, tokens, step.identity().cut()));
      }
    }
    if (places.isEmpty()) {
      unit.refuse(cas, component, "");
      return;
    }
    List<SequenceVectors> vectors =
        network.vectors(Sequence.withNeighbours(units, network.context()));
    check(units, vectors, step.identity());
    write(cas, places, vectors);
  }

  /** An embedder of one's own may make other vectors than its identity says. */
  private void check(List<Sequence> units, List<SequenceVectors> vectors, VectorSpace identity) {
    int row = identity.layers() * identity.width();
    for (int i = 0; i < Math.max(units.size(), vectors.size()); i++) {
      int expected = i < units.size() ? units.get(i).size() * row : 0;
      int made = i < vectors.size() ? vectors.get(i).values().length : 0;
      if (made != expected) {
        throw CascadeException.of(
            component,
            "embedder " + identity.name() + " makes " + made + " numbers for unit " + (i + 1),
            "it must make "
                + expected
                + ": tokens x "
                + identity.layers()
                + " layers x "
                + identity.width()
                + ", as its identity says");
      }
    }
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
              step.identity(),
              step.wholes(),
              vectors.get(i)));
    }
    VectorRun.of(cas).made(step, written);
  }

  /** Broken weights give numbers that are none, of which every head would make a result. */
  private void checkFinite(Annotation place, SequenceVectors vectors) {
    if (!FiniteNumbers.are(vectors.values()) || !FiniteNumbers.are(vectors.pooled())) {
      String text = place.getCoveredText();
      throw CascadeException.of(
          component,
          "the vectors that "
              + step().identity().name()
              + " makes of \""
              + (text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...")
              + "\" are not finite numbers",
          "its weights are broken (NaN or infinite), or too large for precision = bfloat16: fetch"
              + " the model again");
    }
  }
}
