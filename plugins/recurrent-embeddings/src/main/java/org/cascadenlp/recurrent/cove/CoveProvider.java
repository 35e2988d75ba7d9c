package org.cascadenlp.recurrent.cove;

import ai.djl.ndarray.types.Shape;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.EmbedderRegistry;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.recurrent.encoder.Inference;
import org.cascadenlp.recurrent.encoder.RecurrentEncoder;
import org.cascadenlp.recurrent.encoder.RecurrentProvider;
import org.cascadenlp.recurrent.encoder.RecurrentReference;
import org.cascadenlp.recurrent.encoder.RecurrentSettings;

/** Opens CoVe, from the state of a PyTorch LSTM or a folder written by Cascade. */
@Description(
    "CoVe (McCann et al. 2017): the state of a PyTorch LSTM (.pth, .pt, safetensors), over word"
        + " vectors by name; its options are the parameters of CoveEmbedding.")
public final class CoveProvider extends RecurrentProvider {

  private static final String VECTORS = "vectors";

  private final Provider<EmbedderRegistry> embedders;

  @Inject
  CoveProvider(Provider<EmbedderRegistry> embedders) {
    super("CoVe");
    this.embedders = embedders;
  }

  @Override
  public boolean reads(Path path) {
    return CoveFolder.is(path);
  }

  @Override
  public EmbedderOptions settings(Parameters parameters) {
    return new CoveSettings(
        RecurrentSettings.of(parameters),
        parameters.choice("output", CoveSettings.Output.class),
        embedders.get().choice(parameters, VECTORS));
  }

  /**
   * A trainer has the same parameter for word vectors as CoveEmbedding, and keeps them in the
   * output.
   */
  @Override
  public EmbedderOptions settings(Parameters parameters, EmbedderSettings network) {
    return new CoveSettings(
        RecurrentSettings.of(network, parameters.component()),
        CoveSettings.Output.VECTORS_AND_COVE,
        embedders.get().choice(parameters, VECTORS));
  }

  @Override
  public Embedder open(Path path, EmbedderOptions settings) {
    if (!(settings instanceof CoveSettings own)) {
      throw CascadeException.of(
          path.toString(),
          "is a CoVe, which needs word vectors",
          "use CoveEmbedding and set its parameter vectors");
    }
    CoveFolder folder = new CoveFolder(path);
    ModelStore.Lease<Embedder> vectors = embedders.get().open(own.vectors());
    try {
      return new RecurrentEncoder(new CoveNetwork(folder, own, vectors), own.encoder());
    } catch (RuntimeException e) {
      vectors.close();
      throw e;
    }
  }

  /** Compares the last layer, for word vectors as inputs. */
  @Override
  public Map<String, Double> differences(Path model, Path reference) {
    LstmState state = new CoveFolder(model).state();
    RecurrentReference expected =
        RecurrentReference.read(reference, state.input(), 2 * state.hidden());
    Shape shape = new Shape(expected.inputs().length / state.input(), state.input());
    try (CoveLstm lstm = new CoveLstm(state.layers(), false)) {
      return Map.of(
          "outputs",
          expected.greatestDifference(
              (from, to) ->
                  Inference.values(
                      "verifying CoVe",
                      owner ->
                          lstm.run(
                                  Mode.INFERENCE,
                                  owner.create(expected.inputs(), shape),
                                  expected.rows(from, to),
                                  Arrays.copyOfRange(expected.lengths(), from, to),
                                  Weights.of(owner, state.weights()),
                                  0)
                              .get(state.layers() - 1))));
    }
  }
}
