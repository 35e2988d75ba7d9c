package org.cascadenlp.neural;

import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.Parameters;

/** All embedders that plugins offer, by the name or the folder a descriptor gives. */
public final class Embedders {

  private final Set<EmbedderFamily> families;

  @Inject
  Embedders(Set<EmbedderFamily> families) {
    this.families = families;
  }

  /**
   * A hold on the embedder that parameter {@code name} of {@code parameters} names: a registered
   * name, or a folder that exists.
   */
  public ModelStore.Lease<Embedder> open(
      Parameters parameters, String name, EmbedderSettings settings) {
    String model = parameters.text(name);
    Path folder = parameters.find(model);
    if (folder != null && Files.isDirectory(folder)) {
      return open(folder, settings);
    }
    for (EmbedderFamily family : families) {
      if (family.names().contains(model)) {
        return ModelStore.shared()
            .open(new Key(model, settings), Embedder.class, () -> family.open(model, settings));
      }
    }
    Set<String> known = new TreeSet<>();
    families.forEach(family -> known.addAll(family.names()));
    throw parameters.bad(
        name,
        model,
        "give a model's folder, relative to the pipeline's descriptor, or one of " + known);
  }

  /** A hold on the embedder in {@code folder}. */
  public ModelStore.Lease<Embedder> open(Path folder, EmbedderSettings settings) {
    Path real = folder.toAbsolutePath().normalize();
    for (EmbedderFamily family : families) {
      if (family.reads(real)) {
        return ModelStore.shared()
            .open(
                new Key(real.toString(), settings),
                Embedder.class,
                () -> family.open(real, settings));
      }
    }
    if (LoraAdapter.in(real)) {
      throw CascadeException.of(
          folder.toString(),
          "the encoder under this adapter, '" + LoraAdapter.base(real) + "', is not there",
          "put its folder beside the adapter's, or install the plugin that offers it by name");
    }
    throw CascadeException.of(
        folder.toString(),
        "no installed plugin reads this folder as an embedder",
        "it must hold config.json, model.safetensors and tokenizer.json of a supported model_type,"
            + " or a LoRA adapter of one");
  }

  private record Key(String model, EmbedderSettings settings) {}
}
