package org.cascadenlp.neural.task;

import java.util.List;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SubwordWindow;

/** The windows of subwords in which an encoder reads a sequence. */
@FunctionalInterface
public interface SubwordWindows {

  /** The windows of {@code sequence}, in order. */
  List<SubwordWindow> of(Sequence sequence);
}
