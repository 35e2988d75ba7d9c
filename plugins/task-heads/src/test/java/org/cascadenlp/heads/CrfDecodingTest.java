package org.cascadenlp.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.cascadenlp.core.score.TagScheme;
import org.cascadenlp.core.score.Tags;
import org.cascadenlp.heads.crf.ForwardBackward;
import org.cascadenlp.heads.crf.LinearChainCrf;
import org.cascadenlp.heads.crf.TagConstraints;
import org.cascadenlp.heads.crf.Viterbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares Viterbi and forward-backward with an enumeration of all paths. */
class CrfDecodingTest {

  private static final int TRIALS = 60;

  private final Random random = new Random(5);

  @Test
  void theViterbiPathIsTheBestOfAllPaths() {
    for (int trial = 0; trial < TRIALS; trial++) {
      LinearChainCrf crf = randomCrf(2 + trial % 3);
      double[][] emissions = randomEmissions(1 + trial % 5, crf.labels());
      int[] best = paths(emissions.length, crf.labels()).get(0);
      for (int[] path : paths(emissions.length, crf.labels())) {
        best = score(crf, emissions, path) > score(crf, emissions, best) ? path : best;
      }
      assertThat(Viterbi.path(crf, emissions)).containsExactly(best);
    }
  }

  @Test
  void marginalsAreTheSharesOfAllPaths() {
    for (int trial = 0; trial < TRIALS; trial++) {
      LinearChainCrf crf = randomCrf(2 + trial % 3);
      double[][] emissions = randomEmissions(1 + trial % 5, crf.labels());
      assertMarginals(crf, emissions);
    }
  }

  @ParameterizedTest
  @EnumSource(TagConstraints.class)
  void constrainedMarginalsAreTheSharesOfTheAllowedPaths(TagConstraints constraints) {
    List<String> labels = constraints.tags(Set.of("B-A"), "test");
    for (int trial = 0; trial < 20; trial++) {
      LinearChainCrf crf = randomCrf(labels.size()).within(constraints, labels);
      assertMarginals(crf, randomEmissions(1 + trial % 4, labels.size()));
    }
  }

  @ParameterizedTest
  @EnumSource(TagConstraints.class)
  void decodedPathsObeyTheScheme(TagConstraints constraints) {
    List<String> labels = constraints.tags(Set.of("B-A", "B-C", "B-B"), "test");
    for (int trial = 0; trial < 300; trial++) {
      LinearChainCrf crf = randomCrf(labels.size()).within(constraints, labels);
      double[][] emissions = randomEmissions(1 + trial % 12, labels.size());
      List<String> tags =
          Arrays.stream(Viterbi.path(crf, emissions)).mapToObj(labels::get).toList();
      // only valid tag sequences are equal after decoding and encoding
      TagScheme scheme = TagScheme.valueOf(constraints.name());
      assertThat(Tags.tags(Tags.spans(tags), tags.size(), scheme)).isEqualTo(tags);
    }
  }

  @Test
  void aLongSequenceNeitherOverflowsNorUnderflows() {
    LinearChainCrf crf = randomCrf(7);
    double[][] emissions = randomEmissions(5000, 7);
    for (double[] row : emissions) {
      row[3] *= 1000;
    }
    for (double[] row : ForwardBackward.marginals(crf, emissions)) {
      assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void aSequenceWithoutTokensHasAnEmptyPath() {
    assertThat(Viterbi.path(randomCrf(3), new double[0][])).isEmpty();
    assertThat(ForwardBackward.marginals(randomCrf(3), new double[0][])).isEmpty();
  }

  private static void assertMarginals(LinearChainCrf crf, double[][] emissions) {
    double[][] expected = new double[emissions.length][crf.labels()];
    double all = 0;
    for (int[] path : paths(emissions.length, crf.labels())) {
      double weight = Math.exp(score(crf, emissions, path));
      all += weight;
      for (int t = 0; t < path.length; t++) {
        expected[t][path[t]] += weight;
      }
    }
    double[][] found = ForwardBackward.marginals(crf, emissions);
    for (int t = 0; t < emissions.length; t++) {
      for (int label = 0; label < crf.labels(); label++) {
        assertThat(found[t][label]).isCloseTo(expected[t][label] / all, within(1e-12));
      }
    }
  }

  private static double score(LinearChainCrf crf, double[][] emissions, int[] path) {
    double score = crf.start()[path[0]] + crf.end()[path[path.length - 1]];
    for (int t = 0; t < path.length; t++) {
      score += emissions[t][path[t]];
      score += t == 0 ? 0 : crf.transitions()[path[t - 1]][path[t]];
    }
    return score;
  }

  private static List<int[]> paths(int tokens, int labels) {
    List<int[]> paths = List.of(new int[0]);
    for (int t = 0; t < tokens; t++) {
      List<int[]> longer = new ArrayList<>();
      for (int[] path : paths) {
        for (int label = 0; label < labels; label++) {
          int[] next = Arrays.copyOf(path, t + 1);
          next[t] = label;
          longer.add(next);
        }
      }
      paths = longer;
    }
    return paths;
  }

  private LinearChainCrf randomCrf(int labels) {
    return new LinearChainCrf(
        randomRow(labels), randomRow(labels), randomEmissions(labels, labels));
  }

  private double[][] randomEmissions(int tokens, int labels) {
    double[][] rows = new double[tokens][];
    Arrays.setAll(rows, t -> randomRow(labels));
    return rows;
  }

  private double[] randomRow(int labels) {
    return random.doubles(labels, -2, 2).toArray();
  }
}
