package org.cascadenlp.benchmarks.against;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.benchmarks.ProcessTimes;
import org.cascadenlp.benchmarks.WorkFolder;
import org.cascadenlp.benchmarks.start.StartTable;

/**
 * The rows of {@code start}: repeated starts of the checkout's launcher.
 *
 * @param rounds the number of starts of each pipeline; the median counts
 */
record StartRows(int rounds) implements OwnRows {

  @Override
  public Map<String, ProcessTimes> measure(Checkout checkout) throws Exception {
    Map<String, ProcessTimes> rows = new LinkedHashMap<>();
    try (WorkFolder work = WorkFolder.create()) {
      Path document = StartTable.document(work);
      for (String pipeline : StartTable.PIPELINES) {
        List<ProcessTimes> all = new ArrayList<>();
        for (int round = 0; round <= rounds; round++) {
          ProcessTimes times = StartTable.run(checkout.root(), pipeline, document);
          if (round > 0) { // the first start loads the files into the page cache
            all.add(times);
          }
        }
        rows.put(pipeline, ProcessTimes.median(all));
      }
    }
    return rows;
  }
}
