package org.cascadenlp.transformers.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.LoraAdapter;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.weights.tensor.Tensor;

/** Finds transformers by the name of a model on the class path or by folder. */
public final class EncoderSources {

  private EncoderSources() {}

  /**
   * The model called {@code model}, which is the name of a model on the class path or a folder.
   *
   * @throws CascadeException if it is neither
   */
  public static EncoderSource named(String model) {
    Set<String> names = new TreeSet<>(ShippedBert.names());
    if (names.contains(model)) {
      return shipped(model);
    }
    Path folder = Path.of(model);
    if (!Files.isDirectory(folder)) {
      throw CascadeException.of(
          "model " + model,
          "there is no such folder and no model of that name",
          "give a model's folder or one of " + names);
    }
    return in(folder);
  }

  /** The model {@code name} on the class path. */
  public static EncoderSource shipped(String name) {
    ShippedBert shipped = ShippedBert.of(name);
    return new EncoderSource(
        name, shipped.weightsPlace(), shipped::configuration, shipped::tokenizer, shipped::tensors);
  }

  /** The model in {@code folder}: complete, or a LoRA adapter of another model. */
  public static EncoderSource in(Path folder) {
    return LoraAdapter.in(folder) ? adapted(folder) : saved(folder);
  }

  private static EncoderSource saved(Path path) {
    HuggingFaceFolder folder = new HuggingFaceFolder(SentenceModules.encoder(path));
    return new EncoderSource(
        String.valueOf(path.toAbsolutePath().normalize().getFileName()),
        folder.weightsFile().toString(),
        folder::configuration,
        folder::tokenizer,
        folder::tensors);
  }

  /**
   * The base model of the adapter in {@code folder}, with the adapter merged into its weights and
   * the head that is saved with the adapter, if there is one.
   */
  private static EncoderSource adapted(Path folder) {
    LoraAdapter adapter = LoraAdapter.read(folder);
    EncoderSource base =
        ShippedBert.names().contains(adapter.base())
            ? shipped(adapter.base())
            : saved(folder.toAbsolutePath().resolveSibling(adapter.base()));
    VectorSpace expected =
        Files.exists(folder.resolve(ModelFolder.CARD)) ? ModelFolder.read(folder).base() : null;
    return new EncoderSource(
        String.valueOf(folder.getFileName()),
        base.place(),
        base.configuration(),
        base.tokenizer(),
        () -> {
          Map<String, Tensor> tensors = base.tensors().get();
          EncoderConfiguration configuration = base.configuration().get();
          if (expected != null) {
            check(folder, expected, base, EncoderWeights.of(tensors, configuration, base.place()));
          }
          return new AdaptedArrays(configuration, folder.toString()).of(tensors, adapter);
        });
  }

  private static void check(
      Path folder, VectorSpace expected, EncoderSource base, Map<String, Tensor> weights) {
    String found = Tensor.hash(weights);
    if (!expected.hash().equals(found)) {
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
  }
}
