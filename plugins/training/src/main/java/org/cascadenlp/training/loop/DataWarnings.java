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
 * What can be trained on but probably is not what was meant, a line each: said before the first
 * step.
 */
record DataWarnings(DataCheck check) {

  /** Everything there is to say of these data. */
  List<String> of(List<LabelledSequence> train, List<LabelledSequence> dev) {
    List<String> lines = new ArrayList<>();
    addRates(lines);
    addWeights(train, lines);
    addRare(train, lines);
    addBatch(train, lines);
    if (dev.isEmpty()) {
      lines.add(
          "there are no development units, so the last epoch is kept, whatever it is worth; give"
              + " --dev, if only a part of a --train file: FILE[:-200] and FILE[-200:]");
    } else {
      addUnseen(dev, lines);
      addUniform(dev, lines);
      addRepeated(train, dev, lines);
    }
    return lines.stream().map(line -> "warning: " + line).toList();
  }

  /**
   * Development labels that can never be predicted. They are no error: real splits have rare labels
   * in one part only, and left in they lower the scores as they should.
   */
  private void addUnseen(List<LabelledSequence> dev, List<String> lines) {
    SortedMap<String, Integer> unseen = check.unknown(dev);
    unseen.forEach(
        (label, count) ->
            lines.add(
                "the development data have label '"
                    + label
                    + "' in "
                    + units(count)
                    + ", the training data do not: it counts as an error there; "
                    + MapHint.of(List.of(label), check.values())));
  }

  private void addUniform(List<LabelledSequence> dev, List<String> lines) {
    if (check.isUniform(dev)) {
      lines.add(
          check.uniform(dev, "development")
              + ", so the score cannot tell good epochs from bad ones, and the development loss"
              + " chooses; give --dev data as those of --train");
    }
  }

  /** Development units, with their gold, that are training units too. */
  private static void addRepeated(
      List<LabelledSequence> train, List<LabelledSequence> dev, List<String> lines) {
    Set<List<List<String>>> known = new HashSet<>();
    train.forEach(example -> known.add(text(example)));
    long repeated = dev.stream().filter(example -> known.contains(text(example))).count();
    if (2 * repeated > dev.size()) {
      lines.add(
          repeated
              + " of "
              + units(dev.size())
              + " of the development data are training units too: the scores say how well they were"
              + " learned by heart; give --dev other data than --train");
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
                  + "; the head stays as it was drawn from the seed"
              : "headRate=0: the head stays as it was drawn from the seed");
    } else if (!frozen && rates.encoderRate() == 0) {
      lines.add("encoderRate=0: the encoder stays as it is; mode=frozen does that in less time");
    }
  }

  private void addWeights(List<LabelledSequence> train, List<String> lines) {
    SortedMap<String, Integer> units = counted(train, false);
    for (Map.Entry<String, Float> weight : check.settings().classWeights().entrySet()) {
      if (weight.getValue() == 0) {
        lines.add(
            "classWeights gives label '"
                + weight.getKey()
                + "' of "
                + units(units.getOrDefault(weight.getKey(), 0))
                + " weight 0: a wrong answer there costs nothing; a small number, 0.1, makes it count"
                + " less");
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
              + " in a single unit: "
              + MapHint.counted(rare)
              + "; that is too little to learn: add examples, or --map LABEL=LABEL into another");
    }
  }

  private void addBatch(List<LabelledSequence> train, List<String> lines) {
    TrainingSettings settings = check.settings();
    long together = (long) settings.batchSize() * settings.accumulation();
    if (train.size() < together) {
      lines.add(
          units(train.size())
              + " are fewer than one update takes (batchSize="
              + settings.batchSize()
              + ", accumulation="
              + settings.accumulation()
              + "), so an epoch is one update; lower them");
    }
  }

  /** The number of units with each label, or with each value of annotations. */
  private SortedMap<String, Integer> counted(List<LabelledSequence> examples, boolean values) {
    SortedMap<String, Integer> units = new TreeMap<>();
    for (LabelledSequence example : examples) {
      Set<String> own = new TreeSet<>();
      example.labels().forEach(l -> own.add(values ? check.task().value(l) : l));
      own.remove("");
      own.forEach(label -> units.merge(label, 1, Integer::sum));
    }
    return units;
  }

  private static String units(int count) {
    return count + (count == 1 ? " unit" : " units");
  }
}
