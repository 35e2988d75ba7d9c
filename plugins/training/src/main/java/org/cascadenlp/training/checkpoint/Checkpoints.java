package org.cascadenlp.training.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of one training, in the folder {@value #FOLDER} of its model's folder. The last
 * two are kept.
 */
public final class Checkpoints {

  /** The name of the folder in that of the model. */
  public static final String FOLDER = "checkpoints";

  private static final int KEPT = 2;

  private final CheckpointFolder folder;
  private final CheckpointSettings settings;
  private final TrainingConditions conditions;
  private final Consumer<String> log;
  private final Deque<Path> kept = new ArrayDeque<>();

  /**
   * The checkpoints of a training.
   *
   * @param model the folder for the model
   * @param conditions those of this training
   * @param log receives lines for the user
   */
  public Checkpoints(
      Path model,
      CheckpointSettings settings,
      TrainingConditions conditions,
      Consumer<String> log) {
    this.folder = new CheckpointFolder(model.resolve(FOLDER), settings.files());
    this.settings = settings;
    this.conditions = conditions;
    this.log = log;
  }

  /** Whether there are checkpoints in {@code model}, the folder for a model. */
  public static boolean areIn(Path model) {
    try {
      return !new CheckpointFolder(model.resolve(FOLDER), FileOperations.DISK).all().isEmpty();
    } catch (IOException e) {
      return false; // a training there fails with the reason
    }
  }

  /**
   * Removes what a training that was killed has left of checkpoints in {@code model}, unless one is
   * whole; only for the owner of the lock on {@code model}.
   */
  public static void removeRemains(Path model) throws IOException {
    CheckpointFolder folder = new CheckpointFolder(model.resolve(FOLDER), FileOperations.DISK);
    if (folder.all().isEmpty()) {
      folder.clear();
    }
  }

  /** Removes all checkpoints in {@code model}, the folder of a model that is complete. */
  public static void clear(Path model, FileOperations files) throws IOException {
    new CheckpointFolder(model.resolve(FOLDER), files).clear();
  }

  /**
   * The checkpoint to go on from; null to begin the training at its start.
   *
   * @throws CascadeException if there are checkpoints, but {@link CheckpointSettings#resume} allows
   *     to go on from none of them
   */
  public @Nullable Checkpoint last() {
    List<Path> all;
    try {
      folder.tidy();
      all = folder.all();
    } catch (IOException e) {
      throw CascadeException.of(
          folder.path().toString(),
          "cannot be read: " + CascadeException.describe(e),
          "check its rights, or remove it",
          e);
    }
    if (settings.resume() == ResumeMode.NO) {
      if (!all.isEmpty()) {
        log.accept("note: the training begins anew, not from " + all.get(0));
      }
      return null;
    }
    if (all.isEmpty()) {
      log.accept("no checkpoint in " + folder.path() + ": the training begins at its start");
      return null;
    }
    Checkpoint found = fitting(all);
    if (found == null) {
      return null;
    }
    kept.add(found.folder());
    log.accept("resuming from " + found.folder() + ": " + found.state());
    return found;
  }

  /** The chosen one of {@code all}; null if none can be used and the training may begin anew. */
  private @Nullable Checkpoint fitting(List<Path> all) {
    try {
      return chosen(all);
    } catch (CascadeException e) {
      if (settings.resume() != ResumeMode.FITTING) {
        throw e;
      }
      log.accept("note: the training begins anew: " + e.place() + ": " + e.problem());
      return null;
    }
  }

  /** The latest of {@code all} that is whole and was written under the same conditions. */
  private Checkpoint chosen(List<Path> all) {
    List<Checkpoint> others = new ArrayList<>();
    for (Path each : all) {
      try {
        Checkpoint found = Checkpoint.read(each);
        if (conditions.differences(found.conditions()).isEmpty()) {
          others.forEach(other -> log.accept("refused: " + other.folder() + ": " + differs(other)));
          return found;
        }
        others.add(found);
      } catch (CascadeException e) {
        log.accept("refused: " + e.place() + ": " + e.problem());
      }
    }
    if (others.isEmpty()) {
      throw CascadeException.of(
          folder.path().toString(),
          "none of its checkpoints can be used",
          "remove the folder, and train without --resume");
    }
    return approximate(others);
  }

  private String differs(Checkpoint other) {
    return "it was written under other conditions: "
        + String.join("; ", conditions.differences(other.conditions()));
  }

  private Checkpoint approximate(List<Checkpoint> others) {
    for (Checkpoint other : others) {
      if (settings.resume() == ResumeMode.APPROXIMATE && conditions.fits(other.conditions())) {
        log.accept(
            "warning: "
                + other.folder()
                + ": "
                + differs(other)
                + "; the result may differ from that of an uninterrupted training");
        return other;
      }
    }
    Checkpoint latest = others.get(0);
    throw CascadeException.of(
        latest.folder().toString(),
        differs(latest),
        conditions.fits(latest.conditions())
            ? "restore them, or accept another result with --resume=approximate"
            : "restore them, or train without --resume");
  }

  /**
   * Writes a checkpoint, and removes all but the last two of this training.
   *
   * @param content writes what it has besides its counters
   */
  public void save(TrainingState state, Content content) throws IOException {
    Path place =
        folder.add(
            state.step(),
            out -> {
              content.write(out);
              out.text(Checkpoint.STATE, Checkpoint.json(state, conditions));
            });
    kept.remove(place);
    kept.addLast(place);
    while (kept.size() > KEPT) {
      kept.removeFirst();
    }
    for (Path each : folder.all()) {
      if (!kept.contains(each)) {
        folder.remove(each);
      }
    }
  }

  /** The arrays and the curve of a checkpoint. */
  public interface Content {

    /** Writes them, with the training between two updates. */
    void write(CheckpointWriter out) throws IOException;
  }
}
