package org.cascadenlp.training.loop;

import ai.djl.engine.Engine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.files.Sha256;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.LabelledSequence;
import org.cascadenlp.training.source.VectorSource;

/** Composes the model card, {@code model.json}, of a training. */
public record CardWriter(
    HeadSettings head, SequenceType unit, TrainingSettings settings, String licence) {

  ModelCard card(
      VectorSpace start,
      VectorSource.Saved saved,
      TrainingResult result,
      List<LabelledSequence> train,
      List<LabelledSequence> dev,
      List<LabelledSequence> probes,
      List<Prediction> predictions) {
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
                probes.get(0).sequence().cutting(saved.embedder().cut()), predictions.get(0)));
  }

  private static void describe(
      Map<String, String> data, String split, List<LabelledSequence> examples) {
    data.put(split + ".units", String.valueOf(examples.size()));
    data.put(
        split + ".tokens",
        String.valueOf(examples.stream().mapToInt(e -> e.sequence().size()).sum()));
    data.put(split + ".sha256", hash(examples));
  }

  private static ModelCard.SelfTest selfTest(Sequence sequence, Prediction prediction) {
    List<Float> scores = new ArrayList<>();
    for (float score : prediction.scores()) {
      scores.add(score);
    }
    return new ModelCard.SelfTest(
        sequence.tokens(),
        prediction.labels(),
        scores,
        sequence.before(),
        sequence.after(),
        sequence.text().whole());
  }

  /**
   * SHA-256 over all tokens and labels in order; each text adds its length in UTF-8 and its bytes.
   */
  public static String hash(List<LabelledSequence> examples) {
    Sha256 hash = new Sha256();
    for (LabelledSequence example : examples) {
      for (List<String> texts : List.of(example.sequence().tokens(), example.labels())) {
        hash.add(ByteBuffer.allocate(4).putInt(texts.size()).flip());
        for (String text : texts) {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          hash.add(ByteBuffer.allocate(4).putInt(bytes.length).flip()).add(bytes);
        }
      }
    }
    return hash.hex();
  }
}
