package org.cascadenlp.contextual;

import java.nio.file.Path;
import java.util.Set;
import org.cascadenlp.contextual.files.BertConfiguration;
import org.cascadenlp.contextual.files.HuggingFaceFolder;
import org.cascadenlp.contextual.files.ShippedBert;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.neural.Embedder;
import org.cascadenlp.neural.EmbedderFamily;
import org.cascadenlp.neural.EmbedderSettings;

/** BERT: from jars by name, and from any folder in Hugging Face's layout. */
final class BertFamily implements EmbedderFamily {

  @Override
  public Set<String> names() {
    return ShippedBert.NAMES;
  }

  @Override
  public boolean reads(Path folder) {
    return new HuggingFaceFolder(folder).holdsBert();
  }

  @Override
  public Embedder open(String name, EmbedderSettings settings) {
    return encoder(shipped(name), settings);
  }

  @Override
  public Embedder open(Path folder, EmbedderSettings settings) {
    return encoder(saved(folder), settings);
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
