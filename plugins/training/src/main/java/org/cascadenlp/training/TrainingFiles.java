package org.cascadenlp.training;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.batch.corpus.CorpusSlice;
import picocli.CommandLine.Option;

/** The command-line options for the training and the development data of a corpus. */
public final class TrainingFiles {

  @Option(
      names = "--train",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files to train on.")
  List<String> train = new ArrayList<>();

  @Option(
      names = "--dev",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files that the best epoch is chosen on.")
  List<String> dev = new ArrayList<>();

  /** Empty options, for a command to fill in. */
  public TrainingFiles() {}

  /** The files to train on. */
  public List<CorpusSlice> train() {
    return CorpusSlice.of("--train", train);
  }

  /** The files that the best epoch is chosen on. */
  public List<CorpusSlice> dev() {
    return CorpusSlice.of("--dev", dev);
  }
}
