package org.cascadenlp.core.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.uima.resource.ResourceManager;
import org.cascadenlp.core.Golden;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.pipeline.PipelineOverrides;
import org.cascadenlp.core.pipeline.PipelineText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportCheckTest {

  private static final String WORDS = "<import name=\"org.cascadenlp.core.parts.WordSplitter\"/>";

  @TempDir Path folder;

  private Path importing(String element) throws IOException {
    String names = Files.readString(Golden.resource("pipelines/names.xml"));
    assertThat(names).contains(WORDS);
    return Files.writeString(folder.resolve("names.xml"), names.replace(WORDS, element));
  }

  /** The port is that of a local server to which nothing may connect. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<import location=\"http://127.0.0.1:PORT/x.xml\"/>",
        "<import location=\"HTTP://127.0.0.1:PORT/x.xml\"/>",
        "<import location=\"jar:http://127.0.0.1:PORT/x.jar!/x.xml\"/>",
        "<import location=\"ftp://127.0.0.1:PORT/x.xml\"/>",
        "<import location=\"file://127.0.0.1:PORT/x.xml\"/>",
        "<import name=\"http://127.0.0.1:PORT/x\"/>"
      })
  void anImportFromTheNetworkIsRefusedBeforeAnythingConnects(String element) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path file = importing(element.replace("PORT", String.valueOf(server.getLocalPort())));
      String problem = "leads out of the file system; descriptors are read from files";
      ResourceManager resources = Pipeline.resources(file, List.of());
      assertThat(DescriptorCheck.of(file, resources, Set.of()).problems().toString())
          .contains(file + ":")
          .contains(problem);
      resources.destroy();
      assertThatThrownBy(() -> Pipeline.load(file, Map.of(), List.of()))
          .isInstanceOf(CascadeException.class)
          .hasMessageContaining(file + ":")
          .hasMessageContaining(problem);
      assertThatThrownBy(() -> PipelineText.read(file, PipelineOverrides.NONE, List.of()))
          .hasMessageContaining(problem);
      server.setSoTimeout(1);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void importsOfImportedDescriptorsAreCheckedToo() throws IOException {
    Path file = importing("<import location=\"words.xml\"/>");
    String words = Files.readString(Golden.resource("org/cascadenlp/core/parts/WordSplitter.xml"));
    Files.writeString(
        folder.resolve("words.xml"),
        words.replaceFirst(
            "<import name=[^>]*/>", "<import location=\"jar:https://127.0.0.1/x.jar!/x.xml\"/>"));
    assertThatThrownBy(() -> Pipeline.load(file, Map.of(), List.of()))
        .hasMessageContaining(folder.resolve("words.xml").toString())
        .hasMessageContaining("import jar:https://127.0.0.1/x.jar!/x.xml leads out of");
  }

  @Test
  void anImportedDescriptorWithADoctypeIsNotRead() throws IOException {
    Path file = importing("<import location=\"words.xml\"/>");
    Files.writeString(
        folder.resolve("words.xml"),
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"http://127.0.0.1/\">]>\n<x>&e;</x>");
    assertThatThrownBy(() -> Pipeline.load(file, Map.of(), List.of()))
        .hasMessageContaining("words.xml:1: a descriptor must not have a DOCTYPE");
  }

  @Test
  void externalResourcesMustBeFilesToo() throws IOException {
    Path file = importing(WORDS);
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "</analysisEngineDescription>",
                "<resourceManagerConfiguration><externalResources><externalResource><name>x</name>"
                    + "<fileResourceSpecifier><fileUrl>http://127.0.0.1/x</fileUrl>"
                    + "</fileResourceSpecifier></externalResource></externalResources>"
                    + "</resourceManagerConfiguration></analysisEngineDescription>"));
    assertThatThrownBy(() -> Pipeline.load(file, Map.of(), List.of()))
        .hasMessageContaining("fileUrl http://127.0.0.1/x leads out of the file system");
  }

  /** Opening a FIFO would block until another process writes. */
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void aFifoIsRefusedAsADescriptor() throws Exception {
    Path file = importing("<import location=\"fifo.xml\"/>");
    Path fifo = folder.resolve("fifo.xml");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    for (Path descriptor : List.of(file, fifo)) {
      assertThatThrownBy(() -> Pipeline.load(descriptor, Map.of(), List.of()))
          .hasMessageContaining("fifo.xml: this is a FIFO; name a file");
    }
  }
}
