package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every module has a line in the README of its folder and a version in the BOM. */
class ModulesTest {

  private static final Pattern MODULE = Pattern.compile("<module>([^<]*)</module>");

  private static List<String> modules(Path folder) throws IOException {
    List<String> modules = new ArrayList<>();
    for (Matcher m = MODULE.matcher(Files.readString(folder.resolve("pom.xml"))); m.find(); ) {
      modules.add(m.group(1));
    }
    return modules;
  }

  @Test
  void everyModuleIsInTheReadmeOfItsFolder() throws IOException {
    List<String> paths = new ArrayList<>();
    modules(Checkout.ROOT).stream().filter(m -> m.startsWith("framework/")).forEach(paths::add);
    modules(Checkout.ROOT.resolve("plugins")).forEach(module -> paths.add("plugins/" + module));
    assertThat(paths).contains("framework/core", "plugins/opennlp");
    for (String path : paths) {
      int slash = path.indexOf('/');
      Path readme = Checkout.ROOT.resolve(path.substring(0, slash)).resolve("README.md");
      assertThat(Files.readString(readme))
          .as("a line for %s in %s", path, readme)
          .contains("| `" + path.substring(slash + 1) + "` |");
    }
  }

  private static final Pattern ARTIFACT =
      Pattern.compile("<artifactId>(cascade-[^<]*)</artifactId>");

  /** The artifacts of {@code folder} and its modules that are jars and published. */
  private static void published(Path folder, Set<String> artifacts) throws IOException {
    String pom = Files.readString(folder.resolve("pom.xml"));
    if (!pom.contains("<packaging>pom</packaging>") && !pom.contains("maven.deploy.skip>true")) {
      String own = pom.replaceFirst("(?s)<parent>.*?</parent>", "");
      ARTIFACT.matcher(own).results().limit(1).forEach(name -> artifacts.add(name.group(1)));
    }
    for (String module : modules(folder)) {
      published(folder.resolve(module), artifacts);
    }
  }

  @Test
  void theBomListsExactlyThePublishedArtifacts() throws IOException {
    Set<String> artifacts = new TreeSet<>();
    published(Checkout.ROOT, artifacts);
    assertThat(artifacts).contains("cascade-core", "cascade-pipelines");
    String parent = Files.readString(Checkout.ROOT.resolve("pom.xml"));
    String listed =
        parent.substring(
            parent.indexOf("<dependencyManagement>"), parent.indexOf("</dependencyManagement>"));
    assertThat(ARTIFACT.matcher(listed).results().map(name -> name.group(1)))
        .containsExactlyInAnyOrderElementsOf(artifacts);
  }
}
