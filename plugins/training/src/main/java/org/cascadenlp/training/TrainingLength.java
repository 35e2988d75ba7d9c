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
import org.cascadenlp.training.settings.TrainingSettings;

/**
 * The length of a training run: {@code epochs}, or as many epochs as reach {@code minUpdates}
 * updates.
 *
 * <p>If one descriptor or external overrides set both, {@code minUpdates} may raise the number of
 * epochs. It may not if the user chose {@code epochs}: by {@code --set}, by an external override or
 * an aggregate around the descriptor that sets {@code minUpdates}, or by changing {@code epochs}
 * but not {@code minUpdates} of the shipped descriptor or in code.
 *
 * @param least the minimum number of updates; 0 for no minimum
 * @param isFixed whether {@code epochs} is kept even if it gives fewer updates than {@code least}
 * @param setter the descriptor or option that sets {@code epochs}
 */
record TrainingLength(int epochs, int least, boolean isFixed, String setter) {

  private static final int MOST = 1_000_000_000;

  static TrainingLength read(Parameters parameters, UimaContext context) {
    int epochs = parameters.integer("epochs", 1, MOST);
    int least = parameters.optionalInteger("minUpdates", 0, MOST, 0);
    ParameterOrigin setter = ParameterOrigin.of(context, "epochs");
    ParameterOrigin other = ParameterOrigin.of(context, "minUpdates");
    boolean together = // as in a file of settings
        setter.place() == ParameterOrigin.Place.EXTERNAL_OVERRIDE
            && setter.place() == other.place();
    boolean fixed =
        (setter.isOutsideDescriptors() && !together)
            || setter.isFurtherOutThan(other)
            || (other.place() == ParameterOrigin.Place.PART && isChanged(epochs, least));
    return new TrainingLength(epochs, least, fixed, setter.name());
  }

  /**
   * Whether {@code epochs} differs from the shipped descriptor, and {@code minUpdates} does not.
   */
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

  /** The settings for these examples; prints the length of the training and how many are cut. */
  TrainingSettings of(
      TrainingSettings settings, TrainingExamples<?, ?> examples, ProgressLine progress) {
    String cut = examples.warning(settings.maxTokens());
    if (!cut.isEmpty()) {
      progress.keep(cut);
    }
    int updates = settings.updatesPerEpoch(examples.train().size());
    if (updates == 0) {
      return settings; // the trainer refuses an empty training set
    }
    progress.keep(explain(updates, settings.unitsPerUpdate()));
    return settings.withEpochs(epochs(updates));
  }

  /** The number of epochs of a training with {@code updatesPerEpoch} updates per epoch. */
  int epochs(int updatesPerEpoch) {
    int needed = (least + updatesPerEpoch - 1) / updatesPerEpoch;
    return isFixed ? epochs : Math.max(epochs, needed);
  }

  /** The length of the training in words, for the line printed before it. */
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
        ? own + "; kept, as " + setter + " sets epochs, though minUpdates=" + least
        : own;
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
