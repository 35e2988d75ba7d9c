package org.cascadenlp.training.compare;

import java.util.List;
import org.cascadenlp.batch.corpus.CorpusOptions;
import org.cascadenlp.batch.corpus.CorpusSlice;
import org.cascadenlp.core.files.Fingerprint;

/**
 * The data that all candidates share.
 *
 * @param options how the files are read
 * @param test the test data; empty to score on the development data only
 */
record Corpus(
    CorpusOptions options, List<CorpusSlice> train, List<CorpusSlice> dev, List<CorpusSlice> test) {

  Corpus {
    train = List.copyOf(train);
    dev = List.copyOf(dev);
    test = List.copyOf(test);
  }

  /** The data to measure speed on: the test data, or the development data without test data. */
  List<CorpusSlice> measured() {
    return test.isEmpty() ? dev : test;
  }

  /** Adds the reading options and the content of {@code slices} to {@code fingerprint}. */
  void addTo(Fingerprint fingerprint, List<CorpusSlice> slices) {
    fingerprint.add(options.arguments());
    for (CorpusSlice slice : slices) {
      fingerprint.add(slice.from()).add(slice.to()).addContent(slice.file());
    }
  }
}
