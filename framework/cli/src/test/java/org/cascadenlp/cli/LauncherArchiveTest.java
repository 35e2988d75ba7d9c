package org.cascadenlp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Tests when the script {@code cascade} makes and uses the archive of classes. */
@DisabledOnOs(OS.WINDOWS)
class LauncherArchiveTest extends LauncherFixture {

  @Test
  void afterABuildOneRunPutsItsClassesIntoAnArchiveThatLaterOnesUse() throws Exception {
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
  void aRunThatCannotBeArchivedIsNotTriedAgain() throws Exception {
    assertThat(run().out()).doesNotContain("-XX:SharedArchiveFile");
    Path archive = checkout.resolve("pipelines/target/cascade.jsa");
    assertThat(archive).isEmptyFile();
    FileTime made = Files.getLastModifiedTime(archive);
    assertThat(run().code()).isEqualTo(7);
    assertThat(Files.getLastModifiedTime(archive)).isEqualTo(made);
  }

  /** Java silently ignores a class archive that is older than a jar. */
  @Test
  void theArchiveIsMadeAnewWhereABuildWroteALinkedJarInItsPlace() throws Exception {
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
  void theArchiveIsPreparedForCommandsThatGainFromItOnly() throws Exception {
    for (String command : List.of("--version", "list", "doctor")) {
      run(checkout.resolve("cascade"), Map.of(), command);
      assertThat(checkout.resolve("pipelines/target/cascade.jsa")).doesNotExist();
    }
    assertThat(run(checkout.resolve("cascade"), Map.of(), "benchmark").err()).isEqualTo(PREPARING);
    assertThat(checkout.resolve("pipelines/target/cascade.jsa")).exists();
    assertThat(run().err()).isEmpty();
  }
}
