package org.cascadenlp.training.checkpoint;

import java.util.Locale;

/** Whether a training goes on from a checkpoint. */
public enum ResumeMode {
  /** it begins anew */
  NO,
  /** from the last checkpoint, if everything that the result depends on is as it was */
  EXACT,
  /** as exact, but the training begins anew if no checkpoint can be used */
  FITTING,
  /** also if it is not: the result may then differ from that of an uninterrupted training */
  APPROXIMATE;

  /** The spelling in descriptors and on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
