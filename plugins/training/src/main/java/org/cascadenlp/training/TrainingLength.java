package org.cascadenlp.training;

import java.io.IOException;
import java.net.URL;
import org.apache.uima.UIMAFramework;
import org.apache.uima.UimaContext;
import org.apache.uima.resource.metadata.ConfigurationParameterSettings;
import org.apache.uima.util.InvalidXMLException;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.core.ParameterOrigin;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.command.ProgressLine;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.task.TaskHead;
import org.cascadenlp.training.settings.TrainingSettings;

/**
 * How long a training is: {@code epochs}, or as many as make {@code minUpdates} updates.
 *
 * <p>Where a descriptor sets both, it says how long a training is and how long at least. What
 * somebody else sets holds: {@code epochs} that comes from beside the descriptors ({@code --set},
 * an external override), from an aggregate around what sets {@code minUpdates}, or, in the
 * trainer's own descriptor or by code, differs from the shipped one where {@code minUpdates} does
 * not.
 *
 * @param least the updates that a training has at least; 0 for none
 * @param isFixed whether {@code epochs} holds however few updates it makes
 * @param setter what sets {@code epochs}
 */
record TrainingLength(int epochs, int least, boolean isFixed, String setter) {

  private static final int MOST = 1_000_000_000;

  static TrainingLength read(Parameters parameters, UimaContext context) {
    int epochs = parameters.integer("epochs", 1, MOST);
    int least = parameters.optionalInteger("minUpdates", 0, MOST, 0);
    ParameterOrigin setter = ParameterOrigin.of(context, "epochs");
    ParameterOrigin other = ParameterOrigin.of(context, "minUpdates");
    boolean fixed =
        setter.isOutsideDescriptors()
            || setter.isFurtherOutThan(other)
            || (other.place() == ParameterOrigin.Place.PART && isChanged(epochs, least));
    return new TrainingLength(epochs, least, fixed, setter.name());
  }

  /** Whether the shipped descriptor has other {@code epochs}, but this {@code minUpdates}. */
  private static boolean isChanged(int epochs, int least) {
    URL shipped = TaskTrainer.class.getResource("TaskTrainer.xml");
    if (shipped == null) {
      return false;
    }
    try {
      ConfigurationParameterSettings values =
          UIMAFramework.getXMLParser()
              .parseAnalysisEngineDescription(new XMLInputSource(shipped))
              .getAnalysisEngineMetaData()
              .getConfigurationParameterSettings();
      return !values.getParameterValue("epochs").equals(epochs)
          && values.getParameterValue("minUpdates").equals(least);
    } catch (InvalidXMLException | IOException e) {
      throw CascadeException.of(
          shipped.toString(),
          "it cannot be read: " + CascadeException.describe(e),
          "take the jar of Cascade's descriptors as it was built",
          e);
    }
  }

  /** The settings for these examples; says how long the training is, and what of them is cut. */
  TrainingSettings of(
      TrainingSettings settings, TrainingExamples examples, TaskHead task, ProgressLine progress) {
    String cut = examples.warning(settings.maxTokens(), task);
    if (!cut.isEmpty()) {
      progress.keep(cut);
    }
    int updates = settings.updatesPerEpoch(examples.train().size());
    if (updates == 0) {
      return settings; // the trainer refuses it
    }
    progress.keep(explain(updates, settings.unitsPerUpdate()));
    return settings.withEpochs(epochs(updates));
  }

  /** The epochs of a training with so many updates an epoch. */
  int epochs(int updatesPerEpoch) {
    int needed = (least + updatesPerEpoch - 1) / updatesPerEpoch;
    return isFixed ? epochs : Math.max(epochs, needed);
  }

  /** What holds, in words. */
  String explain(int updatesPerEpoch, int batch) {
    String own =
        count(epochs, "epoch")
            + (epochs == 1 ? " is " : " are ")
            + count((long) epochs * updatesPerEpoch, "update")
            + " of batch "
            + batch;
    int held = epochs(updatesPerEpoch);
    if (held > epochs) {
      return own + "; minUpdates=" + least + " makes it " + count(held, "epoch");
    }
    return isFixed && (long) epochs * updatesPerEpoch < least
        ? own + "; that holds, as " + setter + " says, though minUpdates=" + least
        : own;
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
