package org.cascadenlp.transformers.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.conversion.SentencePieceDescription;
import org.cascadenlp.transformers.tokenizer.conversion.SentencePieceModel;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerSettings;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares plain tokenizers with SentencePiece under the settings of its models: see
 * sentencepiece_rules.py.
 */
class SentencePieceRulesTest {

  private static final Path TESTDATA = Path.of(System.getProperty("cascade.root"), "testdata");
  private static final JsonObject REFERENCE =
      JsonFile.read(TESTDATA.resolve("reference/sentencepiece_rules.json"));

  @TempDir private Path folder;

  @Test
  void everyRuleTokenizesLikeSentencePiece() throws Exception {
    List<String> texts = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> documents = Files.list(TESTDATA.resolve("documents"))) {
      documents.filter(file -> file.toString().endsWith(".txt")).sorted().forEach(files::add);
    }
    files.add(TESTDATA.resolve("unicode/nasty.txt"));
    for (Path file : files) {
      texts.addAll(List.of(Files.readString(file).split("\n", -1)));
    }
    List<String> lines = new ArrayList<>();
    REFERENCE.getAsJsonArray("lines").forEach(line -> lines.add(line.getAsString()));
    texts.addAll(lines);
    for (Map.Entry<String, JsonElement> entry : REFERENCE.getAsJsonObject("models").entrySet()) {
      JsonObject expected = entry.getValue().getAsJsonObject();
      try (SubwordTokenizer tokenizer = open(entry.getKey())) {
        for (int i = 0; i < lines.size(); i++) {
          assertThat(Arrays.toString(tokenizer.encode(lines.get(i)).ids()).replace(" ", ""))
              .as("%s: %s", entry.getKey(), lines.get(i))
              .isEqualTo(expected.getAsJsonArray("lines").get(i).toString());
        }
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (String text : texts) {
          int[] ids = tokenizer.encode(text).ids();
          ByteBuffer bytes = ByteBuffer.allocate(4 * ids.length + 4).order(ByteOrder.LITTLE_ENDIAN);
          Arrays.stream(ids).forEach(bytes::putInt);
          sha.update(bytes.putInt(-1).array());
        }
        assertThat(HexFormat.of().formatHex(sha.digest()))
            .as(entry.getKey())
            .isEqualTo(expected.get("ids").getAsString());
      }
    }
  }

  @Test
  void unknownCharactersOfALiteralControlPieceAreOneUnknownPiece() {
    List<SentencePieceModel.Piece> pieces =
        List.of(
            new SentencePieceModel.Piece("<unk>", 0, 2),
            new SentencePieceModel.Piece("</s>", 0, 3),
            new SentencePieceModel.Piece("\u2581", -2, 1),
            new SentencePieceModel.Piece("s", -2, 1),
            new SentencePieceModel.Piece("x", -2, 1));
    SentencePieceModel model =
        new SentencePieceModel(
            pieces, true, 0, "<unk>", "", new SentencePieceModel.Rules(true, true, false, false));
    JsonObject json =
        SentencePieceDescription.of(
            model, TokenizerFamily.PLAIN, TokenizerSettings.none(), "a model");
    try (SubwordTokenizer tokenizer = SubwordTokenizer.of(json.toString(), "a model")) {
      // as sentencepiece 0.2.3: x, </, s, >
      assertThat(tokenizer.encode("x</s>").ids()).containsExactly(2, 4, 0, 3, 0);
    }
  }

  @Test
  void textIsDecodedWithoutTheMarkThatEncodingAdds() throws IOException {
    for (String name : List.of("unigram-plain.model", "unigram-suffix.model", "bpe-plain.model")) {
      try (SubwordTokenizer tokenizer = open(name)) {
        assertThat(tokenizer.decode(tokenizer.encode("a the").ids())).as(name).isEqualTo("a the");
      }
    }
    assertThat(decoder(false, false, false)).doesNotContain("Strip", "ByteFallback");
    assertThat(decoder(true, false, true))
        .contains("\"type\":\"ByteFallback\"")
        .endsWith("{\"type\":\"Strip\",\"content\":\" \",\"start\":1,\"stop\":0}]}");
    assertThat(decoder(true, true, false))
        .doesNotContain("ByteFallback")
        .endsWith("{\"type\":\"Strip\",\"content\":\" \",\"start\":0,\"stop\":1}]}");
  }

  private static String decoder(boolean dummyPrefix, boolean suffix, boolean byteFallback) {
    List<SentencePieceModel.Piece> pieces =
        List.of(
            new SentencePieceModel.Piece("<unk>", 0, 2), new SentencePieceModel.Piece("s", -2, 1));
    return SentencePieceDescription.of(
            new SentencePieceModel(
                pieces,
                true,
                0,
                "<unk>",
                "",
                new SentencePieceModel.Rules(dummyPrefix, true, suffix, byteFallback)),
            TokenizerFamily.PLAIN,
            TokenizerSettings.none(),
            "a model")
        .get("decoder")
        .toString();
  }

  @Test
  void aWordIsTokenizedAsIfBetweenSpaces() throws IOException {
    for (String kind : List.of("unigram", "bpe")) {
      try (SubwordTokenizer plain = open(kind + "-no-prefix.model")) {
        int[] whole = plain.encode("a the").ids();
        int[] word = plain.pieces("the");
        assertThat(word)
            .isEqualTo(Arrays.copyOfRange(whole, whole.length - word.length, whole.length))
            .isNotEqualTo(plain.encode("the").ids());
      }
      try (SubwordTokenizer suffix = open(kind + "-suffix.model")) {
        assertThat(suffix.pieces("the")).isEqualTo(suffix.encode("the").ids());
      }
    }
  }

  @Test
  void aSavedTokenizerIsTheSame() throws IOException {
    for (String name : REFERENCE.getAsJsonObject("models").keySet()) {
      Path saved = Files.createDirectories(folder.resolve("saved-" + name));
      try (SubwordTokenizer tokenizer = open(name)) {
        tokenizer.save(saved);
        try (SubwordTokenizer again = SubwordTokenizer.open(saved)) {
          for (String text : List.of(" two  words <tag> 12", "caf\u00e9 <s>\u2581")) {
            assertThat(again.encode(text).ids()).isEqualTo(tokenizer.encode(text).ids());
          }
          assertThat(again.pieces("the")).isEqualTo(tokenizer.pieces("the"));
        }
      }
    }
  }

  @Test
  void familiesRequireWhitespaceBeforeWords() throws IOException {
    Files.copy(
        TESTDATA.resolve("models/sentencepiece/unigram-suffix.model"),
        folder.resolve("spiece.model"));
    Files.writeString(
        folder.resolve("tokenizer_config.json"), "{\"tokenizer_class\":\"XLNetTokenizer\"}");
    assertThatThrownBy(() -> SubwordTokenizer.open(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("spiece.model: treat_whitespace_as_suffix is true");
  }

  private SubwordTokenizer open(String name) throws IOException {
    Path model = Files.createDirectories(folder.resolve(name));
    if (!Files.exists(model.resolve("tokenizer.model"))) {
      Files.copy(
          TESTDATA.resolve("models/sentencepiece").resolve(name), model.resolve("tokenizer.model"));
    }
    Files.writeString(
        model.resolve("tokenizer_config.json"),
        "{\"tokenizer_class\":\"PreTrainedTokenizerFast\"}");
    return SubwordTokenizer.open(model);
  }
}
