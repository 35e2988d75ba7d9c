package org.cascadenlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the script {@code cascade} in a temporary checkout. Stubs of Java and Maven print how they
 * are called.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final String JAVA =
      """
      #!/bin/sh
      if [ "$1" = -version ]; then echo 'openjdk version "VERSION" 2025-01-01' >&2; exit; fi
      echo "in $(pwd)"
      echo "OMP_WAIT_POLICY=$OMP_WAIT_POLICY"
      echo "GOMP_SPINCOUNT=$GOMP_SPINCOUNT"
      echo "LANG=$LANG LC_ALL=$LC_ALL LC_CTYPE=$LC_CTYPE LC_MESSAGES=$LC_MESSAGES LC_TIME=$LC_TIME"
      for argument; do echo "$argument"; done
      exit 7
      """;

  private static final String PREPARING = "cascade: preparing faster starts, once after a build\n";

  private static final String MAVEN =
      """
      #!/bin/sh
      echo "ran mvn $*"
      mkdir -p pipelines/target framework/x/target "REPOSITORY/b"
      printf built >framework/x/target/a.jar
      printf fetched >"REPOSITORY/b/b.jar"
      printf built >pipelines/target/cascade-pipelines-1.jar
      printf '%s:%s' "$(pwd)/framework/x/target/a.jar" "REPOSITORY/b/b.jar" >pipelines/target/classpath.txt
      """;

  @TempDir Path folder;
  private Path checkout;
  private Path bin;
  private Path repository;

  @BeforeEach
  void make() throws IOException {
    folder = folder.toRealPath();
    checkout = Files.createDirectories(folder.resolve("the checkout"));
    Files.copy(Path.of(System.getProperty("cascade.root"), "cascade"), checkout.resolve("cascade"));
    Path sources = Files.createDirectories(checkout.resolve("framework/x/src/main/java"));
    Files.writeString(sources.resolve("X.java"), "class X {}");
    old(sources.resolve("X.java"));
    bin = Files.createDirectory(folder.resolve("bin"));
    for (String tool :
        List.of(
            "sh",
            "sed",
            "head",
            "find",
            "dirname",
            "readlink",
            "cat",
            "touch",
            "mkdir",
            "grep",
            "mv",
            "rm",
            "ln",
            "cp",
            "env")) {
      script(tool, "#!/bin/sh\nexec " + onPath(tool) + " \"$@\"\n");
    }
    script("java", JAVA.replace("VERSION", "17.0.9"));
    repository = folder.resolve("a repository");
    script("mvn", MAVEN.replace("REPOSITORY", repository.toString()));
  }

  private static Path onPath(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(place -> Path.of(place, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static void old(Path file) throws IOException {
    written(file, 3600);
  }

  /** Sets the modification time of {@code file} to {@code seconds} ago. */
  private static void written(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
  }

  private void script(String name, String text) throws IOException {
    Files.writeString(bin.resolve(name), text);
    assertThat(bin.resolve(name).toFile().setExecutable(true)).isTrue();
  }

  private Ran run(Path script, Map<String, String> environment) throws Exception {
    return run(script, environment, "run", "a b");
  }

  private Ran run(Path script, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(onPath("bash").toString(), script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("err").toFile())
            .redirectOutput(folder.resolve("out").toFile());
    process.environment().clear();
    process.environment().put("PATH", bin.toString());
    process.environment().putAll(environment);
    int code = process.start().waitFor();
    return new Ran(
        code, Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
  }

  private Ran run() throws Exception {
    return run(checkout.resolve("cascade"), Map.of());
  }

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
            "cascade: building (mvn package, without tests; log: "
                + checkout.resolve("target/build.log")
                + ")\n"
                + PREPARING);
    assertThat(log()).isEqualTo("ran mvn -q -B -DskipTests -pl pipelines -am package\n");
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
  void afterABuildOneRunWritesAClassArchiveThatLaterRunsUse() throws Exception {
    Path archive = checkout.resolve("pipelines/target/cascade.jsa");
    String archiving =
        "for argument; do case $argument in -XX:ArchiveClassesAtExit=*)"
            + " printf x >\"${argument#*=}\"; exit;; esac; done\n";
    script("java", JAVA.replace("VERSION", "17.0.9").replace("echo \"in", archiving + "echo \"in"));
    assertThat(run().out().lines()).contains("-XX:SharedArchiveFile=" + archive);
    assertThat(Files.readString(archive)).isEqualTo("x");
    assertThat(checkout.resolve("pipelines/target/cascade.jsa.new")).doesNotExist();
  }

  @Test
  void aClassArchiveThatCannotBeWrittenIsNotTriedAgain() throws Exception {
    assertThat(run().out()).doesNotContain("-XX:SharedArchiveFile");
    Path archive = checkout.resolve("pipelines/target/cascade.jsa");
    assertThat(archive).isEmptyFile();
    FileTime made = Files.getLastModifiedTime(archive);
    assertThat(run().code()).isEqualTo(7);
    assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
  }

  /** Java silently ignores a class archive that is older than a jar. */
  @Test
  void theClassArchiveIsWrittenAgainAfterABuildReplacedALinkedJar() throws Exception {
    run();
    Path target = checkout.resolve("pipelines/target");
    written(target.resolve("classpath.txt"), 1800);
    written(target.resolve("lib/list"), 1800);
    for (String jar : List.of("100-cascade-pipelines-1.jar", "101-a.jar", "102-b.jar")) {
      written(target.resolve("lib/" + jar), 1800);
    }
    written(target.resolve("cascade.jsa"), 900);
    assertThat(run().err()).isEmpty();
    Files.writeString(checkout.resolve("framework/x/target/a.jar"), "built again");
    assertThat(target.resolve("lib/101-a.jar")).hasContent("built again");
    assertThat(run().err()).isEqualTo(PREPARING);
    assertThat(run().err()).isEmpty();
  }

  @Test
  void copiedAndMovedCheckoutsRunTheirOwnJars() throws Exception {
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
  void theClassArchiveIsWrittenOnlyForCommandsThatStartFasterWithIt() throws Exception {
    for (String command : List.of("--version", "list", "doctor")) {
      run(checkout.resolve("cascade"), Map.of(), command);
      assertThat(checkout.resolve("pipelines/target/cascade.jsa")).doesNotExist();
    }
    assertThat(run(checkout.resolve("cascade"), Map.of(), "benchmark").err()).isEqualTo(PREPARING);
    assertThat(checkout.resolve("pipelines/target/cascade.jsa")).exists();
    assertThat(run().err()).isEmpty();
  }

  @Test
  void itWorksThroughASymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("the checkout/cascade"));
    assertThat(run(link, Map.of()).code()).isEqualTo(7);
  }

  /** Installs a stub of {@code locale} for a system with the locales C, C.UTF-8 and de_DE.UTF-8. */
  private void installLocales() throws IOException {
    script(
        "locale",
        """
        #!/bin/sh
        for part in "${LC_ALL:-${LC_TIME:-${LANG:-C}}}" "${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}"; do
          case $part in
            C | POSIX) map=ANSI_X3.4-1968 ;;
            C.UTF-8 | de_DE.UTF-8) map=UTF-8 ;;
            *) echo "locale: Cannot set $part" >&2; map=ANSI_X3.4-1968 ;;
          esac
        done
        echo $map
        """);
  }

  private String locale(Map<String, String> environment, String message) throws Exception {
    Ran ran = run(checkout.resolve("cascade"), environment);
    assertThat(ran.err().lines().filter(line -> line.startsWith("cascade: the locale")).toList())
        .isEqualTo(message.isEmpty() ? List.of() : List.of("cascade: the locale " + message));
    return ran.out().lines().filter(line -> line.startsWith("LANG=")).findFirst().orElseThrow();
  }

  @Test
  void anInstalledLocaleIsKeptExceptForTheLanguageOfMessages() throws Exception {
    installLocales();
    assertThat(locale(Map.of("LC_ALL", "de_DE.UTF-8"), ""))
        .isEqualTo("LANG= LC_ALL= LC_CTYPE=de_DE.UTF-8 LC_MESSAGES=C LC_TIME=");
    assertThat(locale(Map.of("LANG", "de_DE.UTF-8", "LC_TIME", "C"), ""))
        .isEqualTo("LANG=de_DE.UTF-8 LC_ALL= LC_CTYPE=de_DE.UTF-8 LC_MESSAGES=C LC_TIME=C");
  }

  @Test
  void withoutALocaleFileNamesAreUtf8() throws Exception {
    String utf8 = "LC_ALL= LC_CTYPE=C.UTF-8 LC_MESSAGES=C LC_TIME=";
    assertThat(locale(Map.of(), "")).isEqualTo("LANG= " + utf8);
    installLocales();
    assertThat(locale(Map.of(), "")).isEqualTo("LANG= " + utf8);
    assertThat(locale(Map.of("LANG", "C"), "")).isEqualTo("LANG=C " + utf8);
  }

  @Test
  void aLocaleThatIsNotInstalledIsReportedAndReplaced() throws Exception {
    installLocales();
    String utf8 = "LANG=C.UTF-8 LC_ALL= LC_CTYPE=C.UTF-8 LC_MESSAGES=C LC_TIME=";
    String message = " is not installed; using C.UTF-8";
    assertThat(locale(Map.of("LANG", "fr_FR.UTF-8"), "fr_FR.UTF-8" + message)).isEqualTo(utf8);
    assertThat(locale(Map.of("LC_CTYPE", "UTF-8", "LANG", "C.UTF-8"), "UTF-8" + message))
        .isEqualTo(utf8);
    assertThat(locale(Map.of("LANG", "C.UTF-8", "LC_TIME", "fr_FR.UTF-8"), "")).isEqualTo(utf8);
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
