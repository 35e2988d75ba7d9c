package org.cascadenlp.transformers.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pieces, ids, offsets and special tokens of every kind of tokenizer: see tokenizer_digests.py. */
class TokenizerDigestTest {

  private static final Path TESTDATA = Path.of(System.getProperty("cascade.root"), "testdata");
  private static final JsonObject REFERENCE =
      JsonFile.read(TESTDATA.resolve("reference/tokenizer_digests.json"));
  private static final JsonObject TOKENIZERS = REFERENCE.getAsJsonObject("tokenizers");

  private final Map<String, String> expected = new TreeMap<>();
  private final Map<String, String> found = new TreeMap<>();

  @TempDir private Path temporary;

  @Test
  void everyTinyVocabularyTokenizesAsInTransformers() throws Exception {
    for (String name : TOKENIZERS.keySet()) {
      Path folder = TESTDATA.resolve("models/tokenizers").resolve(name);
      if (Files.exists(folder)) {
        try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
          compareWithDocuments(name, tokenizer);
        }
      }
    }
    assertNothingDiffers(300);
  }

  @Test
  void everySavedTokenizerTokenizesAsBefore() throws Exception {
    for (String name : TOKENIZERS.keySet()) {
      Path folder = TESTDATA.resolve("models/tokenizers").resolve(name);
      if (Files.exists(folder)) {
        Path saved = Files.createDirectories(temporary.resolve(name));
        try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
          tokenizer.save(saved);
        }
        try (SubwordTokenizer tokenizer = SubwordTokenizer.open(saved)) {
          compareWithDocuments(name, tokenizer);
        }
      }
    }
    assertNothingDiffers(300);
  }

  @Test
  void everyVocabularyTokenizesTheCorporaAsInTransformers() throws Exception {
    String data = System.getProperty("cascade.data");
    assumeTrue(data != null, "skipped: needs the corpora, named by -Dcascade.data=DIR");
    Map<String, List<String>> corpora = corpora(Path.of(data));
    for (String name : TOKENIZERS.keySet()) {
      Path folder = folder(name, Path.of(data));
      if (!Files.exists(folder)) {
        System.out.println("skipped: the vocabulary of " + name + " is not in cascade.data");
        continue;
      }
      try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
        if (!folder.startsWith(TESTDATA)) {
          compareWithDocuments(name, tokenizer);
        }
        compareWithCorpora(name, tokenizer, corpora);
      }
    }
    System.out.println(found.size() + " digests compared with transformers");
    assertNothingDiffers(450);
  }

  private void assertNothingDiffers(int least) {
    assertThat(expected).hasSizeGreaterThan(least);
    expected.entrySet().removeIf(entry -> entry.getValue().equals(found.get(entry.getKey())));
    assertThat(expected.keySet()).as("digests that differ").isEmpty();
  }

  /** The folder of a tiny vocabulary, or one made of the files that the corpora have. */
  private Path folder(String name, Path data) throws IOException {
    Path tiny = TESTDATA.resolve("models/tokenizers").resolve(name);
    JsonObject files = TOKENIZERS.getAsJsonObject(name).getAsJsonObject("files");
    Path made = temporary.resolve(name);
    if (files.isEmpty()) {
      return tiny;
    }
    for (String file : files.keySet()) {
      if (!Files.exists(data.resolve(file))) {
        return made;
      }
    }
    Files.createDirectories(made);
    for (Map.Entry<String, JsonElement> file : files.entrySet()) {
      Files.copy(data.resolve(file.getKey()), made.resolve(file.getValue().getAsString()));
    }
    JsonFile.write(
        made.resolve("tokenizer_config.json"), TOKENIZERS.getAsJsonObject(name).get("settings"));
    return made;
  }

  private void compareWithDocuments(String name, SubwordTokenizer tokenizer) throws Exception {
    JsonObject entry = TOKENIZERS.getAsJsonObject(name);
    expected.put(name + " substitute", entry.get("substitute").getAsString());
    found.put(name + " substitute", String.valueOf(tokenizer.unknown()));
    expected.put(name + " size", entry.get("size").getAsString());
    found.put(name + " size", String.valueOf(tokenizer.vocabularySize()));
    for (String kind : List.of("text", "words")) {
      for (Map.Entry<String, JsonElement> file : entry.getAsJsonObject(kind).entrySet()) {
        String folder = file.getKey().equals("nasty.txt") ? "unicode" : "documents";
        String text = Files.readString(TESTDATA.resolve(folder).resolve(file.getKey()));
        compare(name, kind, file, tokenizer, List.of(text.split("\n", -1)));
      }
    }
  }

  /** The lines of each corpus and file that the digests name and {@code data} has. */
  private static Map<String, List<String>> corpora(Path data) throws IOException {
    Map<String, List<String>> corpora = new TreeMap<>();
    JsonObject described = REFERENCE.getAsJsonObject("corpora");
    for (String corpus : described.keySet()) {
      corpora.put(corpus, CorpusTexts.of(described.getAsJsonObject(corpus), data));
    }
    for (JsonElement file : REFERENCE.getAsJsonArray("files")) {
      Path path = data.resolve(file.getAsString());
      corpora.put(file.getAsString(), CorpusTexts.lines(path, StandardCharsets.UTF_8));
    }
    corpora
        .entrySet()
        .removeIf(
            corpus -> {
              if (corpus.getValue().isEmpty()) {
                System.out.println("skipped: " + corpus.getKey() + " is not in cascade.data");
              }
              return corpus.getValue().isEmpty();
            });
    return corpora;
  }

  private void compareWithCorpora(
      String name, SubwordTokenizer tokenizer, Map<String, List<String>> corpora) {
    for (String kind : List.of("text", "words")) {
      JsonObject digests = TOKENIZERS.getAsJsonObject(name).getAsJsonObject("corpora_" + kind);
      for (Map.Entry<String, JsonElement> corpus : digests.entrySet()) {
        if (corpora.containsKey(corpus.getKey())) {
          compare(name, kind, corpus, tokenizer, corpora.get(corpus.getKey()));
        }
      }
    }
  }

  private void compare(
      String name,
      String kind,
      Map.Entry<String, JsonElement> file,
      SubwordTokenizer tokenizer,
      List<String> lines) {
    String key = name + " " + kind + " " + file.getKey();
    String digest =
        kind.equals("text")
            ? EncodingDigest.ofTexts(tokenizer, lines)
            : EncodingDigest.of(lines, line -> ofWords(tokenizer, line));
    expected.put(key, file.getValue().getAsString());
    found.put(key, digest.substring(0, 16));
  }

  /** The ids of a line's words between the special tokens, then the segments of all. */
  private static byte[] ofWords(SubwordTokenizer tokenizer, String line) {
    List<Integer> ids = new ArrayList<>();
    List<Integer> types = new ArrayList<>();
    for (int i = 0; i < tokenizer.before().length; i++) {
      ids.add(tokenizer.before()[i]);
      types.add(tokenizer.template().typesBefore()[i]);
    }
    boolean empty = true;
    for (String word : line.split(" ", -1)) {
      if (!word.isEmpty()) {
        empty = false;
        for (int id : tokenizer.pieces(word)) {
          ids.add(id);
          types.add(0);
        }
      }
    }
    for (int i = 0; i < tokenizer.after().length; i++) {
      ids.add(tokenizer.after()[i]);
      types.add(tokenizer.template().typesAfter()[i]);
    }
    ids.addAll(types);
    return empty ? new byte[0] : bytes(ids);
  }

  private static byte[] bytes(List<Integer> numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.size() + 4).order(ByteOrder.LITTLE_ENDIAN);
    numbers.forEach(bytes::putInt);
    return bytes.putInt(-1).array();
  }
}
