package org.cascadenlp.contextual.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.cascadenlp.contextual.files.ShippedBert;
import org.cascadenlp.neural.JsonFile;
import org.junit.jupiter.api.Test;

/** Ids and UTF-16 offsets of whole files, against Hugging Face: see wordpiece_digests.py. */
class WordPieceDigestTest {

  private static final Path TESTDATA = Path.of(System.getProperty("cascade.root"), "testdata");
  private static final JsonObject EXPECTED =
      JsonFile.read(TESTDATA.resolve("reference/wordpiece_digests.json"));

  @Test
  void nastyUnicodeIsCutAsHuggingFaceCutsIt() throws Exception {
    try (SubwordTokenizer tokenizer = ShippedBert.of("all-minilm-l6-v2").tokenizer()) {
      String text = Files.readString(TESTDATA.resolve("unicode/nasty.txt"));
      assertThat(digest(tokenizer, text)).isEqualTo(EXPECTED.get("nasty").getAsString());
    }
  }

  @Test
  void everyLineOfTheCorporaIsCutAsHuggingFaceCutsIt() throws Exception {
    String data = System.getProperty("cascade.data");
    assumeTrue(data != null, "skipped: needs the corpora, named by -Dcascade.data=DIR");
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    try (SubwordTokenizer tokenizer = ShippedBert.of("all-minilm-l6-v2").tokenizer()) {
      for (Map.Entry<String, JsonElement> file : EXPECTED.getAsJsonObject("files").entrySet()) {
        JsonObject entry = file.getValue().getAsJsonObject();
        Path path = Path.of(data, file.getKey());
        if (Files.exists(path)) {
          Charset encoding = Charset.forName(entry.get("encoding").getAsString());
          expected.put(file.getKey(), entry.get("sha256").getAsString());
          found.put(file.getKey(), digest(tokenizer, Files.readString(path, encoding)));
        } else {
          System.out.println("skipped: " + file.getKey() + " is not in cascade.data");
        }
      }
    }
    System.out.println(found.size() + " files compared with Hugging Face's tokenizers");
    assertThat(found).isNotEmpty().isEqualTo(expected);
  }

  private static String digest(SubwordTokenizer tokenizer, String text)
      throws IOException, NoSuchAlgorithmException {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    for (String line : text.split("\n", -1)) {
      Encoding encoding = tokenizer.encode(line);
      int count = encoding.ids().length;
      ByteBuffer bytes = ByteBuffer.allocate(12 * count + 4).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < count; i++) {
        bytes.putInt(encoding.ids()[i]).putInt(encoding.begins()[i]).putInt(encoding.ends()[i]);
      }
      sha.update(bytes.putInt(-1).array());
    }
    return HexFormat.of().formatHex(sha.digest());
  }
}
