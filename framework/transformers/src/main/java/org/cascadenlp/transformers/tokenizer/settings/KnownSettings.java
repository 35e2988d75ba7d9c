package org.cascadenlp.transformers.tokenizer.settings;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.slf4j.LoggerFactory;

/**
 * The fields of {@code tokenizer_config.json}: which are read, which say nothing of subwords, and
 * which change them in a way that is not run here.
 *
 * <p>transformers hands a field that its class does not name to nobody, so a field of an unknown
 * name is left out with a warning; a class that cuts by other code than Hugging Face's tokenizers
 * is refused.
 *
 * <p>Source: transformers 5.24, and the files of published models.
 */
final class KnownSettings {

  /** Read here, each by the families whose class in transformers has it. */
  private static final String READ =
      "add_bos_token add_prefix_space added_tokens.json added_tokens_decoder"
          + " additional_special_tokens do_lower_case extra_ids extra_special_tokens keep_accents"
          + " legacy split_by_punct split_special_tokens strip_accents tokenize_chinese_chars"
          + " tokenizer_class trim_offsets unk_id";

  /** What a file is, who wrote it, where others are. */
  private static final String HOUSEKEEPING =
      "__type _commit_hash auto_map backend init_inputs is_local language local_files_only"
          + " name_or_path processor_class special_tokens_map_file tokenizer_file"
          + " tokenizer_version transformers_version use_fast vocab_file merges_file vocab_type";

  /** How calls pad and cut off, and what they return. */
  private static final String CALLS =
      "max_len max_length model_input_names model_max_length pad_to_max_length"
          + " pad_to_multiple_of pad_token_type_id padding padding_side return_attention_mask"
          + " return_tensors return_token_type_ids stride truncation truncation_side"
          + " truncation_strategy";

  /** How subwords become text again, and chats prompts. */
  private static final String DECODING =
      "chat_template clean_up_tokenization_spaces errors response_schema"
          + " spaces_between_special_tokens use_default_system_prompt";

  /** What only tokenizers in Python had, which transformers 5 no longer runs for these families. */
  private static final String OLDER =
      "add_eos_token add_special_tokens basic_tokenizer clean_text do_basic_tokenize from_slow"
          + " never_split remove_space sp_model_kwargs wordpieces_prefix";

  private static final Set<String> NAMES =
      Stream.of(READ, HOUSEKEEPING, CALLS, DECODING, OLDER)
          .flatMap(names -> Arrays.stream(names.split(" ", -1)))
          .collect(Collectors.toUnmodifiableSet());

  /** Classes without a tokenizer of Hugging Face's library behind them. */
  private static final List<String> PYTHON_ONLY =
      List.of(
          "BertJapaneseTokenizer",
          "BertweetTokenizer",
          "BertGenerationTokenizer",
          "BioGptTokenizer",
          "CanineTokenizer",
          "ByT5Tokenizer",
          "CTRLTokenizer",
          "FlaubertTokenizer",
          "PerceiverTokenizer",
          "PhobertTokenizer",
          "ProphetNetTokenizer",
          "RoCBertTokenizer",
          "TransfoXLTokenizer",
          "XLMTokenizer");

  private KnownSettings() {}

  /** Refuses what is not run here, and warns of what nobody knows. */
  static void check(TokenizerSettings settings) {
    JsonObject json = settings.json();
    String tokenizer = JsonParts.text(json.get("tokenizer_class"));
    if (PYTHON_ONLY.contains(tokenizer)) {
      throw CascadeException.of(
          settings.place(),
          "tokenizer_class is " + tokenizer + ", which cuts by code of its own",
          "supported are " + TokenizerFamily.classes() + ", and what tokenizer.json describes");
    }
    if (settings.flag("split_special_tokens", false)) {
      throw CascadeException.of(
          settings.place(),
          "split_special_tokens is true",
          "special tokens that stand in a text are not cut here: remove it or set it to false");
    }
    List<String> unknown =
        json.keySet().stream()
            .filter(name -> !NAMES.contains(name) && !isToken(name, json.get(name)))
            .toList();
    if (!unknown.isEmpty()) {
      LoggerFactory.getLogger(KnownSettings.class)
          .warn(
              "{}: {} left out: {}",
              settings.place(),
              unknown.size() == 1
                  ? "a field of no known meaning is"
                  : "fields of no known meaning are",
              String.join(", ", unknown));
    }
  }

  /** True for a special token by whatever name, and for the id of one. */
  private static boolean isToken(String name, JsonElement value) {
    return name.endsWith("_token") || (name.endsWith("_token_id") && value.isJsonPrimitive());
  }
}
