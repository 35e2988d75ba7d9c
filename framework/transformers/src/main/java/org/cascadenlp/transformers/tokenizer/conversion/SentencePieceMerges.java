package org.cascadenlp.transformers.tokenizer.conversion;

import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Derives the merges of a SentencePiece byte-pair encoding, whose file has only scores: every pair
 * of pieces that concatenates to a piece is a merge, ordered by score.
 */
final class SentencePieceMerges {

  private record Merge(
      String left, String right, double score, int leftId, int rightId, int leftLength) {}

  private SentencePieceMerges() {}

  /**
   * The merges, in order.
   *
   * @param pieces the pieces of the file
   * @param scored the pieces of the tokenizer with their scores
   */
  static JsonArray of(List<SentencePieceModel.Piece> pieces, List<ScoredPiece> scored) {
    Map<String, Integer> ids = new HashMap<>();
    for (int id = 0; id < pieces.size(); id++) {
      if (pieces.get(id).normal()) { // only normal pieces take part in merges
        ids.put(pieces.get(id).text(), id);
      }
    }
    Map<String, Double> scores = new LinkedHashMap<>();
    scored.forEach(piece -> scores.put(piece.text(), piece.score()));
    List<Merge> merges = new ArrayList<>();
    scores.forEach(
        (piece, score) -> {
          if (ids.containsKey(piece)) {
            merges.addAll(of(piece, score, ids));
          }
        });
    // the sort is stable: merges to the same piece keep their order
    merges.sort(
        Comparator.comparingDouble(Merge::score)
            .thenComparingInt(Merge::leftLength)
            .thenComparingInt(merge -> length(merge.right))
            .reversed());
    JsonArray json = new JsonArray();
    for (Merge merge : merges) {
      JsonArray pair = new JsonArray();
      pair.add(merge.left);
      pair.add(merge.right);
      json.add(pair);
    }
    return json;
  }

  private static List<Merge> of(String piece, double score, Map<String, Integer> ids) {
    List<Merge> merges = new ArrayList<>();
    for (int at = piece.offsetByCodePoints(0, 1);
        at < piece.length();
        at = piece.offsetByCodePoints(at, 1)) {
      String left = piece.substring(0, at);
      Integer leftId = ids.get(left);
      String right = piece.substring(at);
      Integer rightId = leftId == null ? null : ids.get(right);
      if (leftId != null && rightId != null) {
        merges.add(new Merge(left, right, score, leftId, rightId, length(left)));
      }
    }
    merges.sort(Comparator.comparingInt(Merge::leftId).thenComparingInt(Merge::rightId));
    return merges;
  }

  private static int length(String piece) {
    return piece.codePointCount(0, piece.length());
  }
}
