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
 * The fields of {@code tokenizer_config.json}: those that are read, those that do not affect
 * subwords, and those that are not supported.
 *
 * <p>transformers ignores unknown fields, so they are ignored here with a warning. A class that
 * does not use Hugging Face's tokenizers library is refused.
 *
 * <p>Source: transformers 5.24, and the files of published models.
 */
final class KnownSettings {

  /** Fields that are read for the families whose class in transformers has them. */
  private static final String READ =
      "add_bos_token add_prefix_space added_tokens.json added_tokens_decoder"
          + " additional_special_tokens do_lower_case extra_ids extra_special_tokens keep_accents"
          + " legacy split_by_punct split_special_tokens strip_accents tokenize_chinese_chars"
          + " tokenizer_class trim_offsets unk_id";

  /** Origin of the files. */
  private static final String HOUSEKEEPING =
      "__type _commit_hash auto_map backend init_inputs is_local language local_files_only"
          + " name_or_path processor_class special_tokens_map_file tokenizer_file"
          + " tokenizer_version transformers_version use_fast vocab_file merges_file vocab_type";

  /** Padding, truncation and results of calls. */
  private static final String CALLS =
      "max_len max_length model_input_names model_max_length pad_to_max_length"
          + " pad_to_multiple_of pad_token_type_id padding padding_side return_attention_mask"
          + " return_tensors return_token_type_ids stride truncation truncation_side"
          + " truncation_strategy";

  /** Decoding and chat templates. */
  private static final String DECODING =
      "chat_template clean_up_tokenization_spaces errors response_schema"
          + " spaces_between_special_tokens use_default_system_prompt";

  /** Settings of Python tokenizers, which transformers 5 no longer uses for these families. */
  private static final String OLDER =
      "add_eos_token add_special_tokens basic_tokenizer clean_text do_basic_tokenize from_slow"
          + " never_split remove_space sp_model_kwargs wordpieces_prefix";

  private static final Set<String> NAMES =
      Stream.of(READ, HOUSEKEEPING, CALLS, DECODING, OLDER)
          .flatMap(names -> Arrays.stream(names.split(" ", -1)))
          .collect(Collectors.toUnmodifiableSet());

  /** Classes that are not based on Hugging Face's tokenizers library. */
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

  /** Refuses unsupported settings and warns about unknown ones. */
  static void check(TokenizerSettings settings) {
    JsonObject json = settings.json();
    String tokenizer = JsonParts.text(json.get("tokenizer_class"));
    if (PYTHON_ONLY.contains(tokenizer)) {
      throw CascadeException.of(
          settings.place(),
          "tokenizer_class is " + tokenizer + ", which is implemented in Python only",
          "supported are " + TokenizerFamily.classes() + ", and any tokenizer.json");
    }
    if (settings.flag("split_special_tokens", false)) {
      throw CascadeException.of(
          settings.place(),
          "split_special_tokens is true",
          "special tokens in a text are never split here: remove it or set it to false");
    }
    List<String> unknown =
        json.keySet().stream()
            .filter(name -> !NAMES.contains(name) && !isToken(name, json.get(name)))
            .toList();
    if (!unknown.isEmpty()) {
      LoggerFactory.getLogger(KnownSettings.class)
          .warn(
              "{}: {} ignored: {}",
              settings.place(),
              unknown.size() == 1
                  ? "a field of unknown meaning is"
                  : "fields of unknown meaning are",
              String.join(", ", unknown));
    }
  }

  /** Whether the field is a special token or the id of one. */
  private static boolean isToken(String name, JsonElement value) {
    return name.endsWith("_token") || (name.endsWith("_token_id") && value.isJsonPrimitive());
  }
}
