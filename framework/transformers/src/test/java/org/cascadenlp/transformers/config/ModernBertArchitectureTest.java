package org.cascadenlp.transformers.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.spec.Attention;
import org.cascadenlp.transformers.spec.TransformerSpec;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ModernBERT's configuration in the spellings of transformers 4 and 5. */
class ModernBertArchitectureTest {

  private static final String SIZES =
      """
      {"model_type": "modernbert", "vocab_size": 97, "hidden_size": 24, "num_attention_heads": 3,
       "num_hidden_layers": 4, "intermediate_size": 34, "max_position_embeddings": 48,
       "pad_token_id": 0, "local_attention": 6}
      """;
  private static final String OLDER = "'global_rope_theta':160000.0,'local_rope_theta':10000.0";
  private static final String NEWER =
      "'layer_types':['full_attention','sliding_attention','sliding_attention','full_attention'],"
          + "'rope_parameters':{'full_attention':{'rope_type':'default','rope_theta':160000},"
          + "'sliding_attention':{'rope_type':'default','rope_theta':10000}}";

  private static TransformerSpec read(String... fields) {
    JsonObject json = JsonFile.parse(SIZES, "sizes");
    for (String field : fields) {
      JsonFile.parse("{" + field.replace('\'', '"') + "}", "test").asMap().forEach(json::add);
    }
    return EncoderConfiguration.of(json, "c.json").spec();
  }

  @Test
  void bothSpellingsGiveTheSameAttention() {
    Attention older = read(OLDER).attention();
    assertThat(older.rotaryBases()).isEqualTo(List.of(160000.0, 10000.0, 10000.0, 160000.0));
    assertThat(older.localWindows()).isEqualTo(List.of(0, 7, 7, 0)); // three on each side
    assertThat(older).usingRecursiveComparison().isEqualTo(read(NEWER).attention());
    assertThat(older).usingRecursiveComparison().isEqualTo(read(OLDER, NEWER).attention());
    assertThat(older)
        .usingRecursiveComparison()
        .isEqualTo(read(OLDER, NEWER, "'global_attn_every_n_layers':3").attention());
    assertThat(read(OLDER, "'global_attn_every_n_layers':2").attention().localWindows())
        .isEqualTo(List.of(0, 7, 0, 7));
    assertThat(read(OLDER, "'local_attention':5").attention().localWindows())
        .isEqualTo(List.of(0, 5, 5, 0)); // two on each side
  }

  @Test
  void biasesAreThoseOfTheFile() {
    assertThat(read(OLDER).shapes().keySet()).noneMatch(name -> name.endsWith(".bias"));
    assertThat(read(OLDER, "'norm_bias':true").shapes())
        .containsKeys("embeddings.norm.bias", "layers.1.attn_norm.bias", "final_norm.bias")
        .doesNotContainKeys("layers.1.attn.Wqkv.bias", "layers.1.mlp.Wi.bias");
    assertThat(read(OLDER, "'attention_bias':true").shapes())
        .containsKeys("layers.0.attn.Wqkv.bias", "layers.0.attn.Wo.bias")
        .doesNotContainKeys("layers.0.mlp.Wi.bias", "final_norm.bias");
    assertThat(read(OLDER, "'mlp_bias':true").shapes())
        .containsKeys("layers.0.mlp.Wi.bias", "layers.0.mlp.Wo.bias")
        .doesNotContainKeys("layers.0.attn.Wo.bias");
  }

  @Test
  void theFirstLayerHasNoNormBeforeAttention() {
    assertThat(read(OLDER).shapes())
        .containsKeys("layers.0.mlp_norm.weight", "layers.1.attn_norm.weight")
        .doesNotContainKeys("layers.0.attn_norm.weight");
  }

  @Test
  void aBaseThatNoLayerUsesMayBeMissing() {
    String global =
        "'layer_types':['full_attention','full_attention','full_attention',"
            + "'full_attention'],'global_rope_theta':50,'local_attention':128";
    assertThat(read(global).attention().rotaryBases()).containsOnly(50.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'local_rope_theta':10000 | rope_parameters.full_attention.rope_theta is missing; state it,"
            + " or global_rope_theta, as the model was trained: published models have different"
            + " ones",
        "'global_rope_theta':10000 | rope_parameters.sliding_attention.rope_theta is missing; state"
            + " it, or local_rope_theta, as the model was trained: published models have different"
            + " ones",
        "'global_rope_theta':10000,'local_rope_theta':null |"
            + " rope_parameters.sliding_attention.rope_theta is missing; state it",
        "'rope_parameters':{'full_attention':{'rope_theta':5},'sliding_attention':null} |"
            + " rope_parameters.sliding_attention.rope_theta is missing; state it",
        "'rope_parameters':{'full_attention':{'rope_type':'default'}} |"
            + " rope_parameters.full_attention.rope_theta is missing; state it",
        "OLDER,'rope_parameters':{'sliding_attention':{'rope_theta':160000.0}} | local_rope_theta"
            + " is 10000.0, and rope_parameters.sliding_attention.rope_theta is 160000.0; remove"
            + " one of them",
        "OLDER,'rope_parameters':{'full_attention':{'rope_theta':5}} | global_rope_theta is"
            + " 160000.0, and rope_parameters.full_attention.rope_theta is 5.0; remove one of them",
        "OLDER,'global_attn_every_n_layers':2,'layer_types':['full_attention','full_attention','full_attention','full_attention']"
            + " | global_attn_every_n_layers is 2; layer_types is"
            + " [\"full_attention\",\"full_attention\",\"full_attention\",\"full_attention\"]:"
            + " remove one of them",
        "OLDER,'global_attn_every_n_layers':0 | global_attn_every_n_layers is 0; expected a whole"
            + " number from 1",
        "OLDER,'layer_types':['full_attention','chunked_attention'] | layer_types is"
            + " [\"full_attention\",\"chunked_attention\"]; supported are full_attention and"
            + " sliding_attention",
        "OLDER,'layer_types':['full_attention'] | layer_types is [\"full_attention\"]; it names 1"
            + " layers, but num_hidden_layers is 4",
        "OLDER,'layer_types':'full_attention' | layer_types is \"full_attention\"; it names 0"
            + " layers",
        "OLDER,'local_attention':49 | local_attention is 49; expected at most"
            + " max_position_embeddings, which is 48",
        "OLDER,'local_attention':0 | local_attention is 0; expected a whole number from 1",
        "OLDER,'rope_scaling':{'type':'linear','factor':2} | rope_scaling is"
            + " {\"type\":\"linear\",\"factor\":2}; scaled rotary positions are not supported:"
            + " remove the field",
        "'rope_parameters':{'full_attention':{'rope_type':'yarn','rope_theta':5}} |"
            + " rope_parameters.full_attention.rope_type is \"yarn\"; scaled rotary positions are"
            + " not supported: supported is default",
        "'rope_parameters':{'full_attention':{'rope_theta':5,'factor':2.0}} |"
            + " rope_parameters.full_attention has factor; supported are rope_type and rope_theta",
        "'rope_parameters':{'rope_type':'default','rope_theta':5} | rope_parameters is"
            + " {\"rope_type\":\"default\",\"rope_theta\":5}; expected an object with"
            + " full_attention and sliding_attention",
        "'rope_parameters':{'full_attention':5} | rope_parameters.full_attention is 5; expected an"
            + " object with rope_type and rope_theta",
        "'rope_parameters':{'full_attention':{'rope_theta':'5'}} |"
            + " rope_parameters.full_attention.rope_theta is \"5\"; expected a number from 1 to",
        "OLDER,'global_rope_theta':0.5 | global_rope_theta is 0.5; expected a number from 1.0 to",
        "OLDER,'hidden_activation':'swiglu' | hidden_activation is \"swiglu\"; supported are",
        "OLDER,'classifier_pooling':'max' | classifier_pooling is \"max\"; supported are [cls,"
            + " mean]",
        "OLDER,'norm_bias':'no' | norm_bias is \"no\"; expected true or false",
        "OLDER,'is_causal':true | is_causal is true; supported is false",
        "OLDER,'num_attention_heads':8 | hidden_size / num_attention_heads is 3; rotary positions"
            + " need an even width of a head: correct one of them",
        "OLDER,'position_embedding_type':'rotary' | position_embedding_type is \"rotary\";"
            + " supported is absolute",
      })
  void contradictionsAndUnknownValuesAreRefusedByField(String fields, String message) {
    assertThatThrownBy(() -> read(fields.replace("OLDER", OLDER)))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("c.json: " + message);
  }
}
