package org.cascadenlp.core.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The test vectors of FIPS 180-4. */
class Sha256Test {

  private static final String NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void hashesEqualThoseOfTheStandard() throws IOException {
    assertThat(Sha256.of(new byte[0])).isEqualTo(NOTHING);
    assertThat(Sha256.of(ascii("abc"))).isEqualTo(ABC);
    assertThat(Sha256.of(new ByteArrayInputStream(ascii("abc")))).isEqualTo(ABC);
  }

  @Test
  void piecesHaveTheHashOfTheWholeAndHexResetsIt() throws IOException {
    Sha256 hash = new Sha256().add(ascii("a")).add(ByteBuffer.wrap(ascii("xbx"), 1, 1));
    assertThat(hash.through(new ByteArrayInputStream(ascii("c"))).readAllBytes()).hasSize(1);
    assertThat(hash.hex()).isEqualTo(ABC);
    assertThat(hash.hex()).isEqualTo(NOTHING);
    assertThat(hash.bytes()).hasSize(32);
  }
}
