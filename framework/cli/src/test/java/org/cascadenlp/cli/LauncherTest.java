package org.cascadenlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Tests how the script {@code cascade} builds and starts the tool. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest extends LauncherFixture {

  /** The jars of {@code at} in the order of the class path. */
  private static String classPath(Path at) {
    Path lib = at.resolve("pipelines/target/lib");
    return lib.resolve("100-cascade-pipelines-1.jar")
        + ":"
        + lib.resolve("101-a.jar")
        + ":"
        + lib.resolve("102-b.jar");
  }

  private static void copy(Path from, Path to) throws Exception {
    assertThat(new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start().waitFor())
        .isZero();
  }

  private String log() throws IOException {
    return Files.readString(checkout.resolve("target/build.log"), StandardCharsets.UTF_8);
  }

  @Test
  void onFirstUseItPrintsThatItBuildsAndRunsTheTool() throws Exception {
    Ran ran = run();
    assertThat(ran.err())
        .isEqualTo(
            "cascade: building (mvn package, without tests and style checks; log: "
                + checkout.resolve("target/build.log")
                + ")\n"
                + PREPARING);
    assertThat(log()).isEqualTo("ran mvn -q -B -P !gates -DskipTests -pl pipelines -am package\n");
    assertThat(ran.out().lines())
        .startsWith("in " + folder, "OMP_WAIT_POLICY=PASSIVE", "GOMP_SPINCOUNT=1000")
        .contains("-Dai.djl.offline=true")
        .containsSequence("-cp", classPath(checkout), "org.cascadenlp.cli.Main", "run", "a b");
    assertThat(ran.code()).as("exit code of java").isEqualTo(7);
  }

  @Test
  void itBuildsAgainOnlyWhenASourceIsNewer() throws Exception {
    run();
    assertThat(run().err()).isEmpty();
    Path built = checkout.resolve("pipelines/target/classpath.txt");
    for (String source :
        List.of(
            "pom.xml",
            "descriptors/bert/Bert.xml",
            "framework/x/src/main/java/Y.java",
            "framework/x/src/main/resources/y.program")) {
      old(built);
      Path file = checkout.resolve(source);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
      assertThat(run().err()).as(source).startsWith("cascade: building");
      old(file);
      assertThat(run().err()).as("after " + source).isEmpty();
    }
    for (String other : List.of("README.md", "testdata/x/pom.xml", "x/src/test/java/Z.java")) {
      old(built);
      Path file = checkout.resolve(other);
      Files.createDirectories(file.getParent());
      old(checkout.resolve("framework/x/src/main/java/Y.java"));
      written(built, 60);
      Files.writeString(file, "");
      assertThat(run().err()).as(other).isEmpty();
    }
  }

  @Test
  void aCopiedCheckoutRunsItsOwnJarsAndAMovedOneToo() throws Exception {
    run();
    Path other = folder.resolve("the copy");
    copy(checkout, other);
    Files.writeString(other.resolve("framework/x/target/a.jar"), "the copy's");
    Files.delete(other.resolve("pipelines/target/lib/list")); // as an older launcher leaves it
    assertThat(run(other.resolve("cascade"), Map.of()).out().lines())
        .containsSequence("-cp", classPath(other));
    assertThat(other.resolve("pipelines/target/lib/101-a.jar")).hasContent("the copy's");

    Files.move(repository, folder.resolve("another user's"));
    Path moved = folder.resolve("moved");
    Files.move(checkout, moved);
    Ran ran = run(moved.resolve("cascade"), Map.of());
    assertThat(ran.err()).isEqualTo(PREPARING);
    assertThat(ran.out().lines()).containsSequence("-cp", classPath(moved));
    assertThat(moved.resolve("pipelines/target/lib/102-b.jar")).hasContent("fetched");
  }

  @Test
  void aMissingJarIsBuiltAgain() throws Exception {
    run();
    Files.delete(checkout.resolve("pipelines/target/lib/102-b.jar"));
    Files.delete(repository.resolve("b/b.jar"));
    Ran ran = run();
    assertThat(ran.err()).contains("cascade: building");
    assertThat(ran.code()).isEqualTo(7);

    Files.delete(checkout.resolve("pipelines/target/lib/102-b.jar"));
    Files.delete(repository.resolve("b/b.jar"));
    script(
        "mvn",
        MAVEN.replace("printf fetched", "true").replace("REPOSITORY", repository.toString())
            + "rm -f '"
            + repository
            + "/b/b.jar'\n");
    Ran without = run();
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.err())
        .endsWith(
            "cascade: "
                + repository
                + "/b/b.jar is missing, though Cascade was just built; `mvn package` in "
                + checkout
                + " says more\n");
  }

  @Test
  void aPathWithAColonIsAnErrorOfOneLine() throws Exception {
    Path other = folder.resolve("a:b");
    copy(checkout, other);
    Ran ran = run(other.resolve("cascade"), Map.of());
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .endsWith(
            "cascade: Java takes the colon in "
                + other
                + " for the end of a name; move Cascade to a path without one\n");
  }

  @Test
  void aLinkToItWorks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("the checkout/cascade"));
    assertThat(run(link, Map.of()).code()).isEqualTo(7);
  }

  @Test
  void optionsForJavaComeLast() throws Exception {
    Map<String, String> environment =
        Map.of("CASCADE_JAVA_OPTS", "-Xmx1g -ea", "OMP_WAIT_POLICY", "ACTIVE");
    assertThat(run(checkout.resolve("cascade"), environment).out().lines())
        .contains("OMP_WAIT_POLICY=ACTIVE", "GOMP_SPINCOUNT=")
        .containsSequence("-Xmx1g", "-ea", "-cp");
  }

  @Test
  void aFailedBuildIsReported() throws Exception {
    script("mvn", "#!/bin/sh\necho '[ERROR] X.java:1 is wrong'\nexit 1\n");
    Ran ran = run();
    assertThat(ran.err())
        .endsWith(
            "[ERROR] X.java:1 is wrong\ncascade: the build failed; the whole of it is in "
                + checkout.resolve("target/build.log")
                + "\n");
    assertThat(ran.code()).isEqualTo(2);
  }

  @Test
  void aMissingMavenIsAnErrorOnlyIfItMustBuild() throws Exception {
    run();
    Files.delete(bin.resolve("mvn"));
    assertThat(run().code()).isEqualTo(7);
    Files.delete(checkout.resolve("pipelines/target/classpath.txt"));
    Ran ran = run();
    assertThat(ran.err())
        .isEqualTo(
            "cascade: Cascade must be built and there is no mvn on the PATH; install Maven 3.8 or"
                + " later\n");
    assertThat(ran.code()).isEqualTo(2);
  }

  @Test
  void anOldOrMissingJavaIsAnErrorOfOneLine() throws Exception {
    script("java", JAVA.replace("VERSION", "1.8.0_392"));
    assertThat(run())
        .isEqualTo(
            new Ran(
                2,
                "",
                "cascade: "
                    + bin
                    + "/java is Java 1; Cascade needs a JDK 17 or later (set"
                    + " JAVA_HOME)\n"));
    Files.delete(bin.resolve("java"));
    assertThat(run())
        .isEqualTo(new Ran(2, "", "cascade: there is no Java; install a JDK 17 or later\n"));
    assertThat(run(checkout.resolve("cascade"), Map.of("JAVA_HOME", "/none")).err())
        .isEqualTo("cascade: there is no Java in JAVA_HOME=/none; install a JDK 17 or later\n");
  }
}
