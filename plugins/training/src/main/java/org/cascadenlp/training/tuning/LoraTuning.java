package org.cascadenlp.training.tuning;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.training.settings.LearningRates;
import org.cascadenlp.training.settings.LoraSettings;
import org.cascadenlp.training.source.LoraEncoder;
import org.cascadenlp.training.source.TrainableEncoder;
import org.cascadenlp.training.source.VectorSource;

/** LoRA: low-rank matrices are added to some weights of the encoder and trained. */
record LoraTuning(LoraSettings lora) implements Tuning {

  private static final String RANK = "loraRank";
  private static final String ALPHA = "loraAlpha";
  private static final String TARGETS = "loraTargets";

  /** Reads the settings. */
  @Description(
      "Low-rank matrices (LoRA) are added to the projections loraTargets of the encoder and trained"
          + " with the head; their rank is loraRank.")
  static final class Provider implements TuningProvider {
    @Override
    public Tuning read(Parameters parameters) {
      List<String> targets = parameters.texts(TARGETS);
      if (targets.isEmpty()) {
        throw parameters.bad(TARGETS, "", "use " + LoraSettings.ALL + " or names of projections");
      }
      return new LoraTuning(
          new LoraSettings(
              parameters.integer(RANK, 1, 4096), parameters.number(ALPHA, 1, 1e6), targets));
    }
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(RANK, String.valueOf(lora.rank()));
    settings.put(ALPHA, String.valueOf(lora.alpha()));
    settings.put(TARGETS, String.join(",", lora.targets()));
    return settings;
  }

  @Override
  public VectorSource source(TrainableEncoder encoder, Level level, long seed) {
    return new LoraEncoder(encoder.network(), encoder.home(), lora, seed, level, encoder.cut());
  }

  @Override
  public LearningRates rates() {
    return LearningRates.ADAPTER;
  }
}
