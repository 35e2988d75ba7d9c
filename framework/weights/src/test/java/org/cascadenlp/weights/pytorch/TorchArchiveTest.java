package org.cascadenlp.weights.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of PyTorch that are cut, extended or changed are errors, whatever their pickles. */
class TorchArchiveTest extends MadeTorchFiles {

  @ParameterizedTest
  @ValueSource(strings = {"torch-zip.bin", "torch-deflated.bin", "torch-legacy.pth"})
  void aTruncatedOrExtendedFileIsAnError(String name) throws IOException {
    byte[] whole = Files.readAllBytes(WEIGHTS.resolve(name));
    Path file = folder.resolve(name);
    for (int length = 0; length < whole.length; length += 1 + length / 64) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> TorchFile.read(file))
          .as("%d bytes", length)
          .isInstanceOf(CascadeException.class)
          .hasMessageStartingWith(file.toString());
    }
    if (name.contains("legacy")) {
      Files.write(file, Arrays.copyOf(whole, whole.length + 1));
      assertThatThrownBy(() -> TorchFile.read(file))
          .isInstanceOf(CascadeException.class)
          .hasMessageContaining("1 bytes follow the last storage");
    }
  }

  @Test
  void aCorruptedNumberInAnArchiveFailsItsChecksum() throws IOException {
    byte[] whole = Files.readAllBytes(WEIGHTS.resolve("torch-zip.bin"));
    int found = 0;
    for (int at = 64; at < whole.length; at += 64) { // PyTorch aligns storages to 64 bytes
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Path file = Files.write(folder.resolve("changed.bin"), changed);
      try {
        TorchFile.read(file);
      } catch (CascadeException e) {
        found += e.getMessage().contains("CRC-32") ? 1 : 0;
      }
    }
    assertThat(found).isGreaterThan(10);
  }

  @Test
  void anArchiveNeedsOnePickleAndAKnownByteOrder() throws IOException {
    Path none = archive("a/version", "3");
    assertThatThrownBy(() -> TorchFile.read(none)).hasMessageContaining("has 0 entries that end");
    Path two = archive("a/data.pkl", "}.", "b/data.pkl", "}.");
    assertThatThrownBy(() -> TorchFile.read(two)).hasMessageContaining("has 2 entries that end");
    String tensor = "ctorch._utils\n_rebuild_tensor\n(" + STORAGE + "K\0(K\4t(K\1ttR";
    Path middle = archive("a/data.pkl", "}X\1\0\0\0w" + tensor + "s.", "a/byteorder", "middle");
    assertThatThrownBy(() -> TorchFile.read(middle))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("is 'middle'; expected little or big");
    String number = "\77\200\0\0";
    Path big =
        archive(
            "a/data.pkl",
            "}X\1\0\0\0w" + tensor + "s.",
            "a/byteorder",
            "big",
            "a/data/0",
            number.repeat(4));
    assertThat(TorchFile.read(big).get("w").values()).containsExactly(1, 1, 1, 1);
  }
}
