package org.cascadenlp.training.loop;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cascadenlp.batch.corpus.MapHint;
import org.cascadenlp.training.settings.OptimiserSettings;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.settings.TuningMode;
import org.cascadenlp.training.source.LabelledSequence;

/**
 * Warnings about data and settings that can be trained with but are probably a mistake, one line
 * each, printed before the first step.
 */
record DataWarnings(DataCheck check) {

  /** All warnings about these data. */
  List<String> of(List<LabelledSequence> train, List<LabelledSequence> dev) {
    List<String> lines = new ArrayList<>();
    addRates(lines);
    addWeights(train, lines);
    addRare(train, lines);
    addBatch(train, lines);
    if (dev.isEmpty()) {
      lines.add(
          "there are no development sequences, so the last epoch is kept, however good it is; give"
              + " --dev, for example a part of a --train file: FILE[:-200] and FILE[-200:]");
    } else {
      addUnseen(dev, lines);
      addUniform(dev, lines);
      addRepeated(train, dev, lines);
    }
    return lines.stream().map(line -> "warning: " + line).toList();
  }

  /**
   * Warns about development labels that can never be predicted. They are no error: real splits have
   * rare labels in one part only, which rightly lower the scores.
   */
  private void addUnseen(List<LabelledSequence> dev, List<String> lines) {
    SortedMap<String, Integer> unseen = check.unknown(dev);
    unseen.forEach(
        (label, count) ->
            lines.add(
                "the development data have label '"
                    + label
                    + "' in "
                    + sequences(count)
                    + ", the training data do not, so each counts as an error; "
                    + MapHint.of(List.of(label), check.values())));
  }

  private void addUniform(List<LabelledSequence> dev, List<String> lines) {
    if (check.isUniform(dev)) {
      lines.add(
          check.uniform(dev, "development")
              + ", so the score is no measure of an epoch, and the best is chosen by development"
              + " loss; give --dev data with the labels of --train");
    }
  }

  /** Warns if most development sequences, with their gold labels, are training sequences too. */
  private static void addRepeated(
      List<LabelledSequence> train, List<LabelledSequence> dev, List<String> lines) {
    Set<List<List<String>>> known = new HashSet<>();
    train.forEach(example -> known.add(text(example)));
    long repeated = dev.stream().filter(example -> known.contains(text(example))).count();
    if (2 * repeated > dev.size()) {
      lines.add(
          repeated
              + " of "
              + sequences(dev.size())
              + " of the development data are training sequences too, so the scores measure"
              + " memorisation; give --dev other data than --train");
    }
  }

  private static List<List<String>> text(LabelledSequence example) {
    return List.of(example.sequence().tokens(), example.labels());
  }

  private void addRates(List<String> lines) {
    OptimiserSettings rates = check.settings().optimiser();
    boolean frozen = check.settings().mode() == TuningMode.FROZEN;
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

  private void addWeights(List<LabelledSequence> train, List<String> lines) {
    SortedMap<String, Integer> counts = counted(train, false);
    for (Map.Entry<String, Float> weight : check.settings().classWeights().entrySet()) {
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

  private void addRare(List<LabelledSequence> train, List<String> lines) {
    SortedMap<String, Integer> rare = counted(train, true);
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

  private void addBatch(List<LabelledSequence> train, List<String> lines) {
    TrainingSettings settings = check.settings();
    long together = (long) settings.batchSize() * settings.accumulation();
    if (train.size() < together) {
      lines.add(
          "there are only "
              + sequences(train.size())
              + " for updates of "
              + together
              + " (batchSize="
              + settings.batchSize()
              + ", accumulation="
              + settings.accumulation()
              + "), so an epoch is one update; lower batchSize or accumulation");
    }
  }

  /** The number of sequences with each label, or with each annotation value. */
  private SortedMap<String, Integer> counted(List<LabelledSequence> examples, boolean values) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (LabelledSequence example : examples) {
      Set<String> own = new TreeSet<>();
      example.labels().forEach(l -> own.add(values ? check.task().value(l) : l));
      own.remove("");
      own.forEach(label -> counts.merge(label, 1, Integer::sum));
    }
    return counts;
  }

  private static String sequences(int count) {
    return count + (count == 1 ? " sequence" : " sequences");
  }
}
