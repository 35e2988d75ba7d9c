package org.cascadenlp.transformers.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.SavedHead;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.transformers.config.EncoderConfiguration.Dropout;
import org.cascadenlp.transformers.config.EncoderConfiguration.Sizes;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncoderConfigurationTest {

  private static final String SIZES =
      "'vocab_size':300,'hidden_size':40,'num_hidden_layers':3,'num_attention_heads':5,"
          + "'intermediate_size':44";

  @TempDir private Path folder;

  @Test
  void sizesAreReadAndOtherFieldsHaveTransformersDefaults() {
    EncoderConfiguration read = of("{" + SIZES + "}");
    assertThat(read.sizes()).isEqualTo(new Sizes(300, 40, 3, 5, 44, "gelu", 512, 2, 1e-12, 0));
    assertThat(read.dropout()).isEqualTo(new Dropout(0.1f, 0.1f, 0.1f));
    assertThat(read.headWidth()).isEqualTo(8);
  }

  @Test
  void aConfigurationOfTransformersIsReadCompletely() {
    Path file =
        Path.of(System.getProperty("cascade.root"), "testdata/models/tiny-bert-odd/config.json");
    EncoderConfiguration read = EncoderConfiguration.read(file);
    assertThat(read.sizes()).isEqualTo(new Sizes(300, 40, 3, 5, 44, "gelu_new", 64, 2, 1e-5, 0));
  }

  @Test
  void aWrittenConfigurationReadsBackEqualWithItsLabels() {
    EncoderConfiguration configuration =
        of(
            "{"
                + SIZES
                + ",'hidden_dropout_prob':0.3,'classifier_dropout':0.25,'layer_norm_eps':1e-7,"
                + "'max_position_embeddings':77,'pad_token_id':5,'hidden_act':'relu'}");
    Path file = folder.resolve("config.json");
    configuration.write(
        file, new SavedHead(Weights.none(), List.of("O", "B-PER"), "ForTokenClassification"));
    assertThat(EncoderConfiguration.read(file).sizes()).isEqualTo(configuration.sizes());
    assertThat(EncoderConfiguration.read(file).dropout()).isEqualTo(configuration.dropout());
    assertThat(file)
        .content()
        .contains(
            "\"BertForTokenClassification\"",
            "\"0\": \"O\"",
            "\"B-PER\": 1",
            "\"hidden_dropout_prob\": 0.3,",
            "\"classifier_dropout\": 0.25,");
    configuration.write(file, new SavedHead(Weights.none(), List.of("blog", "email"), ""));
    assertThat(file).content().contains("\"BertModel\"", "\"0\": \"blog\"");
    configuration.write(file, SavedHead.none());
    assertThat(file).content().contains("\"BertModel\"").doesNotContain("id2label");
  }

  @Test
  void ignoredFieldsAreNotWritten() {
    EncoderConfiguration read =
        EncoderConfiguration.of(
            JsonFile.parse(("{" + SIZES + ",'zz':1,'top_k':3}").replace('\'', '"'), "c.json"),
            "c.json",
            Set.of("zz", "top_k"));
    assertThat(read.ignored()).containsExactly("zz");
    Path file = folder.resolve("config.json");
    read.write(file, SavedHead.none());
    assertThat(file).content().contains("\"top_k\"").doesNotContain("zz");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'model_type':'t5' | model_type is \"t5\"; supported are albert, bert,",
        "'position_embedding_type':'relative_key' | position_embedding_type is \"relative_key\";"
            + " supported is absolute",
        "'is_decoder':true | is_decoder is true; supported is false",
        "'add_cross_attention':true | add_cross_attention is true; supported is false",
        "'model_type':{} | model_type is {}; supported are albert, bert,",
        "'pruned_heads':{'1':[2]} | pruned_heads is {\"1\":[2]}; supported is {}",
        "'hidden_act':'mish' | hidden_act is \"mish\"; supported are [gelu, gelu_new,",
        "'num_attention_heads':7 | hidden_size 40 is not a multiple of num_attention_heads 7;"
            + " correct one of them",
        "'hidden_size':0 | hidden_size is 0; expected a whole number from 1 to 10000000",
        "'hidden_size':-4 | hidden_size is -4; expected a whole number",
        "'hidden_size':40.5 | hidden_size is 40.5; expected a whole number",
        "'hidden_size':'40' | hidden_size is \"40\"; expected a whole number",
        "'hidden_size':99999999999999999999 | hidden_size is 99999999999999999999; expected",
        "'hidden_size':null | hidden_size is missing; state it",
        "'hidden_dropout_prob':1.5 | hidden_dropout_prob is 1.5; expected a number from 0.0 to"
            + " 0.999",
        "'layer_norm_eps':'small' | layer_norm_eps is \"small\"; expected a number",
        "'pad_token_id':300 | pad_token_id 300 is not below vocab_size 300; correct one of them",
        "'is_decoder':[] | is_decoder is []; supported is false",
      })
  void unsupportedValuesAreRefusedByName(String field, String message) {
    assertThatThrownBy(() -> of("{" + SIZES + "," + field + "}"))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("c.json: " + message);
  }

  private static EncoderConfiguration of(String json) {
    return EncoderConfiguration.of(JsonFile.parse(json.replace('\'', '"'), "c.json"), "c.json");
  }
}
