package org.cascadenlp.recurrent.elmo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;

/** Compares character ids with ELMo's first implementation, see elmo_characters.py. */
class WordCharactersTest {

  private static final int LONGEST = 50;
  private static final Path TESTDATA = Path.of(System.getProperty("cascade.root"), "testdata");
  private static final JsonObject EXPECTED =
      JsonFile.read(TESTDATA.resolve("reference/elmo_characters.json"));

  @Test
  void difficultUnicodeHasTheCharacterIdsOfTheOriginalElmo() throws Exception {
    String text = Files.readString(TESTDATA.resolve("unicode/nasty.txt"));
    assertThat(digest(text.split("\n", -1))).isEqualTo(EXPECTED.get("nasty").getAsString());
  }

  @Test
  void everyWordOfTheCorporaHasTheCharacterIdsOfTheOriginalElmo() throws Exception {
    String data = System.getProperty("cascade.data");
    assumeTrue(data != null, "skipped: needs the corpora, named by -Dcascade.data=DIR");
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    for (Map.Entry<String, JsonElement> file : EXPECTED.getAsJsonObject("files").entrySet()) {
      Path path = Path.of(data, file.getKey());
      if (Files.exists(path)) {
        JsonObject entry = file.getValue().getAsJsonObject();
        Charset encoding = Charset.forName(entry.get("encoding").getAsString());
        expected.put(file.getKey(), entry.get("sha256").getAsString());
        found.put(file.getKey(), digest(Files.readString(path, encoding).split("[ \t\n]", -1)));
      } else {
        System.out.println("skipped: " + file.getKey() + " is not in cascade.data");
      }
    }
    assertThat(found).isNotEmpty().isEqualTo(expected);
  }

  private static String digest(String... words) throws NoSuchAlgorithmException {
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    Set<String> different = new LinkedHashSet<>(List.of(words));
    different.remove("");
    for (String word : different) {
      int[] ids = new int[LONGEST];
      Arrays.fill(ids, WordCharacters.PADDING);
      String characters = WordCharacters.of(word, LONGEST);
      for (int i = 0; i < characters.length(); i++) {
        ids[i] = characters.charAt(i);
      }
      ByteBuffer bytes = ByteBuffer.allocate(4 * LONGEST).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asIntBuffer().put(ids);
      sha.update(bytes.array());
    }
    return HexFormat.of().formatHex(sha.digest()).substring(0, 16);
  }
}
