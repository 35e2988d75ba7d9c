package org.cascadenlp.neural.embedding;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.LoraAdapter;
import org.cascadenlp.neural.words.VectorFile;
import org.jspecify.annotations.Nullable;

/** All embedders that plugins offer, by the name or the folder a descriptor gives. */
public final class EmbedderRegistry {

  private final Set<EmbedderProvider> families;

  @Inject
  EmbedderRegistry(Set<EmbedderProvider> families) {
    this.families = families;
  }

  /**
   * A hold on the embedder that parameter {@code name} of {@code parameters} names, a registered
   * name or a file or folder that exists, with the settings that its family reads.
   */
  public ModelStore.Lease<Embedder> open(Parameters parameters, String name) {
    Model model = model(parameters, name);
    return model.open(model.family.settings(parameters));
  }

  /** As {@link #open(Parameters, String)} for a trainer, which has read {@code rows} already. */
  public ModelStore.Lease<Embedder> open(
      Parameters parameters, String name, EmbedderSettings rows) {
    Model model = model(parameters, name);
    try {
      return model.open(model.family.settings(parameters, rows));
    } catch (CascadeException e) {
      if (e.place().equals(parameters.component()) && !model.isNetwork()) {
        throw parameters.bad(
            name,
            parameters.text(name),
            model.family.getClass().getName()
                + " offers no network (EmbedderProvider.type): use it as an embedding in mode frozen");
      }
      throw e;
    }
  }

  /** What {@link #open(Parameters, String)} would open. */
  public ModelReference choice(Parameters parameters, String name) {
    Model model = model(parameters, name);
    return new ModelReference(model.name, model.family.settings(parameters));
  }

  /** A hold on the embedder that {@code choice} names. */
  public ModelStore.Lease<Embedder> open(ModelReference choice) {
    Model named = named(choice.model());
    return (named == null ? model(Path.of(choice.model())) : named).open(choice.settings());
  }

  /** A hold on the embedder at {@code path}. */
  public ModelStore.Lease<Embedder> open(Path path, EmbedderOptions settings) {
    return model(path).open(settings);
  }

  private Model model(Parameters parameters, String name) {
    String model = parameters.text(name);
    Path path = parameters.find(name, model);
    if (path != null) {
      return model(path);
    }
    Model named = named(model);
    if (named != null) {
      return named;
    }
    Set<String> known = new TreeSet<>();
    families.forEach(family -> known.addAll(family.names()));
    throw parameters.bad(
        name,
        model,
        missing(parameters, name, model)
            + "give a model's file or folder, relative to the descriptor that sets it, or one of "
            + known);
  }

  /** How to bring what is not there, where {@code model} is meant for a path. */
  private static String missing(Parameters parameters, String name, String model) {
    if (model.isEmpty()) {
      return "it is empty: ";
    }
    if (!model.contains("/")) {
      return "there is no such name, file or folder" + parameters.tried(name, model) + "; ";
    }
    String command = model.endsWith(VectorFile.EXTENSION) ? "import vectors" : "import encoder";
    return "there is no such file or folder"
        + parameters.tried(name, model)
        + "; bring the weights with `cascade "
        + command
        + " SOURCE --output "
        + parameters.place(name, model)
        + "` (ELMo and CoVe: copy their files there), or ";
  }

  private @Nullable Model named(String name) {
    for (EmbedderProvider family : families) {
      if (family.names().contains(name)) {
        return new Model(family, name, settings -> family.open(name, settings));
      }
    }
    return null;
  }

  private Model model(Path path) {
    Path real = path.toAbsolutePath().normalize();
    for (EmbedderProvider family : families) {
      if (family.reads(real)) {
        return new Model(family, real.toString(), settings -> family.open(real, settings));
      }
    }
    if (LoraAdapter.in(real)) {
      throw CascadeException.of(
          path.toString(),
          "the encoder under this adapter, '" + LoraAdapter.base(real) + "', is not there",
          "put its folder beside the adapter's, or install the plugin that offers it by name");
    }
    Path folder = real.getParent();
    if (Files.isRegularFile(real) && isModel(folder)) {
      throw CascadeException.of(
          path.toString(), "this is one file of a model", "name its folder, " + folder);
    }
    if (Files.isRegularFile(real)) {
      throw CascadeException.of(
          path.toString(),
          "no installed plugin reads this file as an embedder",
          "give a model's folder, or word vectors that `cascade import vectors FILE --output"
              + " NAME.vectors` has written");
    }
    throw CascadeException.of(
        path.toString(),
        "no installed plugin reads this folder as an embedder",
        "it must hold config.json, model.safetensors and tokenizer.json of a supported model_type,"
            + " or a LoRA adapter of one");
  }

  private boolean isModel(@Nullable Path folder) {
    if (folder == null) {
      return false;
    }
    for (EmbedderProvider family : families) {
      if (family.reads(folder)) {
        return true;
      }
    }
    return false;
  }

  /** A model that was found and is not open yet. */
  private record Model(EmbedderProvider family, String name, Opener opener) {

    boolean isNetwork() {
      return Encoder.class.isAssignableFrom(family.type());
    }

    ModelStore.Lease<Embedder> open(EmbedderOptions settings) {
      return ModelStore.shared()
          .open(new Key(name, settings), Embedder.class, () -> opener.open(settings));
    }
  }

  @FunctionalInterface
  private interface Opener {
    Embedder open(EmbedderOptions settings) throws IOException;
  }

  private record Key(String model, EmbedderOptions settings) {

    @Override
    public String toString() {
      return model;
    }
  }
}
