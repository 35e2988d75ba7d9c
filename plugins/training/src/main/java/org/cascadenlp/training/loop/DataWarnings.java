package org.cascadenlp.training.loop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.cascadenlp.batch.corpus.MapHint;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.settings.OptimiserSettings;
import org.cascadenlp.training.settings.TrainingSettings;

/**
 * Warnings about data and settings that can be trained with but are probably a mistake, one line
 * each, printed before the first step.
 */
record DataWarnings<T>(DataCheck<T> check) {

  /** All warnings about these data. */
  List<String> of(List<Labelled<T>> train, List<Labelled<T>> dev) {
    List<String> lines = new ArrayList<>();
    Optional<LabelCheck> labels = check.labels();
    addRates(lines);
    labels.ifPresent(
        own -> {
          addWeights(own, check.texts(train), lines);
          addRare(own, check.texts(train), lines);
        });
    addBatch(train.size(), lines);
    if (dev.isEmpty()) {
      lines.add(
          "there are no development sequences, so the last epoch is kept, however good it is; give"
              + " --dev, for example a part of a --train file: FILE[:-200] and FILE[-200:]");
    } else {
      labels.ifPresent(
          own -> {
            addUnseen(own, check.texts(dev), lines);
            addUniform(own, check.texts(dev), lines);
          });
      addRepeated(train, dev, lines);
    }
    return lines.stream().map(line -> "warning: " + line).toList();
  }

  /**
   * Warns about development labels that can never be predicted. They are no error: real splits have
   * rare labels in one part only, which rightly lower the scores.
   */
  private static void addUnseen(LabelCheck labels, List<List<String>> dev, List<String> lines) {
    SortedMap<String, Integer> unseen = labels.unknown(dev);
    unseen.forEach(
        (label, count) ->
            lines.add(
                "the development data have label '"
                    + label
                    + "' in "
                    + sequences(count)
                    + ", the training data do not, so each counts as an error; "
                    + MapHint.of(List.of(label), labels.values())));
  }

  private static void addUniform(LabelCheck labels, List<List<String>> dev, List<String> lines) {
    if (labels.isUniform(dev)) {
      lines.add(
          labels.uniform(dev, "development")
              + ", so the score is no measure of an epoch, and the best is chosen by development"
              + " loss; give --dev data with the labels of --train");
    }
  }

  /** Warns if most development examples, with their targets, are training examples too. */
  private void addRepeated(List<Labelled<T>> train, List<Labelled<T>> dev, List<String> lines) {
    Set<List<List<String>>> known = new HashSet<>();
    train.forEach(example -> known.add(texts(example)));
    long repeated = dev.stream().filter(example -> known.contains(texts(example))).count();
    if (2 * repeated > dev.size()) {
      lines.add(
          repeated
              + " of "
              + sequences(dev.size())
              + " of the development data are training sequences too, so the scores measure"
              + " memorisation; give --dev other data than --train");
    }
  }

  private List<List<String>> texts(Labelled<T> example) {
    List<List<String>> texts = new ArrayList<>();
    example.instance().sequences().forEach(sequence -> texts.add(sequence.tokens()));
    texts.add(check.task().codec().texts(example.target()));
    return texts;
  }

  private void addRates(List<String> lines) {
    OptimiserSettings rates = check.settings().optimiser();
    boolean frozen = !check.settings().tuning().trainsEncoder();
    if (rates.headRate() == 0) {
      lines.add(
          frozen || rates.encoderRate() == 0
              ? "nothing is trained: headRate="
                  + (frozen ? "0 in mode frozen" : "0 and encoderRate=0")
                  + "; the head keeps its random initial weights"
              : "headRate=0: the head keeps its random initial weights");
    } else if (!frozen && rates.encoderRate() == 0) {
      lines.add(
          "encoderRate=0: the encoder is not trained; mode=frozen gives the same in less time");
    }
  }

  private static void addWeights(LabelCheck labels, List<List<String>> train, List<String> lines) {
    SortedMap<String, Integer> counts = labels.labelCounts(train);
    for (Map.Entry<String, Float> weight : labels.classWeights().entrySet()) {
      if (weight.getValue() == 0) {
        lines.add(
            "classWeights gives label '"
                + weight.getKey()
                + "' of "
                + sequences(counts.getOrDefault(weight.getKey(), 0))
                + " weight 0, so errors there are ignored; use a small weight such as 0.1 to make"
                + " them count less");
      }
    }
  }

  private static void addRare(LabelCheck labels, List<List<String>> train, List<String> lines) {
    SortedMap<String, Integer> rare = labels.valueCounts(train);
    rare.values().removeIf(count -> count > 1);
    if (!rare.isEmpty()) {
      lines.add(
          "the training data have "
              + (rare.size() == 1 ? "a label" : rare.size() + " labels")
              + " in a single sequence: "
              + MapHint.counted(rare)
              + "; that is too little to learn from: add examples, or merge labels with --map"
              + " LABEL=LABEL");
    }
  }

  private void addBatch(int examples, List<String> lines) {
    TrainingSettings settings = check.settings();
    long together = (long) settings.batchSize() * settings.accumulation();
    if (examples < together) {
      lines.add(
          "there are only "
              + sequences(examples)
              + " for updates of "
              + together
              + " (batchSize="
              + settings.batchSize()
              + ", accumulation="
              + settings.accumulation()
              + "), so an epoch is one update; lower batchSize or accumulation");
    }
  }

  private static String sequences(int count) {
    return count + (count == 1 ? " sequence" : " sequences");
  }
}
