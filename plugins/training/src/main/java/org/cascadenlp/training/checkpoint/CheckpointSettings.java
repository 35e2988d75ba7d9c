package org.cascadenlp.training.checkpoint;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.uima.UimaContext;
import org.cascadenlp.core.Parameters;

/**
 * How often a training saves its state, and whether it goes on from one.
 *
 * @param updates the number of updates between two checkpoints within an epoch; there is also one
 *     at the end of each epoch. 0 for none at all
 * @param share the most time that checkpoints take, as a fraction of that between them: one that
 *     would come too early is left out; 1 for no limit
 * @param parameters what the result depends on besides the settings of the training, by name
 * @param files the operations that checkpoints are written by
 */
public record CheckpointSettings(
    int updates,
    double share,
    ResumeMode resume,
    Map<String, String> parameters,
    FileOperations files) {

  /** No checkpoints. */
  public static final CheckpointSettings NONE =
      new CheckpointSettings(0, 0, ResumeMode.NO, Map.of(), FileOperations.DISK);

  private static final double SHARE = 0.05;

  /** The trainer's parameters that its result does not depend on; paths are known by hashes. */
  private static final Set<String> UNRELATED =
      Set.of(
          "cacheDisk",
          "cacheMemory",
          "checkpointUpdates",
          "encoder",
          "licence",
          "output",
          "resume",
          "vectors");

  public CheckpointSettings {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
  }

  /** The settings of a trainer; all its other parameters are those that its result depends on. */
  public static CheckpointSettings read(Parameters parameters, UimaContext context) {
    Map<String, String> others = new TreeMap<>();
    for (String name : context.getConfigParameterNames()) {
      if (!UNRELATED.contains(name)) {
        Object value = context.getConfigParameterValue(name);
        others.put(
            name,
            value instanceof Object[] list
                ? Arrays.toString(list)
                : value == null ? "" : "" + value);
      }
    }
    return new CheckpointSettings(
        parameters.optionalInteger("checkpointUpdates", 0, Integer.MAX_VALUE, 0),
        SHARE,
        parameters.optionalChoice("resume", ResumeMode.class, ResumeMode.NO),
        others,
        FileOperations.DISK);
  }

  /** Whether there are none, and the training begins at its start. */
  public boolean isOff() {
    return updates == 0 && resume == ResumeMode.NO;
  }
}
