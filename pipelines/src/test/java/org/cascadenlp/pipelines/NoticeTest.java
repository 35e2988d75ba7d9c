package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** NOTICE lists the libraries on the class path, and no others. */
class NoticeTest {

  /** The path of a jar in Maven's repository: group, artifact, version. */
  private static final Pattern JAR =
      Pattern.compile(".*/repository/(.+)/([^/]+)/[^/]+/[^/]+\\.jar");

  private static final Pattern LISTED =
      Pattern.compile("(?m)^  ([a-z][\\w.-]*:[\\w.-]+)(?: \\(.*)?$");

  /** The groups of libraries that only tests use; the class path of a test contains them too. */
  private static final Pattern TESTS =
      Pattern.compile(
          "org\\.junit.*|org\\.opentest4j|org\\.apiguardian|org\\.assertj|net\\.bytebuddy"
              + "|com\\.tngtech\\.archunit|org\\.apache\\.maven.*|org\\.cascadenlp");

  private static final Set<String> TEST_ARTIFACTS =
      Set.of("uimaj-cpe", "uimaj-adapter-vinci", "jVinci");

  private static Set<String> libraries() {
    Set<String> found = new TreeSet<>();
    for (String entry : ToolProcess.classPath().split(File.pathSeparator)) {
      Matcher jar = JAR.matcher(entry.replace('\\', '/'));
      if (jar.matches()) {
        String group = jar.group(1).replace('/', '.');
        if (!TESTS.matcher(group).matches() && !TEST_ARTIFACTS.contains(jar.group(2))) {
          found.add(group + ":" + jar.group(2));
        }
      }
    }
    return found;
  }

  private static Set<String> listed() throws IOException {
    String notice = Files.readString(Checkout.ROOT.resolve("NOTICE"));
    Set<String> found = new TreeSet<>();
    LISTED.matcher(notice).results().forEach(line -> found.add(line.group(1)));
    return found;
  }

  @Test
  void everyLibraryOnTheClassPathIsListed() throws IOException {
    Set<String> libraries = libraries();
    assertThat(libraries).contains("org.apache.uima:uimaj-core", "ai.djl:api");
    assertThat(listed()).isEqualTo(libraries);
  }
}
