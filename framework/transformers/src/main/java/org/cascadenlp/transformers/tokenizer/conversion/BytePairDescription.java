package org.cascadenlp.transformers.tokenizer.conversion;

import static org.cascadenlp.transformers.tokenizer.settings.JsonParts.typed;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.tokenizer.settings.JsonParts;
import org.cascadenlp.transformers.tokenizer.settings.SpecialTokens;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerSettings;
import org.cascadenlp.transformers.tokenizer.settings.VocabularyFile;

/**
 * Converts vocabulary and merges of byte-pair encoding (Sennrich et al. 2016) to a {@code
 * tokenizer.json}: on characters for GPT, on bytes for GPT-2 and RoBERTa.
 *
 * <p>Source: the converters of transformers 4.53.
 */
public final class BytePairDescription {

  private static final String WORD_END = "</w>";

  private BytePairDescription() {}

  /** Whether pieces at word ends are marked, as in GPT's vocabulary. */
  public static boolean marksWordEnds(Map<String, Integer> vocabulary) {
    return vocabulary.keySet().stream().anyMatch(piece -> piece.endsWith(WORD_END));
  }

  /**
   * The {@code tokenizer.json}.
   *
   * @param merges pairs of pieces, one per line, after an optional line {@code #version}
   * @param place the file of {@code vocabulary}, for errors
   * @param mergesPlace the file of {@code merges}
   */
  public static JsonObject of(
      Map<String, Integer> vocabulary,
      String merges,
      TokenizerFamily family,
      TokenizerSettings settings,
      String place,
      String mergesPlace) {
    SpecialTokens specials =
        new SpecialTokens(vocabulary, vocabulary.size(), family, settings, place);
    specials.addAll(settings.moreSpecials());
    boolean characters = family == TokenizerFamily.GPT || marksWordEnds(vocabulary);
    JsonObject model =
        characters
            ? model(vocabulary, specials.piece("unk"), WORD_END, false)
            : model(vocabulary, "", "", false);
    model.add("merges", merges(merges, vocabulary, mergesPlace));
    if (characters) {
      JsonObject decoder = typed("BPEDecoder");
      decoder.addProperty("suffix", WORD_END);
      return JsonParts.description(
          specials.added(),
          WordPieceDescription.normalizer(true, true, JsonNull.INSTANCE),
          typed("BertPreTokenizer"),
          JsonNull.INSTANCE,
          decoder,
          model);
    }
    boolean prefix = settings.flag("add_prefix_space", false);
    return JsonParts.description(
        specials.added(),
        JsonNull.INSTANCE,
        JsonParts.byteLevel(prefix, true),
        bytesProcessor(family, settings, specials, prefix),
        JsonParts.byteLevel(true, true),
        model);
  }

  /** The model without its merges. */
  static JsonObject model(
      Map<String, Integer> vocabulary, String unknown, String wordEnd, boolean fuseUnknown) {
    JsonObject pieces = new JsonObject();
    vocabulary.forEach(pieces::addProperty);
    JsonObject model = typed("BPE");
    model.add("dropout", JsonNull.INSTANCE);
    model.addProperty("unk_token", unknown.isEmpty() ? null : unknown);
    model.add("continuing_subword_prefix", JsonNull.INSTANCE);
    model.addProperty("end_of_word_suffix", wordEnd.isEmpty() ? null : wordEnd);
    model.addProperty("fuse_unk", fuseUnknown);
    model.addProperty("byte_fallback", false);
    model.addProperty("ignore_merges", false);
    model.add("vocab", pieces);
    return model;
  }

  private static JsonElement bytesProcessor(
      TokenizerFamily family,
      TokenizerSettings settings,
      SpecialTokens specials,
      boolean addPrefixSpace) {
    if (family == TokenizerFamily.ROBERTA) {
      JsonObject processor = typed("RobertaProcessing");
      processor.add("sep", JsonParts.pair(specials.piece("sep"), specials.id("sep")));
      processor.add("cls", JsonParts.pair(specials.piece("cls"), specials.id("cls")));
      processor.addProperty("trim_offsets", settings.flag("trim_offsets", true));
      processor.addProperty("add_prefix_space", addPrefixSpace);
      return processor;
    }
    return settings.flag("add_bos_token", false)
        ? JsonParts.template("bos:0 $A:0", "bos:0 $A:0 $B:1", specials)
        : JsonParts.byteLevel(true, false);
  }

  private static JsonArray merges(String text, Map<String, Integer> vocabulary, String place) {
    JsonArray merges = new JsonArray();
    Map<String, Integer> seen = new HashMap<>();
    List<String> lines = VocabularyFile.lines(text);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean version = i == 0 && line.startsWith("#version");
      if (version || line.isEmpty()) {
        continue;
      }
      String[] pair = line.split(" ", -1);
      String where = place + ", line " + (i + 1);
      if (pair.length != 2 || pair[0].isEmpty() || pair[1].isEmpty()) {
        throw CascadeException.of(
            where, "is \"" + shortened(line) + "\"", "expected two pieces with a space between");
      }
      for (String piece : new String[] {pair[0], pair[1], pair[0] + pair[1]}) {
        if (!vocabulary.containsKey(piece)) {
          throw CascadeException.of(
              where,
              "there is no piece " + shortened(piece) + " in the vocabulary",
              "use the merges and the vocabulary of the same model");
        }
      }
      Integer first = seen.putIfAbsent(line, i + 1);
      if (first != null) {
        throw CascadeException.of(
            where, "is the merge of line " + first + " again", "fetch the file again");
      }
      JsonArray merge = new JsonArray(2);
      merge.add(pair[0]);
      merge.add(pair[1]);
      merges.add(merge);
    }
    return merges;
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
