package org.cascadenlp.transformers.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokenizes the corpora with each settings field of a tokenizer.json: see settings_digests.py. */
class SettingsDigestTest {

  private static final Path TESTDATA = Path.of(System.getProperty("cascade.root"), "testdata");
  private static final JsonObject REFERENCE =
      JsonFile.read(TESTDATA.resolve("reference/settings_digests.json"));

  /** Whether all corpora are cut and not only the smallest: minutes instead of seconds. */
  private static final boolean ALL = Boolean.getBoolean("cascade.digests.all");

  /**
   * Every line of which sentencepiece takes another of two cuts with the same sum of scores: it
   * rounds sums to 32-bit floats, native code does not.
   */
  private static final Map<String, String> TIES =
      Map.of(
          "unigram-plain.model", "reasons plllz",
          "unigram-spaces.model", "reasons plllz",
          "unigram-symbols.model", "@Hollly_ 16 b 17 in feb");

  private final Map<String, String> expected = new TreeMap<>();
  private final Map<String, String> found = new TreeMap<>();
  private Map<String, List<String>> corpora = Map.of();
  private Path data = Path.of("");

  @TempDir private Path temporary;

  private void readCorpora() throws IOException {
    String named = System.getProperty("cascade.data");
    assumeTrue(named != null, "skipped: needs the corpora, named by -Dcascade.data=DIR");
    data = Path.of(named);
    corpora = new TreeMap<>();
    JsonObject described =
        JsonFile.read(TESTDATA.resolve("reference/tokenizer_digests.json"))
            .getAsJsonObject("corpora");
    for (String corpus : ALL ? described.keySet() : Set.of("trec")) {
      List<String> texts = CorpusTexts.of(described.getAsJsonObject(corpus), data);
      if (!texts.isEmpty()) {
        corpora.put(corpus, texts);
      }
    }
  }

  @Test
  void everySettingTokenizesTheCorporaAsTransformersDoes() throws IOException {
    readCorpora();
    for (String base : REFERENCE.getAsJsonObject("variants").keySet()) {
      Path saved = saved(base);
      JsonObject variants = REFERENCE.getAsJsonObject("variants").getAsJsonObject(base);
      for (String name : Files.exists(saved) ? variants.keySet() : List.<String>of()) {
        JsonObject variant = variants.getAsJsonObject(name);
        Path folder = Files.createDirectories(temporary.resolve(base + " with " + name));
        Files.copy(saved.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        for (Map.Entry<String, JsonElement> file : variant.getAsJsonObject("files").entrySet()) {
          JsonFile.write(folder.resolve(file.getKey()), file.getValue());
        }
        String key = base + ", " + name;
        try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
          compare(
              key,
              variant.getAsJsonObject("corpora"),
              lines -> EncodingDigest.ofTexts(tokenizer, lines));
        }
      }
    }
    assertNothingDiffers();
  }

  @Test
  void everyRuleTokenizesTheCorporaAsSentencePieceDoes() throws IOException {
    readCorpora();
    JsonObject models = REFERENCE.getAsJsonObject("sentencepiece");
    for (String name : models.keySet()) {
      try (SubwordTokenizer tokenizer = plain(name)) {
        String tie = TIES.getOrDefault(name, "");
        compare(
            name,
            models.getAsJsonObject(name),
            lines ->
                EncodingDigest.of(
                    lines,
                    // another test checks segmentations with equal scores
                    line ->
                        bytes(
                            line.equals(tie)
                                ? tie(name, line, "sentencepiece")
                                : tokenizer.encode(line).ids())));
      }
    }
    assertNothingDiffers();
  }

  @Test
  void ofSegmentationsWithEqualScoresTheFirstIsChosen() throws IOException {
    Map<String, String> named = new TreeMap<>();
    JsonObject ties = REFERENCE.getAsJsonObject("ties");
    for (String name : ties.keySet()) {
      try (SubwordTokenizer tokenizer = plain(name)) {
        for (String line : ties.getAsJsonObject(name).keySet()) {
          named.merge(name, line, (one, other) -> one + "\n" + other);
          assertThat(tokenizer.encode(line).ids())
              .as(name + ": " + line)
              .isEqualTo(tie(name, line, "float64"))
              .isNotEqualTo(tie(name, line, "sentencepiece"));
        }
      }
    }
    assertThat(named).isEqualTo(TIES);
  }

  private SubwordTokenizer plain(String model) throws IOException {
    Path folder = Files.createDirectories(temporary.resolve(model));
    Files.copy(
        TESTDATA.resolve("models/sentencepiece").resolve(model), folder.resolve("tokenizer.model"));
    Files.writeString(
        folder.resolve("tokenizer_config.json"),
        "{\"tokenizer_class\":\"PreTrainedTokenizerFast\"}");
    return SubwordTokenizer.open(folder);
  }

  /**
   * The base's tokenizer as tokenizer.json; a path that does not exist if the data lack its files.
   */
  private Path saved(String name) throws IOException {
    Path saved = Files.createDirectories(temporary.resolve(name + " saved"));
    Path description = TESTDATA.resolve("models/descriptions").resolve(name + ".json");
    if (Files.exists(description)) {
      Files.copy(description, saved.resolve("tokenizer.json"));
      return saved;
    }
    JsonObject base = REFERENCE.getAsJsonObject("bases").getAsJsonObject(name);
    Path older = Files.createDirectories(temporary.resolve(name + " older"));
    for (Map.Entry<String, JsonElement> file : base.getAsJsonObject("files").entrySet()) {
      if (!Files.exists(data.resolve(file.getKey()))) {
        System.out.println("skipped: " + file.getKey() + " is not in cascade.data");
        return temporary.resolve("none");
      }
      Files.copy(data.resolve(file.getKey()), older.resolve(file.getValue().getAsString()));
    }
    JsonFile.write(older.resolve("tokenizer_config.json"), base.get("settings"));
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(older)) {
      tokenizer.save(saved);
    }
    return saved;
  }

  private void compare(String name, JsonObject digests, Function<List<String>, String> digest) {
    for (Map.Entry<String, JsonElement> corpus : digests.entrySet()) {
      List<String> lines = corpora.get(corpus.getKey());
      if (lines != null) {
        String key = name + ": " + corpus.getKey();
        expected.put(key, corpus.getValue().getAsString());
        found.put(key, digest.apply(lines).substring(0, 16));
      }
    }
  }

  private void assertNothingDiffers() {
    System.out.println(found.size() + " digests compared");
    assertThat(expected).isNotEmpty();
    expected.entrySet().removeIf(entry -> entry.getValue().equals(found.get(entry.getKey())));
    assertThat(expected.keySet()).as("digests that differ").isEmpty();
  }

  private static int[] tie(String model, String line, String whose) {
    JsonObject ids = REFERENCE.getAsJsonObject("ties").getAsJsonObject(model).getAsJsonObject(line);
    return ids.getAsJsonArray(whose).asList().stream().mapToInt(JsonElement::getAsInt).toArray();
  }

  private static byte[] bytes(int[] ids) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * ids.length + 4).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(ids).forEach(bytes::putInt);
    return bytes.putInt(-1).array();
  }
}
