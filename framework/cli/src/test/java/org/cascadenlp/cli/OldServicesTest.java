package org.cascadenlp.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldServicesTest {

  @TempDir Path folder;

  @Test
  void aJarWithAServiceUnderItsFormerNameIsRefusedByName() throws Exception {
    Path jar = folder.resolve("old.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("META-INF/services/org.cascadenlp.core.CascadeCommand"));
      out.write("org.example.OldCommand\n".getBytes(StandardCharsets.UTF_8));
    }
    Ran ran = Ran.cascade("list", "--plugins", jar.toString());
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err())
        .contains(jar + "!/META-INF/services/org.cascadenlp.core.CascadeCommand: CascadeCommand is")
        .contains("org.cascadenlp.core.command.CascadeCommand now; get the jar for this version");
  }

  @Test
  void servicesOfCascadeItselfAreAccepted() {
    assertThatCode(() -> OldServices.refuse(OldServices.class.getClassLoader()))
        .doesNotThrowAnyException();
  }
}
