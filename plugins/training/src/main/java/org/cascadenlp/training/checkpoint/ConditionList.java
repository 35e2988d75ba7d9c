package org.cascadenlp.training.checkpoint;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.TrainableTask;
import org.cascadenlp.neural.torch.NumericEnvironment;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.VectorSource;

/** Lists everything that the bits of a training's result depend on. */
public record ConditionList<T, P>(
    TrainableTask<T, P> task, HeadSettings head, SequenceType unit, TrainingSettings settings) {

  /**
   * The conditions of a training.
   *
   * @param parameters further ones, which the settings override
   * @param arrays describes the trained arrays
   */
  public TrainingConditions conditions(
      Map<String, String> parameters,
      VectorSource source,
      String arrays,
      List<Labelled<T>> train,
      List<Labelled<T>> dev) {
    Set<Class<?>> code = new LinkedHashSet<>(source.computedBy());
    code.add(task.getClass());
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.putAll(settings.toMap());
    all.put("task", head.task());
    all.put("headOptions", head.options().toString());
    all.put("labels", head.labels().toString());
    all.put("unit", unit.toString());
    all.put("train data", data(train));
    all.put("dev data", data(dev));
    VectorSpace space = source.vectorSpace();
    all.put("encoder", space.name() + " " + space.hash());
    all.put("vectors", space.settings() + " " + space.layers() + " x " + space.width());
    all.put("frozen vectors", source.contentHash());
    all.put(TrainingConditions.ARRAYS, arrays);
    all.putAll(NumericEnvironment.describe());
    all.putAll(CodeHashes.of(code));
    return new TrainingConditions(all);
  }

  private String data(List<Labelled<T>> examples) {
    return examples.size() + " examples, " + DataHash.of(task.codec(), examples);
  }
}
