package org.cascadenlp.benchmarks.against;

import java.util.Map;
import org.cascadenlp.benchmarks.ProcessTimes;

/** Cascade's own rows of a table, without those of its peers, measured in any checkout. */
interface OwnRows {

  /** Measures each row in new processes of {@code checkout}; returns the times by row name. */
  Map<String, ProcessTimes> measure(Checkout checkout) throws Exception;
}
