package org.example.own;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderOptions;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.model.LoraAdapter;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;

/** Provides the encoder {@code letters}, its tuned copies and its adapters. */
final class LetterFamily implements EmbedderProvider {

  @Override
  public Set<String> names() {
    return Set.of(LetterEncoder.NAME, LetterEncoder.FORGETFUL);
  }

  @Override
  public boolean reads(Path folder) {
    return Files.exists(folder.resolve(LetterEncoder.MARK))
        || (LoraAdapter.in(folder) && names().contains(LoraAdapter.base(folder)));
  }

  @Override
  public Class<? extends Embedder> type() {
    return LetterEncoder.class;
  }

  @Override
  public EmbedderOptions settings(Parameters parameters) {
    return LetterSettings.of(parameters);
  }

  @Override
  public Embedder open(String name, EmbedderOptions settings) {
    boolean forgets = name.equals(LetterEncoder.FORGETFUL);
    return new LetterEncoder(LetterEncoder.fresh(), (LetterSettings) settings, forgets);
  }

  @Override
  public Embedder open(Path folder, EmbedderOptions settings) {
    Map<String, Tensor> weights = LetterEncoder.fresh();
    if (LoraAdapter.in(folder)) {
      weights = LoraAdapter.read(folder).merge(weights);
    } else {
      Map<String, Tensor> stored = SafeTensors.read(folder.resolve("model.safetensors"));
      weights.replaceAll((name, tensor) -> stored.getOrDefault(name, tensor));
    }
    return new LetterEncoder(weights, (LetterSettings) settings, false);
  }
}
