package org.cascadenlp.training.compare;

import java.util.List;
import org.cascadenlp.batch.corpus.CorpusOptions;
import org.cascadenlp.batch.corpus.CorpusSlice;
import org.cascadenlp.core.files.Fingerprint;

/**
 * The texts that all candidates share.
 *
 * @param options how the files are read
 * @param test none where only the development data is scored
 */
record Corpus(
    CorpusOptions options, List<CorpusSlice> train, List<CorpusSlice> dev, List<CorpusSlice> test) {

  Corpus {
    train = List.copyOf(train);
    dev = List.copyOf(dev);
    test = List.copyOf(test);
  }

  /** What speed is measured on: the test data, where there is some. */
  List<CorpusSlice> measured() {
    return test.isEmpty() ? dev : test;
  }

  /** Adds how files are read, and the content of {@code slices}. */
  void addTo(Fingerprint fingerprint, List<CorpusSlice> slices) {
    fingerprint.add(options.arguments());
    for (CorpusSlice slice : slices) {
      fingerprint.add(slice.from()).add(slice.to()).addContent(slice.file());
    }
  }
}
