package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@link Soak} briefly, and runs it at length on request. */
class SoakTest {

  @TempDir Path folder = Path.of("");

  @Test
  void theSlopeOfPointsOnALineIsThatOfTheLine() {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      points.add(new double[] {i / 10.0, 700 + 2.5 * i / 10 + (i % 2 == 0 ? 1 : -1)});
    }
    assertThat(Soak.slope(points)).isCloseTo(2.5, within(0.7));
    assertThat(Soak.slope(List.of(new double[] {0, 3}, new double[] {1, 5}))).isEqualTo(2);
  }

  @EnabledOnOs(OS.LINUX)
  @Test
  void aShortSoakMeasuresAfterEveryStepAndFindsAConstantNumberOfArrays() throws IOException {
    Path corpus = folder.resolve("corpus.conllu");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      text.append("# text = Ada Lovelace, number " + i + ", lived in London.\n1\tAda\n\n");
    }
    Files.writeString(corpus, text);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    int code = Soak.run(corpus, 12, 4, folder, new PrintStream(printed, true));
    String report = printed.toString(StandardCharsets.UTF_8);
    assertThat(report.lines().map(line -> line.strip().split(" +")[0]))
        .as(report)
        .containsExactly("documents", "4", "8", "12", "live", "too");
    assertThat(report).contains("live arrays are constant");
    assertThat(code).isZero();
  }

  /** A long run; {@link Soak} has the command. */
  @EnabledIfSystemProperty(named = "cascade.soak", matches = "true")
  @Test
  void theProcessDoesNotGrowOverTwoThousandDocuments() throws Exception {
    String data = System.getProperty("cascade.data", "");
    Path corpus = Path.of(data, "ud-english-ewt/en_ewt-ud-train.conllu");
    Assumptions.assumeTrue(Files.exists(corpus), "no UD-EWT below -Dcascade.data=" + data);
    ProcessBuilder soak =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xms1g",
            "-Xmx1g",
            "-XX:+AlwaysPreTouch",
            "-XX:-SegmentedCodeCache",
            "-XX:InitialCodeCacheSize=64m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:+UseParallelGC",
            "-Dai.djl.offline=true",
            "-Dai.djl.pytorch.graph_optimizer=false",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dcascade.root=" + Checkout.ROOT,
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Soak.class.getName(),
            corpus.toString(),
            System.getProperty("cascade.soak.documents", "2000"),
            "100");
    soak.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    // with glibc's default of eight arenas per core the size varies by some MB
    soak.environment().put("MALLOC_ARENA_MAX", "2");
    Process process = soak.redirectErrorStream(true).start();
    // not inherited, as the test runner uses this JVM's output for its protocol
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(System.out::println);
    }
    assertThat(process.waitFor()).isZero();
  }
}
