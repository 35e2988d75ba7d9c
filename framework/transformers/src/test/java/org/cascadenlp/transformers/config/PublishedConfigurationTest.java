package org.cascadenlp.transformers.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Configurations of published models, and those that transformers writes. */
class PublishedConfigurationTest {

  private static final JsonObject DEFAULTS =
      JsonFile.read(
              Path.of(System.getProperty("cascade.root"), "testdata/reference/configurations.json"))
          .getAsJsonObject("families");

  static Set<String> families() {
    return DEFAULTS.keySet();
  }

  @ParameterizedTest
  @CsvSource({
    "bert-base-uncased, bert, 12, 768, 12, 3072, 512, 30522",
    "bert-base-multilingual-cased, bert, 12, 768, 12, 3072, 512, 119547",
    "google-bert-config, bert, 12, 768, 12, 3072, 512, 30522",
    "transformers-2-bert, bert, 24, 1024, 16, 4096, 512, 28996",
    "cross-encoder-minilm, bert, 6, 384, 12, 1536, 512, 30522",
    "tinybert-4l-312d, bert, 4, 312, 12, 1200, 512, 30522",
    "roberta-base, roberta, 12, 768, 12, 3072, 512, 50265",
    "xlm-roberta-base, xlm-roberta, 12, 768, 12, 3072, 512, 250002",
    "camembert-base, camembert, 12, 768, 12, 3072, 512, 32005",
    "electra-small-discriminator, electra, 12, 256, 4, 1024, 512, 30522",
    "distilbert-base-uncased, distilbert, 6, 768, 12, 3072, 512, 30522",
    "albert-base-v2, albert, 12, 768, 12, 3072, 512, 30000",
    "all-mpnet-base-v2, mpnet, 12, 768, 12, 3072, 512, 30527",
    "deberta-v3-base, deberta-v2, 12, 768, 12, 3072, 512, 128100",
    "deberta-v2-xlarge, deberta-v2, 24, 1536, 24, 6144, 512, 128100",
    "deberta-v3-large-squad2, deberta-v2, 24, 1024, 16, 4096, 512, 128100",
    "xlnet-base-cased, xlnet, 12, 768, 12, 3072, 1024, 32000",
    "openai-gpt, openai-gpt, 12, 768, 12, 3072, 512, 40478",
    "gpt2, gpt2, 12, 768, 12, 3072, 1024, 50257",
    "gpt2-with-two-names, gpt2, 24, 1024, 16, 4096, 8196, 50276",
    "cerebras-gpt-111m, gpt2, 10, 768, 12, 3072, 2048, 50257",
    "gpt-neo-125m, gpt_neo, 12, 768, 12, 3072, 2048, 50257",
    "modernbert-base, modernbert, 22, 768, 12, 1152, 8192, 50368",
  })
  void aPublishedConfigurationIsReadCompletely(
      String name,
      String family,
      int layers,
      int width,
      int heads,
      int inner,
      int positions,
      int vocabulary)
      throws IOException {
    EncoderConfiguration read = EncoderConfiguration.of(published(name), name);
    assertThat(read.architecture().modelType()).isEqualTo(family);
    assertThat(read.layers()).isEqualTo(layers);
    assertThat(read.hiddenSize()).isEqualTo(width);
    assertThat(read.sizes().heads()).isEqualTo(heads);
    assertThat(read.sizes().intermediate()).isEqualTo(inner);
    assertThat(read.positions()).isEqualTo(positions);
    assertThat(read.vocabulary()).isEqualTo(vocabulary);
  }

  @Test
  void everyArchitectureHasItsDefaults() {
    assertThat(families()).containsExactlyInAnyOrderElementsOf(Architecture.byType().keySet());
  }

  @ParameterizedTest
  @MethodSource("families")
  void theDefaultConfigurationOfTransformersIsReadCompletely(String family) {
    JsonObject json = DEFAULTS.getAsJsonObject(family);
    EncoderConfiguration read = EncoderConfiguration.of(json, family);
    assertThat(read.architecture().modelType()).isEqualTo(family);
    assertThat(read.vocabulary()).isEqualTo(json.get("vocab_size").getAsInt());
  }

  @ParameterizedTest
  @MethodSource("families")
  void aFieldOfUnknownMeaningIsRefusedUnlessAllowed(String family) {
    JsonObject json = DEFAULTS.getAsJsonObject(family).deepCopy();
    json.addProperty("feed_forward_type", "geglu");
    json.addProperty("temperatur", 2);
    assertThatThrownBy(() -> EncoderConfiguration.of(json, "c.json"))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "c.json: has fields of unknown meaning: feed_forward_type, temperatur; correct the"
                + " name, or, if the field does not change hidden states, ignore it: cascade import"
                + " encoder --allow feed_forward_type");
    assertThatThrownBy(() -> EncoderConfiguration.of(json, "c.json", Set.of("temperatur")))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("unknown meaning: feed_forward_type; ");
    Set<String> both = Set.of("feed_forward_type", "temperatur");
    assertThat(EncoderConfiguration.of(json, "c.json", both).ignored())
        .containsExactlyInAnyOrderElementsOf(both);
  }

  @ParameterizedTest
  @MethodSource("families")
  void unsupportedFieldsAreRefusedByNameEvenIfAllowed(String family) {
    refused(
        family, "'add_cross_attention':true", "add_cross_attention is true; supported is false");
    refused(family, "'is_encoder_decoder':true", "is_encoder_decoder is true; supported is false");
    refused(family, "'pruned_heads':{'1':[2]}", "pruned_heads is {\"1\":[2]}; supported is {}");
    refused(
        family,
        "'quantization_config':{'bits':4}",
        "quantization_config is {\"bits\":4}; use the weights as they were before quantization");
    refused(
        family, "'auto_map':{'AutoModel':'m.M'}", "auto_map is {\"AutoModel\":\"m.M\"}; code that");
    refused(family, "'adapters':{}", "adapters is {}; merge the adapters into the weights");
    refused(
        family,
        "'position_embedding_type':'relative_key'",
        "position_embedding_type is \"relative_key\"; supported is absolute");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bert | 'is_decoder':true | is_decoder is true; supported is false",
        "bert | 'emb_size':312 | emb_size is 312; supported is 768",
        "mpnet | 'relative_attention_num_buckets':64 | relative_attention_num_buckets is 64;"
            + " supported is 32",
        "mpnet | 'pad_token_id':2 | pad_token_id is 2; supported is 1",
        "albert | 'num_memory_blocks':2 | num_memory_blocks is 2; supported is 0",
        "albert | 'layers_to_keep':[1] | layers_to_keep is [1]; supported is []",
        "albert | 'num_hidden_groups':13 | num_hidden_groups 13 is above num_hidden_layers 12",
        "deberta-v2 | 'attention_head_size':32 | attention_head_size is 32; supported is 64",
        "deberta-v2 | 'pos_att_type':'p2c/p2p' | pos_att_type is \"p2c/p2p\"; supported are c2p and"
            + " p2c",
        "deberta-v2 | 'pos_att_type':[{}] | pos_att_type is [{}]; supported are c2p and p2c",
        "deberta-v2 | 'pos_att_type':{} | pos_att_type is {}; expected a string or a number",
        "deberta-v2 | 'relative_attention':true,'pos_att_type':'' | pos_att_type is empty, but"
            + " relative_attention is true; expected",
        "deberta-v2 | 'max_relative_positions':{} | max_relative_positions is {}; expected a string"
            + " or a number",
        "deberta-v2 | 'norm_rel_ebd':'batch_norm' | norm_rel_ebd is \"batch_norm\"; supported are"
            + " [none, layer_norm]",
        "deberta-v2 | 'conv_kernel_size':4 | conv_kernel_size is 4; expected an odd number up to"
            + " 255",
        "deberta-v2 | 'conv_kernel_size':9999999 | conv_kernel_size is 9999999; expected an odd",
        "deberta-v2 | 'conv_kernel_size':3,'conv_groups':7 | conv_groups is 7; expected a divisor"
            + " of hidden_size, 1536",
        "deberta-v2 | 'conv_act':'swoosh' | conv_act is \"swoosh\"; supported are [gelu,",
        "bert | 'num_hidden_layers':9999999 | num_hidden_layers is 9999999; expected at most 10000",
        "albert | 'inner_group_num':9999999 | inner_group_num is 9999999 in each of 12 layers;"
            + " expected at most 10000 together",
        "distilbert | 'hidden_size':640 | hidden_size is 640; it is another name of dim, which is"
            + " 768",
        "xlnet | 'untie_r':false | untie_r is false; supported is true",
        "xlnet | 'attn_type':'uni' | attn_type is \"uni\"; supported is bi",
        "xlnet | 'bi_data':true | bi_data is true; supported is false",
        "xlnet | 'clamp_len':8 | clamp_len is 8; supported is -1",
        "xlnet | 'd_head':32 | d_head is 32; supported is 64",
        "openai-gpt | 'n_special':3 | n_special is 3; supported is 0",
        "openai-gpt | 'afn':'gelu_new' | afn is \"gelu_new\"; supported are [gelu, relu, silu,"
            + " swish]",
        "gpt2 | 'n_layer':[] | n_layer is []; expected a whole number",
        "gpt2 | 'num_hidden_layers':2 | num_hidden_layers is 2; it is another name of n_layer,"
            + " which is 12",
        "gpt2 | 'scale_attn_weights':1 | scale_attn_weights is 1; expected true or false",
        "gpt_neo | 'attention_types':[[['global','dilated'],12]] | attention_types is ",
        "gpt_neo | 'attention_types':[[[{}],24]] | attention_types is ",
        "gpt_neo | 'attention_types':[[['global'],3]] | attention_types is [[[\"global\"],3]]; it"
            + " names 3 layers, but num_layers is 24",
        "gpt_neo | 'attention_layers':['local'] | attention_layers is [\"local\"]; attention_types"
            + " gives [\"global\",\"local\",",
      })
  void valuesThatAnArchitectureDoesNotSupportAreRefusedByName(
      String family, String field, String message) {
    refused(family, field, message);
  }

  @Test
  void aliasesOfFieldsAreRead() {
    JsonObject json = DEFAULTS.getAsJsonObject("distilbert").deepCopy();
    json.add("hidden_size", json.remove("dim"));
    json.add("num_hidden_layers", json.remove("n_layers"));
    EncoderConfiguration read = EncoderConfiguration.of(json, "c.json");
    assertThat(read.hiddenSize()).isEqualTo(768);
    assertThat(read.layers()).isEqualTo(6);
  }

  private static void refused(String family, String field, String message) {
    JsonObject json = DEFAULTS.getAsJsonObject(family).deepCopy();
    String text = "{" + field.replace('\'', '"') + "}";
    JsonFile.parse(text, "test").asMap().forEach(json::add);
    assertThatThrownBy(() -> EncoderConfiguration.of(json, "c.json", json.keySet()))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("c.json: " + message);
  }

  private static JsonObject published(String name) throws IOException {
    String resource = "published/" + name + ".json";
    try (InputStream in = PublishedConfigurationTest.class.getResourceAsStream(resource)) {
      return JsonFile.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), resource);
    }
  }
}
