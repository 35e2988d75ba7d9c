package org.cascadenlp.training.loop;

import ai.djl.engine.Engine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.files.Sha256;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.task.Codec;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.training.listener.TrainingResult;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.VectorSource;

/** Composes the model card, {@code model.json}, of a training. */
public record CardWriter<T, P>(
    Codec<T, P> codec,
    HeadSettings head,
    SequenceType unit,
    TrainingSettings settings,
    String licence) {

  ModelCard card(
      VectorSpace start,
      VectorSource.Saved saved,
      TrainingResult result,
      List<Labelled<T>> train,
      List<Labelled<T>> dev,
      List<Labelled<T>> probes,
      List<P> predictions) {
    Map<String, String> training = new LinkedHashMap<>(settings.toMap());
    training.put("encoder", start.name());
    training.put("encoderHash", start.hash());
    training.put("bestEpoch", String.valueOf(result.bestEpoch()));
    Map<String, String> data = new LinkedHashMap<>();
    describe(data, "train", train);
    describe(data, "dev", dev);
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("java", Runtime.version().toString());
    versions.put("libtorch", Torch.engine().getVersion());
    versions.put("djl", Engine.getDjlVersion());
    return new ModelCard(
        saved.kind(),
        head.task() + " on " + saved.embedder().name(),
        head,
        unit,
        saved.embedder(),
        saved.base(),
        Map.of(),
        training,
        data,
        versions,
        result.scores(),
        licence,
        probes.isEmpty()
            ? null
            : selfTest(
                probes.get(0).instance().sequence().cutting(saved.embedder().cut()),
                predictions.get(0)));
  }

  private void describe(Map<String, String> data, String split, List<Labelled<T>> examples) {
    data.put(split + ".units", String.valueOf(examples.size()));
    data.put(
        split + ".tokens",
        String.valueOf(examples.stream().mapToInt(e -> e.instance().size()).sum()));
    data.put(split + ".sha256", hash(codec, examples));
  }

  private ModelCard.SelfTest selfTest(Sequence sequence, P prediction) {
    return new ModelCard.SelfTest(
        sequence.tokens(),
        codec.json(prediction),
        sequence.before(),
        sequence.after(),
        sequence.text().whole());
  }

  /**
   * SHA-256 over all tokens and targets in order; each text adds its length in UTF-8 and its bytes.
   */
  public static <T> String hash(Codec<T, ?> codec, List<Labelled<T>> examples) {
    Sha256 hash = new Sha256();
    for (Labelled<T> example : examples) {
      example.instance().sequences().forEach(sequence -> add(hash, sequence.tokens()));
      add(hash, codec.texts(example.target()));
    }
    return hash.hex();
  }

  private static void add(Sha256 hash, List<String> texts) {
    hash.add(ByteBuffer.allocate(4).putInt(texts.size()).flip());
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      hash.add(ByteBuffer.allocate(4).putInt(bytes.length).flip()).add(bytes);
    }
  }
}
