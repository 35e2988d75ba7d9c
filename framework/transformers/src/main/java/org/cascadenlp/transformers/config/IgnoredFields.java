package org.cascadenlp.transformers.config;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields of {@code config.json} that never affect hidden states: those of transformers' {@code
 * PretrainedConfig} and further ones of published models.
 */
final class IgnoredFields {

  /** Origin and form of the file. */
  private static final String HOUSEKEEPING =
      "_attn_implementation_autoset _attn_implementation _commit_hash _name_or_path architectures"
          + " attn_implementation base_model_prefix dtype language model_type name name_or_path"
          + " pre_trained prefix sentence_transformers tokenizer_class torch_dtype torchscript"
          + " training transformers_version use_bfloat16 xla_device";

  /** Training, and what a call returns; chunking does not change results. */
  private static final String RUNNING =
      "chunk_size_feed_forward generator_size gradient_checkpointing initializer_range"
          + " keys_to_ignore_at_inference output_attentions output_hidden_states output_past"
          + " return_dict tf_legacy_loss use_cache use_return_dict";

  /** Text generation. */
  private static final String GENERATION =
      "bad_words_ids begin_suppress_tokens bos_token_id bos_token_ids decoder_start_token_id"
          + " diversity_penalty do_sample early_stopping encoder_no_repeat_ngram_size eos_token_id"
          + " eos_token_ids exponential_decay_length_penalty forced_bos_token_id"
          + " forced_eos_token_id length_penalty max_length min_length no_repeat_ngram_size"
          + " num_beam_groups num_beams num_return_sequences output_scores remove_invalid_values"
          + " repetition_penalty return_dict_in_generate sep_token_id suppress_tokens temperature"
          + " top_k top_p typical_p";

  /** Task heads and the pooler. */
  private static final String HEADS =
      "_num_labels classifier_dropout classifier_dropout_prob cls_dropout directionality end_n_top"
          + " finetuning_task id2label label2id legacy num_labels pooler_dropout pooler_fc_size"
          + " pooler_hidden_act pooler_hidden_size pooler_num_attention_heads pooler_num_fc_layers"
          + " pooler_size_per_head pooler_type predict_special_tokens problem_type qa_dropout"
          + " sbert_ce_default_activation_function seq_classif_dropout start_n_top"
          + " summary_activation summary_first_dropout summary_last_dropout"
          + " summary_proj_to_labels summary_type summary_use_proj task_specific_params"
          + " tie_encoder_decoder tie_weights_ tie_word_embeddings";

  static final Set<String> NAMES =
      Stream.of(HOUSEKEEPING, RUNNING, GENERATION, HEADS)
          .flatMap(names -> Arrays.stream(names.split(" ", -1)))
          .collect(Collectors.toUnmodifiableSet());

  private IgnoredFields() {}
}
