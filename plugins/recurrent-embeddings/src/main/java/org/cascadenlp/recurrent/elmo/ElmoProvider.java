package org.cascadenlp.recurrent.elmo;

import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.recurrent.encoder.RecurrentEncoder;
import org.cascadenlp.recurrent.encoder.RecurrentProvider;
import org.cascadenlp.recurrent.encoder.RecurrentSettings;

/** Opens ELMo, from a folder as published or written by Cascade. */
@Description(
    "ELMo (Peters et al. 2018) in a folder with options.json and lm_weights.hdf5; its options are"
        + " the parameters of ElmoEmbedding.")
public final class ElmoProvider extends RecurrentProvider {

  /** The initial state of the LSTMs. */
  enum State {
    /** zero for each sequence: vectors do not depend on earlier sequences */
    ZERO,
    /**
     * the final state of the sequence at the same position in the previous batch, as in ELMo's
     * training
     */
    CARRIED
  }

  /** The provider of ELMo. */
  public ElmoProvider() {
    super("ELMo");
  }

  @Override
  public boolean reads(Path folder) {
    return ElmoFolder.is(folder);
  }

  @Override
  public EmbedderOptions settings(Parameters parameters) {
    RecurrentSettings settings = RecurrentSettings.of(parameters);
    int rows = parameters.integer("batchUnits", 1, 100_000);
    return parameters.choice("state", State.class) == State.CARRIED
        ? settings.carrying(rows)
        : settings;
  }

  /** In training each sequence starts from a zero state. */
  @Override
  public EmbedderOptions settings(Parameters parameters, EmbedderSettings network) {
    return network;
  }

  @Override
  public Embedder open(Path folder, EmbedderOptions settings) {
    RecurrentSettings own = RecurrentSettings.of(settings, folder.toString());
    return new RecurrentEncoder(new ElmoNetwork(new ElmoFolder(folder), own), own);
  }

  /** The inputs are character ids as of {@link WordCharacters}, without sentence marks. */
  @Override
  public Map<String, Double> differences(Path model, Path reference) {
    ElmoFolder folder = new ElmoFolder(model);
    return Map.of("outputs", new ElmoVerification(folder, reference).difference());
  }
}
