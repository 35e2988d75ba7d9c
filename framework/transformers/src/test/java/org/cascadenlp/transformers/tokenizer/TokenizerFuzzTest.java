package org.cascadenlp.transformers.tokenizer;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens tokenizers with arbitrary bytes as one of their files: if one opens, it must tokenize a
 * text without a crash in native code. testdata/README.md has the command of the long run.
 */
class TokenizerFuzzTest {

  private static final String TEXT =
      "ab Ab, \ufb01ne e\u0301 \u0007\u200b 20,000 \uff11 \u4e2d \uD83D\uDE00 <mask> [MASK]  x";

  @TempDir static Path folder;

  @FuzzTest
  void sentencePiece(byte[] data) throws IOException {
    open("spiece.model", data);
  }

  @FuzzTest
  void wordPieces(byte[] data) throws IOException {
    open("vocab.txt", data);
  }

  /** The vocabulary up to the first NUL, the merges after it. */
  @FuzzTest
  void bytePairs(byte[] data) throws IOException {
    int end = 0;
    while (end < data.length && data[end] != 0) {
      end++;
    }
    Path pairs = Files.createDirectories(folder.resolve("pairs"));
    Files.write(
        pairs.resolve("merges.txt"),
        Arrays.copyOfRange(data, Math.min(end + 1, data.length), data.length));
    open("pairs/vocab.json", Arrays.copyOf(data, end));
  }

  @FuzzTest
  void description(byte[] data) throws IOException {
    open("tokenizer.json", data);
  }

  @FuzzTest
  void settings(byte[] data) throws IOException {
    Path settings = Files.createDirectories(folder.resolve("settings"));
    Files.writeString(
        settings.resolve("vocab.json"), "{\"<unk>\":0,\"a\":1,\"b\":2,\"ab\":3,\"\u0120\":4}");
    Files.writeString(settings.resolve("merges.txt"), "a b\n");
    Files.writeString(settings.resolve("vocab.txt"), "[UNK]\n[CLS]\n[SEP]\na\n##b\n");
    open("settings/tokenizer_config.json", data);
  }

  /** Runs a character normalisation that the check accepts. */
  @FuzzTest
  void characterMap(byte[] data) {
    JsonObject json =
        JsonFile.parse(
            "{\"normalizer\":{\"type\":\"Precompiled\"},\"model\":{\"type\":\"Unigram\","
                + "\"unk_id\":0,\"vocab\":[[\"<unk>\",0],[\"a\",-1],[\"b\",-2]]}}",
            "x.json");
    json.getAsJsonObject("normalizer")
        .addProperty("precompiled_charsmap", Base64.getEncoder().encodeToString(data));
    try (SubwordTokenizer tokenizer = SubwordTokenizer.of(json.toString(), "x.json")) {
      cut(tokenizer);
    } catch (CascadeException expected) {
      // a user's error is a valid outcome
    }
  }

  private static void open(String file, byte[] data) throws IOException {
    Path written = Files.write(folder.resolve(file), data);
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(written.getParent())) {
      cut(tokenizer);
    } catch (CascadeException expected) {
      // a user's error is a valid outcome
    } finally {
      Files.delete(written);
    }
  }

  private static void cut(SubwordTokenizer tokenizer) {
    int[] ids = tokenizer.template().around(tokenizer.encode(TEXT)).ids();
    tokenizer.pieces("ab");
    tokenizer.decode(ids);
  }
}
