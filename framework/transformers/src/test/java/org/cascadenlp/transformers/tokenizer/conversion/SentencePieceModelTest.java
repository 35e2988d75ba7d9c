package org.cascadenlp.transformers.tokenizer.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentencePieceModelTest {

  private static final Path MODELS =
      Path.of(System.getProperty("cascade.root"), "testdata/models/tokenizers");
  private static final int MUTATIONS = 400;
  private static final String TEXT = "Hello \ufb01ne e\u0301 \u0007\u200b 20,000 \uff11 \u4e2d x";

  @TempDir private Path folder;

  @Test
  void aModelIsReadWithScoresTypesAndNormalisation() {
    SentencePieceModel model = SentencePieceModel.read(MODELS.resolve("xlnet/spiece.model"));
    assertThat(model.pieces()).hasSize(500);
    assertThat(model.unigram()).isTrue();
    assertThat(model.unknownId()).isZero();
    assertThat(model.characterMap().isEmpty()).isFalse();
    assertThat(model.pieces().get(0).text()).isEqualTo("<unk>");
    assertThat(model.pieces().stream().filter(SentencePieceModel.Piece::control))
        .extracting(SentencePieceModel.Piece::text)
        .contains("<s>", "</s>", "<cls>", "<sep>", "<eod>");
    assertThat(model.pieces().stream().filter(SentencePieceModel.Piece::userDefined))
        .extracting(SentencePieceModel.Piece::text)
        .contains("<eop>", "(");
    assertThat(SentencePieceModel.read(MODELS.resolve("sentencepiece-bpe/tokenizer.model")))
        .extracting(SentencePieceModel::unigram)
        .isEqualTo(false);
  }

  @Test
  void mergesAreOrderedByScore() {
    List<SentencePieceModel.Piece> pieces =
        List.of("<unk>", "ab", "abc", "a", "b", "c", "bc").stream()
            .map(text -> new SentencePieceModel.Piece(text, 0, 1))
            .toList();
    List<ScoredPiece> scored =
        List.of(
            new ScoredPiece("<unk>", 0),
            new ScoredPiece("ab", -1),
            new ScoredPiece("abc", -3),
            new ScoredPiece("a", -4),
            new ScoredPiece("b", -5),
            new ScoredPiece("c", -6),
            new ScoredPiece("bc", -2));
    assertThat(SentencePieceMerges.of(pieces, scored))
        .hasToString("[[\"a\",\"b\"],[\"b\",\"c\"],[\"ab\",\"c\"],[\"a\",\"bc\"]]");
  }

  @Test
  void errorsInAFileNameTheirPosition() {
    refused(message(1, new byte[] {10, 5, 'a'}), "m: is not a SentencePiece model: at byte ");
    refused(new byte[] {10, 127, 1}, "m: is not a SentencePiece model: at byte ");
    refused(new byte[] {10, -1, -1, -1, -1, 7}, "m: is not a SentencePiece model: at byte ");
    refused(new byte[] {8, 1}, "field 1 has wire type 0, expected 2");
    refused(piece("", 0f, 1), "m: piece 0 has 0 characters; expected 1 to 512");
    refused(piece("x".repeat(600), 0f, 1), "m: piece 0 has 600 characters");
    refused(piece("x", Float.NaN, 1), "m: piece 0 has the score NaN");
    refused(piece("x", 0f, 9), "m: piece 0 has the type 9");
    refused(joined(piece("x", 0f, 1), piece("x", 0f, 1)), "m: piece 1 is x, as is piece 0");
    refused(new byte[0], "m: unk_id is 0 of 0 pieces");
    refused(joined(piece("x", 0f, 1), message(2, new byte[] {24, 3})), "m: model_type is 3");
    refused(
        joined(piece("x", 0f, 1), message(2, new byte[] {(byte) 0xC0, 2, 7})),
        "m: unk_id is 7 of 1 pieces");
    refused(
        joined(piece("x", 0f, 1), message(3, message(2, new byte[] {1, 2}))),
        "m: the trie of its normalisation has -1 bytes of 2");
    refused(
        joined(piece("x", 0f, 1), message(3, message(2, new byte[] {-1, -1, -1, 127, 0, 0}))),
        "m: the trie of its normalisation has 2147483647 bytes of 2");
  }

  @Test
  void aNormalisationWithReferencesOutOfBoundsIsRefused() {
    int[] units = new int[256];
    units[0] = 200 << 10;
    units[200 ^ 'a'] = 'a' | 1 << 8 | 10_000 << 10;
    assertThatThrownBy(() -> CharacterMap.check(map(units, "x\0"), "m"))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("m: the trie of its normalisation leads to unit ");
    units[200 ^ 'a'] = 'a' | 1 << 8 | (200 ^ 'a' ^ 3) << 10;
    units[3] = 1 << 31;
    CharacterMap.check(map(units, "x\0"), "m");
    units[3] = 1 << 31 | 2;
    assertThatThrownBy(() -> CharacterMap.check(map(units, "x\0"), "m"))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("m: the trie of its normalisation leads to byte 2 of 2");
    units[3] = 1 << 31 | 1;
    assertThatThrownBy(() -> CharacterMap.check(map(units, "é\0"), "m"))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("m: the trie of its normalisation leads to byte 1 of 3");
  }

  /** A mutated tokenizer that opens must tokenize texts without a crash. */
  @Test
  void mutatedFilesGiveATokenizerOrACascadeException() throws IOException {
    int opened = 0;
    for (String name : List.of("xlnet/spiece.model", "sentencepiece-bpe/tokenizer.model")) {
      byte[] whole = Files.readAllBytes(MODELS.resolve(name));
      Path file = folder.resolve(Path.of(name).getFileName());
      for (int seed = 0; seed < MUTATIONS; seed++) {
        Files.write(file, mutated(whole, new Random(seed)));
        try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
          assertThat(tokenizer.encode(TEXT).ids()).isNotNull();
          assertThat(tokenizer.pieces("caf\u00e9")).isNotEmpty();
          opened++;
        } catch (CascadeException e) {
          assertThat(e).hasMessageNotContaining("\n");
        }
      }
      Files.delete(file);
    }
    assertThat(opened).isBetween(20, 2 * MUTATIONS - 20);
  }

  /** Changes, truncates, removes, duplicates or inserts bytes. */
  private static byte[] mutated(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int at = random.nextInt(bytes.length);
    int count = 1 + random.nextInt(16);
    int to = Math.min(bytes.length, at + count);
    switch (random.nextInt(5)) {
      case 0 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 1 -> {
        return joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, to, bytes.length));
      }
      case 2 -> {
        return joined(Arrays.copyOf(bytes, to), Arrays.copyOfRange(bytes, at, bytes.length));
      }
      default -> {
        for (int i = 0; i < count; i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
      }
    }
  }

  private static void refused(byte[] bytes, String message) {
    assertThatThrownBy(() -> SentencePieceModel.parse(bytes, "m"))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining(message);
  }

  private static byte[] map(int[] units, String replacements) {
    byte[] texts = replacements.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(4 + 4 * units.length + texts.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(4 * units.length);
    for (int unit : units) {
      bytes.putInt(unit);
    }
    return bytes.put(texts).array();
  }

  private static byte[] piece(String text, float score, int type) {
    byte[] number =
        ByteBuffer.allocate(5)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) 21)
            .putFloat(score)
            .array();
    return message(
        1,
        joined(
            message(1, text.getBytes(StandardCharsets.UTF_8)),
            number,
            new byte[] {24, (byte) type}));
  }

  private static byte[] message(int field, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(field << 3 | 2);
    for (int rest = content.length; ; rest >>>= 7) {
      if (rest < 128) {
        out.write(rest);
        break;
      }
      out.write(rest & 127 | 128);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
