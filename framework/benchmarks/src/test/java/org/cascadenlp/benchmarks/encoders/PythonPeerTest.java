package org.cascadenlp.benchmarks.encoders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.benchmarks.ProcessTimes;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a stub in bash instead of Python. */
class PythonPeerTest {

  @TempDir Path folder;

  private PythonPeer peer(String script) throws IOException {
    return new PythonPeer(
        List.of("bash", Files.writeString(folder.resolve("peer.sh"), script).toString(), "DIR"));
  }

  @Test
  void itMeasuresWithTheNumberOfThreadsThatItIsAskedFor() throws Exception {
    try (PythonPeer peer =
        peer("echo ready torch 1, $1\nwhile read -r threads; do echo $threads.5 3.25; done\n")) {
      assertThat(peer.versions()).isEqualTo("torch 1, DIR");
      assertThat(peer.run(1)).isEqualTo(new ProcessTimes(1.5, 3.25));
      assertThat(peer.run(2)).isEqualTo(new ProcessTimes(2.5, 3.25));
    }
  }

  @Test
  void aScriptThatEndsIsAnErrorThatNamesItsPackages() {
    assertThatThrownBy(() -> peer("exit 1\n"))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("--interpreter bash: ended while it ran ")
        .hasMessageContaining("requirements.txt");
  }

  @Test
  void aMeasurementThatFailsIsAnError() throws Exception {
    try (PythonPeer peer = peer("echo ready\\ \nread -r threads\n")) {
      assertThatThrownBy(() -> peer.run(1))
          .isInstanceOf(CascadeException.class)
          .hasMessageContaining("ended while it ran ");
    }
    try (PythonPeer peer = peer("echo ready\\ \nread -r threads\necho out of memory\n")) {
      assertThatThrownBy(() -> peer.run(1))
          .isInstanceOf(CascadeException.class)
          .hasMessageContaining("answers 'out of memory'");
    }
  }

  @Test
  void anInterpreterThatIsAbsentIsNamed() {
    assertThatThrownBy(() -> new PythonPeer(List.of("no-such-python", "script")))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("--interpreter no-such-python: cannot be started: ");
  }
}
