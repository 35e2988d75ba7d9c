package org.cascadenlp.neural.words;

import java.util.Arrays;

/**
 * Checks a whole vector file, because opening one reads only its header and does not detect damaged
 * rows.
 */
public final class VectorFileCheck {

  private static final String NONE = "0".repeat(64);

  private VectorFileCheck() {}

  /**
   * Compares the content of {@code file} with the hash in its header, and its index and mean with
   * its words.
   *
   * @return false if the file has no hash and only index and mean were compared
   * @throws org.cascadenlp.core.error.CascadeException if something is damaged
   */
  public static boolean passes(VectorFile file) {
    VectorHash hash = new VectorHash(file.width());
    float[] row = new float[file.width()];
    double[] sums = new double[file.width()];
    for (int rank = 0; rank < file.size(); rank++) {
      hash.addWord(file.bytes(rank));
      file.row(rank, row, 0);
      hash.addRow(row);
      for (int i = 0; i < row.length; i++) {
        sums[i] += row[i];
      }
      if (file.rank(file.word(rank)) != rank) {
        throw file.damaged("its index does not lead to '" + file.word(rank) + "'");
      }
    }
    file.ngrams()
        .ifPresent(
            ngrams -> {
              hash.addNgrams(ngrams.shortest(), ngrams.longest(), ngrams.buckets());
              for (int bucket = 0; bucket < ngrams.buckets(); bucket++) {
                file.bucket(bucket, row, 0);
                hash.addRow(row);
              }
            });
    boolean hasHash = !file.hash().equals(NONE);
    String found = hash.finish();
    if (hasHash && !file.hash().equals(found)) {
      throw file.damaged(
          "its words and rows have the hash " + found + ", its header says " + file.hash());
    }
    float[] mean = new float[row.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sums[i] / file.size());
    }
    file.mean(row, 0);
    if (!Arrays.equals(mean, row)) {
      throw file.damaged("its stored mean is not the mean of its rows");
    }
    return hasHash;
  }
}
