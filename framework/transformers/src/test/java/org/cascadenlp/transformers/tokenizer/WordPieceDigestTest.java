package org.cascadenlp.transformers.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cascadenlp.transformers.files.MiniLm;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;

/**
 * Pieces, ids and UTF-16 offsets of whole files, against Hugging Face: see wordpiece_digests.py.
 */
class WordPieceDigestTest {

  private static final Path TESTDATA = Path.of(System.getProperty("cascade.root"), "testdata");
  private static final JsonObject EXPECTED =
      JsonFile.read(TESTDATA.resolve("reference/wordpiece_digests.json"));

  @Test
  void unusualUnicodeIsTokenizedAsInHuggingFace() throws Exception {
    try (SubwordTokenizer tokenizer = MiniLm.tokenizer()) {
      String text = Files.readString(TESTDATA.resolve("unicode/nasty.txt"));
      assertThat(EncodingDigest.ofTexts(tokenizer, List.of(text.split("\n", -1))))
          .isEqualTo(EXPECTED.get("nasty").getAsString());
    }
  }

  @Test
  void everyLineOfTheCorporaIsTokenizedAsInHuggingFace() throws Exception {
    String data = System.getProperty("cascade.data");
    assumeTrue(data != null, "skipped: needs the corpora, named by -Dcascade.data=DIR");
    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    Path reference = TESTDATA.resolve("reference/tokenizer_digests.json");
    JsonObject corpora = JsonFile.read(reference).getAsJsonObject("corpora");
    try (SubwordTokenizer tokenizer = MiniLm.tokenizer()) {
      for (String part : List.of("corpora", "files")) {
        for (Map.Entry<String, JsonElement> entry : EXPECTED.getAsJsonObject(part).entrySet()) {
          String name = entry.getKey();
          List<String> lines =
              part.equals("corpora")
                  ? CorpusTexts.of(corpora.getAsJsonObject(name), Path.of(data))
                  : CorpusTexts.lines(Path.of(data, name), StandardCharsets.UTF_8);
          if (lines.isEmpty()) {
            System.out.println("skipped: " + name + " is not in cascade.data");
          } else {
            expected.put(name, entry.getValue().getAsString());
            found.put(name, EncodingDigest.ofTexts(tokenizer, lines));
          }
        }
      }
    }
    System.out.println(found.size() + " files and corpora compared with Hugging Face's tokenizers");
    assertThat(found).isNotEmpty().isEqualTo(expected);
  }
}
