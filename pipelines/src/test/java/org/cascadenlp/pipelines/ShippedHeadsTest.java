package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.LabelTask;
import org.cascadenlp.neural.task.Task;
import org.cascadenlp.testkit.neural.HeadContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped task head keeps the contract, with every kind of network. */
@ParameterizedClass
@MethodSource("all")
class ShippedHeadsTest extends HeadContract {

  private static final Map<String, Task> TASKS = OfferedServices.tasks();

  @Parameter Case tested;

  private record Case(String task, String options, int layers, List<List<String>> gold) {

    HeadSettings settings() {
      Map<String, String> values = new TreeMap<>();
      for (String option : options.split(" ")) {
        values.put(option.replaceFirst("=.*", ""), option.replaceFirst(".*=", ""));
      }
      Set<String> seen = new TreeSet<>();
      gold.forEach(seen::addAll);
      List<String> labels = labelTask(task).labels(seen, values);
      return new HeadSettings(task, labels, values, layers, 6, 7);
    }
  }

  static Stream<Case> all() {
    List<List<String>> bio =
        List.of(
            List.of("B-PER", "I-PER", "O", "B-LOC"),
            List.of("O"),
            List.of("B-LOC", "B-LOC", "I-LOC"));
    List<List<String>> bioes =
        List.of(List.of("B-PER", "E-PER", "O", "S-LOC"), List.of("O"), List.of("S-PER", "O"));
    List<List<String>> tags =
        List.of(List.of("NOUN", "VERB"), List.of("X"), List.of("VERB", "NOUN", "NOUN"));
    List<List<String>> classes =
        List.of(List.of("good"), List.of("bad"), List.of("odd <&>"), List.of("good"));
    List<List<String>> sets =
        List.of(List.of("bad", "good"), List.of(), List.of("good"), List.of("bad"));
    return Stream.of(
        new Case("entities", "scheme=BIO decoder=linear bilstm=0 mix=false", 1, bio),
        new Case("entities", "scheme=BIOES decoder=crf bilstm=4 mix=true", 2, bioes),
        new Case("pos", "decoder=linear bilstm=3 mix=false", 2, tags),
        new Case("pos", "decoder=crf bilstm=0 mix=true", 3, tags),
        new Case("classes", "pooling=mean pooler=false multi=false bilstm=0 mix=false", 1, classes),
        new Case("classes", "pooling=max pooler=true multi=false bilstm=4 mix=true", 2, classes),
        new Case(
            "classes", "pooling=attention pooler=false multi=true bilstm=0 mix=false", 1, sets),
        new Case("classes", "pooling=unit pooler=true multi=false bilstm=0 mix=true", 2, classes));
  }

  private static LabelTask labelTask(String name) {
    return (LabelTask) Objects.requireNonNull(TASKS.get(name));
  }

  @Override
  protected LabelTask head() {
    return labelTask(tested.task());
  }

  @Override
  protected HeadSettings settings() {
    return tested.settings();
  }

  @Override
  protected List<List<String>> gold() {
    return tested.gold();
  }

  @Test
  void everyHeadForLabelsIsTested() {
    Set<String> ofLabels = new TreeSet<>(TASKS.keySet());
    ofLabels.removeIf(name -> !(TASKS.get(name) instanceof LabelTask));
    assertThat(all().map(Case::task).collect(Collectors.toSet())).isEqualTo(ofLabels);
  }
}
