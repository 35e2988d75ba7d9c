package org.cascadenlp.neural.embedding;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.LoraAdapter;
import org.cascadenlp.neural.model.PretrainedHeads;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.words.VectorFile;
import org.jspecify.annotations.Nullable;

/** Opens the embedders that plugins provide, by the name or path in a descriptor. */
public final class EmbedderRegistry {

  private final Set<EmbedderProvider> providers;

  @Inject
  EmbedderRegistry(Set<EmbedderProvider> providers) {
    this.providers = providers;
  }

  /**
   * Opens the embedder that parameter {@code name} of {@code parameters} names: a registered name,
   * or a file or folder that exists. Its provider reads the options.
   */
  public ModelStore.Lease<Embedder> open(Parameters parameters, String name) {
    Model model = model(parameters, name);
    return model.open(model.provider.settings(parameters));
  }

  /** As {@link #open(Parameters, String)}, for a trainer that has read {@code network} already. */
  public ModelStore.Lease<Embedder> open(
      Parameters parameters, String name, EmbedderSettings network) {
    Model model = model(parameters, name);
    try {
      return model.open(model.provider.settings(parameters, network));
    } catch (CascadeException e) {
      if (e.place().equals(parameters.component()) && !model.isNetwork()) {
        throw parameters.bad(
            name,
            parameters.text(name),
            model.provider.getClass().getName()
                + " offers no network (EmbedderProvider.type): use it as an embedding in mode"
                + " frozen");
      }
      throw e;
    }
  }

  /**
   * As {@link #open(Parameters, String)}, for a trainer of the model of an embedding.
   *
   * @param model a registered name, or the path of a file or folder that exists
   */
  public ModelStore.Lease<Embedder> openNamed(
      Parameters parameters, String model, EmbedderSettings network) {
    Model known = named(model);
    Model found = known == null ? model(Path.of(model)) : known;
    return found.open(found.provider.settings(parameters, network));
  }

  /** A reference to the model that {@link #open(Parameters, String)} would open. */
  public ModelReference choice(Parameters parameters, String name) {
    Model model = model(parameters, name);
    return new ModelReference(model.name, model.provider.settings(parameters));
  }

  /** Opens the embedder that {@code choice} refers to. */
  public ModelStore.Lease<Embedder> open(ModelReference choice) {
    Model named = named(choice.model());
    return (named == null ? model(Path.of(choice.model())) : named).open(choice.settings());
  }

  /** Opens the embedder at {@code path}. */
  public ModelStore.Lease<Embedder> open(Path path, EmbedderOptions settings) {
    return model(path).open(settings);
  }

  /**
   * Opens the embedder at {@code path} for vectors of {@code space}, in the place of an embedding
   * with the options {@code given}.
   */
  public ModelStore.Lease<Embedder> open(Path path, EmbedderOptions given, VectorSpace space) {
    Model model = model(path);
    return model.open(model.provider.fitting(Path.of(model.name), given, space));
  }

  /** The provider that reads the head in {@code folder}; empty if none does. */
  public Optional<PretrainedHeads> heads(Path folder) {
    Path real = folder.toAbsolutePath().normalize();
    for (EmbedderProvider provider : providers) {
      if (provider instanceof PretrainedHeads heads && provider.reads(real)) {
        return Optional.of(heads);
      }
    }
    return Optional.empty();
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
    providers.forEach(provider -> known.addAll(provider.names()));
    throw parameters.bad(
        name,
        model,
        missing(parameters, name, model)
            + "give a model's file or folder, relative to the descriptor that sets it, or one of "
            + known);
  }

  /** The problem and, if {@code model} looks like a path, the command that would create it. */
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
    for (EmbedderProvider provider : providers) {
      if (provider.names().contains(name)) {
        return new Model(provider, name, settings -> provider.open(name, settings));
      }
    }
    return null;
  }

  private Model model(Path path) {
    Path real = path.toAbsolutePath().normalize();
    for (EmbedderProvider provider : providers) {
      if (provider.reads(real)) {
        return new Model(provider, real.toString(), settings -> provider.open(real, settings));
      }
    }
    if (LoraAdapter.in(real)) {
      throw LoraAdapter.withoutBase(path);
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
    for (EmbedderProvider provider : providers) {
      if (provider.reads(folder)) {
        return true;
      }
    }
    return false;
  }

  /** A model that was found but is not open yet. */
  private record Model(EmbedderProvider provider, String name, Opener opener) {

    boolean isNetwork() {
      return Encoder.class.isAssignableFrom(provider.type());
    }

    ModelStore.Lease<Embedder> open(EmbedderOptions settings) {
      EmbedderOptions resolved = provider.resolved(name, settings);
      return ModelStore.shared()
          .open(new Key(name, resolved), Embedder.class, () -> opener.open(resolved));
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
