package org.cascadenlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A temporary checkout with the script {@code cascade}, and stubs for Java and Maven that print
 * their calls.
 */
abstract class LauncherFixture {

  static final String JAVA =
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

  /** What the script prints before a run that makes the class archive. */
  static final String PREPARING = "cascade: preparing faster starts, once after a build\n";

  static final String MAVEN =
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
  Path checkout;
  Path bin;
  Path repository;

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

  static void old(Path file) throws IOException {
    written(file, 3600);
  }

  /** Sets the modification time of {@code file} to {@code seconds} ago. */
  static void written(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
  }

  void script(String name, String text) throws IOException {
    Files.writeString(bin.resolve(name), text);
    assertThat(bin.resolve(name).toFile().setExecutable(true)).isTrue();
  }

  Ran run(Path script, Map<String, String> environment) throws Exception {
    return run(script, environment, "run", "a b");
  }

  Ran run(Path script, Map<String, String> environment, String... arguments) throws Exception {
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

  Ran run() throws Exception {
    return run(checkout.resolve("cascade"), Map.of());
  }
}
