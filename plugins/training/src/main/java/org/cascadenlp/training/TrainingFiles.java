package org.cascadenlp.training;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.batch.corpus.CorpusSlice;
import picocli.CommandLine.Option;

/** The options that say which parts of a corpus are trained on and which choose the epoch. */
public final class TrainingFiles {

  @Option(
      names = "--train",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "What to train on.")
  List<String> train = new ArrayList<>();

  @Option(
      names = "--dev",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "What to choose the best epoch by.")
  List<String> dev = new ArrayList<>();

  /** For a command to fill in. */
  public TrainingFiles() {}

  /** What to train on. */
  public List<CorpusSlice> train() {
    return CorpusSlice.of("--train", train);
  }

  /** What to choose the best epoch by. */
  public List<CorpusSlice> dev() {
    return CorpusSlice.of("--dev", dev);
  }
}
