package org.cascadenlp.transformers.tokenizer.conversion;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFiles;
import org.cascadenlp.transformers.tokenizer.settings.Vocabulary;

/**
 * A SentencePiece model (Kudo and Richardson 2018).
 *
 * <p>Source: {@code sentencepiece_model.proto} of google/sentencepiece, version 0.2.
 *
 * @param pieces in the order of their ids
 * @param unigram whether it is a unigram language model rather than byte-pair encoding
 * @param unknownId the id of the unknown piece
 * @param unknownPiece the unknown piece
 * @param characterMap the compiled character normalisation in Base64, or empty
 */
public record SentencePieceModel(
    List<Piece> pieces,
    boolean unigram,
    int unknownId,
    String unknownPiece,
    String characterMap,
    Rules rules) {

  /**
   * Normalisation of white space, and treatment of unknown characters.
   *
   * @param dummyPrefix whether a space is added before a text ({@code add_dummy_prefix})
   * @param singleSpaces whether surrounding and repeated spaces are removed ({@code
   *     remove_extra_whitespaces})
   * @param suffix whether a space belongs to the preceding word ({@code
   *     treat_whitespace_as_suffix})
   * @param byteFallback whether unknown characters are split into bytes
   */
  public record Rules(
      boolean dummyPrefix, boolean singleSpaces, boolean suffix, boolean byteFallback) {}

  /** A piece with its score and the number of its type. */
  public record Piece(String text, float score, int type) {

    boolean normal() {
      return type == 1;
    }

    boolean control() {
      return type == 3;
    }

    boolean isByte() {
      return type == 6;
    }

    boolean userDefined() {
      return type == 4;
    }
  }

  private static final long MAX_FILE_BYTES = 64 << 20;
  private static final int MAX_PIECE_LENGTH = 512;
  private static final String REMEDY = "fetch the file again; expected a SentencePiece model";

  public SentencePieceModel {
    pieces = List.copyOf(pieces);
  }

  /** The ids of the pieces. */
  public Map<String, Integer> ids() {
    Map<String, Integer> ids = new HashMap<>();
    pieces.forEach(piece -> ids.put(piece.text(), ids.size()));
    return ids;
  }

  /**
   * Reads {@code file} of at most 64 MiB.
   *
   * @throws CascadeException if it is not a valid model
   */
  public static SentencePieceModel read(Path file) {
    SpecialFiles.refuse(file);
    try {
      long size = Files.size(file);
      if (size > MAX_FILE_BYTES) {
        throw CascadeException.of(
            file.toString(), "has " + size + " bytes", "expected at most " + MAX_FILE_BYTES);
      }
      return parse(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw CascadeException.of(
          file.toString(),
          "cannot be read: " + CascadeException.describe(e),
          "check the path and its rights",
          e);
    }
  }

  /**
   * Reads the bytes of a file.
   *
   * @param place the file, for errors
   */
  static SentencePieceModel parse(byte[] bytes, String place) {
    CodedInputStream in = CodedInputStream.newInstance(bytes);
    Reader reader = new Reader(place);
    try {
      for (int tag; (tag = in.readTag()) != 0; ) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 1 -> reader.piece(message(in, tag));
          case 2 -> reader.trainer(message(in, tag));
          case 3 -> reader.normalizer(message(in, tag));
          default -> in.skipField(tag);
        }
      }
    } catch (IOException e) {
      throw CascadeException.of(
          place,
          "is not a SentencePiece model: at byte " + in.getTotalBytesRead() + ", " + e.getMessage(),
          REMEDY,
          e);
    }
    return reader.model();
  }

  /** Reads a nested message and advances {@code in} past it. */
  private static CodedInputStream message(CodedInputStream in, int tag) throws IOException {
    expect(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    return in.readBytes().newCodedInput();
  }

  private static void expect(int tag, int type) throws IOException {
    if (WireFormat.getTagWireType(tag) != type) {
      throw new IOException(
          "field "
              + WireFormat.getTagFieldNumber(tag)
              + " has wire type "
              + WireFormat.getTagWireType(tag)
              + ", expected "
              + type);
    }
  }

  /** Collects the parts of the file, which may be in any order. */
  private static final class Reader {
    private final String place;
    private final List<Piece> pieces = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private int modelType = 1;
    private int unknownId;
    private String unknownPiece = "<unk>";
    private ByteString characterMap = ByteString.EMPTY;
    private boolean suffix;
    private boolean byteFallback;
    private boolean dummyPrefix = true;
    private boolean singleSpaces = true;
    private boolean escapes = true;

    Reader(String place) {
      this.place = place;
    }

    void piece(CodedInputStream in) throws IOException {
      int id = pieces.size();
      String text = "";
      float score = 0;
      int type = 1;
      for (int tag; (tag = in.readTag()) != 0; ) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 1 -> {
            expect(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            text = in.readStringRequireUtf8();
          }
          case 2 -> {
            expect(tag, WireFormat.WIRETYPE_FIXED32);
            score = in.readFloat();
          }
          case 3 -> {
            expect(tag, WireFormat.WIRETYPE_VARINT);
            type = in.readEnum();
          }
          default -> in.skipField(tag);
        }
      }
      check(
          !text.isEmpty() && text.length() <= MAX_PIECE_LENGTH,
          id,
          "has " + text.length() + " characters; expected 1 to " + MAX_PIECE_LENGTH);
      check(Float.isFinite(score), id, "has the score " + score + "; expected a number");
      check(type >= 1 && type <= 6, id, "has the type " + type + "; expected 1 to 6");
      Integer first = ids.putIfAbsent(text, id);
      check(first == null, id, "is " + text + ", as is piece " + first);
      check(id < Vocabulary.LARGEST, id, "is one too many");
      pieces.add(new Piece(text, score, type));
    }

    void trainer(CodedInputStream in) throws IOException {
      for (int tag; (tag = in.readTag()) != 0; ) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 3 -> {
            expect(tag, WireFormat.WIRETYPE_VARINT);
            modelType = in.readEnum();
          }
          case 24 -> suffix = flag(in, tag);
          case 35 -> byteFallback = flag(in, tag);
          case 40 -> {
            expect(tag, WireFormat.WIRETYPE_VARINT);
            unknownId = in.readInt32();
          }
          case 45 -> {
            expect(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            unknownPiece = in.readStringRequireUtf8();
          }
          default -> in.skipField(tag);
        }
      }
    }

    void normalizer(CodedInputStream in) throws IOException {
      for (int tag; (tag = in.readTag()) != 0; ) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 2 -> {
            expect(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            characterMap = in.readBytes();
          }
          case 3 -> dummyPrefix = flag(in, tag);
          case 4 -> singleSpaces = flag(in, tag);
          case 5 -> escapes = flag(in, tag);
          default -> in.skipField(tag);
        }
      }
    }

    private static boolean flag(CodedInputStream in, int tag) throws IOException {
      expect(tag, WireFormat.WIRETYPE_VARINT);
      return in.readBool();
    }

    SentencePieceModel model() {
      if (modelType != 1 && modelType != 2) {
        throw CascadeException.of(
            place, "model_type is " + modelType, "expected 1 (unigram) or 2 (byte-pair encoding)");
      }
      if (!escapes) {
        throw CascadeException.of(
            place, "escape_whitespaces is false", "train the vocabulary with it, as by default");
      }
      if (byteFallback) {
        checkBytes();
      }
      if (unknownId < 0 || unknownId >= pieces.size()) {
        throw CascadeException.of(
            place, "unk_id is " + unknownId + " of " + pieces.size() + " pieces", REMEDY);
      }
      if (!characterMap.isEmpty()) {
        CharacterMap.check(characterMap.toByteArray(), place);
      }
      return new SentencePieceModel(
          pieces,
          modelType == 1,
          unknownId,
          unknownPiece,
          Base64.getEncoder().encodeToString(characterMap.toByteArray()),
          new Rules(dummyPrefix, singleSpaces, suffix, byteFallback));
    }

    private void checkBytes() {
      for (int b = 0; b < 256; b++) {
        String piece = String.format("<0x%02X>", b);
        if (!ids.containsKey(piece)) {
          throw CascadeException.of(
              place, "byte_fallback is true, but there is no piece " + piece, REMEDY);
        }
      }
    }

    private void check(boolean holds, int id, String problem) {
      if (!holds) {
        throw CascadeException.of(place, "piece " + id + " " + problem, REMEDY);
      }
    }
  }
}
