package org.cascadenlp.contextual;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.contextual.files.BertConfiguration;
import org.cascadenlp.contextual.files.HuggingFaceFolder;
import org.cascadenlp.contextual.files.ShippedBert;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.neural.Embedder;
import org.cascadenlp.neural.EmbedderFamily;
import org.cascadenlp.neural.EmbedderSettings;
import org.cascadenlp.neural.Identity;
import org.cascadenlp.neural.LoraAdapter;
import org.cascadenlp.neural.ModelFolder;
import org.cascadenlp.neural.RowSettings;
import org.cascadenlp.neural.Weights;

/** BERT: from jars by name, and from any folder in Hugging Face's layout. */
final class BertFamily implements EmbedderFamily {

  @Override
  public Set<String> names() {
    return ShippedBert.NAMES;
  }

  @Override
  public boolean reads(Path folder) {
    return new HuggingFaceFolder(folder).holdsBert()
        || (LoraAdapter.in(folder) && knows(folder, LoraAdapter.base(folder)));
  }

  @Override
  public Embedder open(String name, RowSettings settings) {
    return encoder(shipped(name), EmbedderSettings.of(settings, name));
  }

  @Override
  public Embedder open(Path folder, RowSettings settings) {
    return encoder(
        LoraAdapter.in(folder) ? adapted(folder) : saved(folder),
        EmbedderSettings.of(settings, folder.toString()));
  }

  private boolean knows(Path adapter, String base) {
    return names().contains(base)
        || new HuggingFaceFolder(adapter.resolveSibling(base)).holdsBert();
  }

  /** The encoder that the adapter in {@code folder} was trained on, with the adapter merged in. */
  private BertModel adapted(Path folder) {
    LoraAdapter adapter = LoraAdapter.read(folder);
    BertModel base =
        names().contains(adapter.base())
            ? shipped(adapter.base())
            : saved(folder.resolveSibling(adapter.base()));
    Identity expected =
        Files.exists(folder.resolve(ModelFolder.CARD)) ? ModelFolder.read(folder).base() : null;
    return new BertModel(
        String.valueOf(folder.getFileName()),
        base.configuration(),
        base.tokenizer(),
        () -> {
          Map<String, Weights.Tensor> weights = base.weights();
          String found = Weights.hash(weights);
          if (expected != null && !expected.hash().equals(found)) {
            throw CascadeException.of(
                folder.toString(),
                "the adapter was trained on "
                    + expected
                    + ", but "
                    + base.name()
                    + " has weights "
                    + found,
                "use the encoder it was trained on");
          }
          return adapter.merge(weights);
        });
  }

  private static BertModel shipped(String name) {
    ShippedBert shipped = new ShippedBert(name);
    BertConfiguration configuration = shipped.configuration();
    return new BertModel(
        name, configuration, shipped.tokenizer(), () -> shipped.weights(configuration));
  }

  private static BertModel saved(Path path) {
    HuggingFaceFolder folder = new HuggingFaceFolder(path);
    BertConfiguration configuration = folder.configuration();
    return new BertModel(
        String.valueOf(path.getFileName()),
        configuration,
        folder.tokenizer(),
        () -> folder.weights(configuration));
  }

  private static Embedder encoder(BertModel model, EmbedderSettings settings) {
    BertConfiguration configuration = model.configuration();
    if (settings.window() > configuration.positions()) {
      throw CascadeException.of(
          model.name(),
          "parameter window = '" + settings.window() + "'",
          "this model sees at most " + configuration.positions() + " subwords at once");
    }
    return new BertEncoder(
        model,
        settings,
        settings.resolvedLayers(configuration.layers(), model.name()),
        settings.precision().bfloat16());
  }
}
