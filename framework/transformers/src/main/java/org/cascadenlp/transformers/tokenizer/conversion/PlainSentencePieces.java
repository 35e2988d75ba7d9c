package org.cascadenlp.transformers.tokenizer.conversion;

import static org.cascadenlp.transformers.tokenizer.settings.JsonParts.replace;
import static org.cascadenlp.transformers.tokenizer.settings.JsonParts.sequence;
import static org.cascadenlp.transformers.tokenizer.settings.JsonParts.typed;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cascadenlp.transformers.tokenizer.conversion.SentencePieceModel.Piece;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerSettings;

/**
 * The steps of a plain SentencePiece tokenizer, without the rules of a family: they reproduce
 * SentencePiece itself under the settings of its model file (whitespace prefix or suffix, extra
 * spaces, byte fallback, user-defined symbols, control pieces that are never matched in text).
 *
 * <p>Source: {@code normalizer.cc} of google/sentencepiece 0.2; the steps are those of transformers
 * 5.24, extended by whitespace as suffix and by control pieces.
 */
final class PlainSentencePieces {

  private static final String MARK = "\u2581";

  private final SentencePieceModel model;
  private final TokenizerSettings settings;

  PlainSentencePieces(SentencePieceModel model, TokenizerSettings settings) {
    this.model = model;
    this.settings = settings;
  }

  private boolean isPrefixed() {
    return model.rules().dummyPrefix()
        && !model.rules().suffix()
        && settings.flag("add_prefix_space", true);
  }

  /** The normalizer. */
  JsonObject normalizer() {
    List<JsonObject> steps = new ArrayList<>();
    if (!model.characterMap().isEmpty()) {
      steps.add(SentencePieceDescription.characterMap(model));
    }
    if (model.rules().singleSpaces()) {
      // spaces only: line ends and tabs are text
      steps.add(replace("Regex", "\\A +| +\\z", ""));
      steps.add(replace("Regex", " {2,}", " "));
    }
    steps.add(replace("String", " ", MARK));
    if (model.rules().singleSpaces() && !model.rules().suffix()) {
      steps.add(replace("Regex", MARK + "+\\z", ""));
    }
    if (isPrefixed() && settings.flag("legacy", true)) {
      // Metaspace does not prepend its symbol to a text that already begins with one
      steps.add(replace("Regex", "\\A" + MARK, MARK + MARK));
    } else if (model.rules().suffix() && model.rules().dummyPrefix()) {
      boolean one = model.rules().singleSpaces();
      String end = "(?<=[\\s\\S])" + (one ? MARK + "*" : "") + "\\z";
      steps.add(replace("Regex", (one ? "\\A" + MARK + "+\\z|" : "") + end, MARK));
    }
    return sequence("normalizers", steps);
  }

  /**
   * The pre-tokenizer: prefix space, user-defined symbols, and boundaries that no piece may cross.
   */
  JsonObject preTokenizer() {
    List<JsonObject> steps = new ArrayList<>();
    if (!model.rules().suffix()) {
      JsonObject words = JsonParts.metaspace(scheme());
      words.addProperty("split", false);
      steps.add(words);
    }
    String symbols =
        model.pieces().stream()
            .filter(Piece::userDefined)
            .map(Piece::text)
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(PlainSentencePieces::quoted)
            .collect(Collectors.joining("|"));
    if (!symbols.isEmpty()) {
      steps.add(split(symbols, "Isolated"));
    }
    String unspelled = model.unigram() ? unspelled() : "";
    if (!unspelled.isEmpty()) {
      steps.add(split(unspelled, "MergedWithPrevious"));
    }
    return sequence("pretokenizers", steps);
  }

  private String scheme() {
    return !isPrefixed() ? "never" : settings.flag("legacy", true) ? "always" : "first";
  }

  /**
   * A regular expression of positions that split literal control, unknown and byte pieces in a
   * text.
   */
  private String unspelled() {
    Set<String> across = new HashSet<>();
    for (Piece piece : model.pieces()) {
      if (piece.normal() || piece.userDefined()) {
        int[] points = piece.text().codePoints().toArray();
        if (points.length == 1) {
          across.add(piece.text());
        }
        for (int i = 1; i < points.length; i++) {
          across.add(new String(points, i - 1, 2));
        }
      }
    }
    List<String> starts =
        model.pieces().stream()
            .filter(piece -> !piece.normal() && !piece.userDefined() && !piece.isByte())
            .map(piece -> piece.text().codePoints().toArray())
            .filter(points -> points.length > 1)
            .map(
                points -> {
                  int at = place(points, across);
                  return quoted(new String(points, 0, at))
                      + "(?="
                      + quoted(new String(points, at, points.length - at))
                      + ")";
                })
            .collect(Collectors.toCollection(ArrayList::new));
    if (model.rules().byteFallback()) {
      starts.add("<(?=0x[0-9A-F]{2}>)");
    }
    return String.join("|", starts);
  }

  /**
   * The position at which to split a literal control piece without splitting anything else: not
   * within a normal piece, nor between two unknown characters, which form one unknown piece.
   *
   * @param known all single characters that are pieces, and all character pairs within pieces
   */
  private static int place(int[] points, Set<String> known) {
    for (int at = 1; at < points.length; at++) {
      boolean inPiece = known.contains(new String(points, at - 1, 2));
      boolean inUnknown =
          !known.contains(Character.toString(points[at - 1]))
              && !known.contains(Character.toString(points[at]));
      if (!inPiece && !inUnknown) {
        return at;
      }
    }
    return 1;
  }

  private static JsonObject split(String pattern, String behavior) {
    JsonObject what = new JsonObject();
    what.addProperty("Regex", pattern);
    JsonObject split = typed("Split");
    split.add("pattern", what);
    split.addProperty("behavior", behavior);
    split.addProperty("invert", false);
    return split;
  }

  /** Quotes {@code text} for native regular expressions, which do not support \\Q. */
  private static String quoted(String text) {
    return Pattern.compile("[^\\p{L}\\p{N}\\s_]").matcher(text).replaceAll("\\\\$0");
  }

  /** The decoder. */
  JsonObject decoder() {
    List<JsonObject> steps = new ArrayList<>();
    steps.add(replace("String", MARK, " "));
    if (model.rules().byteFallback()) {
      steps.add(typed("ByteFallback"));
    }
    steps.add(typed("Fuse"));
    if (model.rules().dummyPrefix()) {
      JsonObject strip = typed("Strip");
      strip.addProperty("content", " ");
      strip.addProperty("start", isPrefixed() ? 1 : 0);
      strip.addProperty("stop", isPrefixed() ? 0 : 1);
      steps.add(strip);
    }
    return sequence("decoders", steps);
  }
}
