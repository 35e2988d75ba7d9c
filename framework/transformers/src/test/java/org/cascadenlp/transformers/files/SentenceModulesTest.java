package org.cascadenlp.transformers.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.EmbedderSettings.Pooling;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import org.cascadenlp.neural.embedding.EmbedderSettings.SequencePooling;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentenceModulesTest {

  private static final String MODULE =
      "{\"idx\":%d,\"name\":\"%d\",\"path\":\"%s\",\"type\":\"sentence_transformers.models.%s\"}";
  private static SubwordTokenizer tokenizer;

  @TempDir private Path folder;

  @BeforeAll
  static void open() throws IOException {
    tokenizer = MiniLm.tokenizer();
  }

  @AfterAll
  static void close() {
    tokenizer.close();
  }

  @BeforeEach
  void write() throws IOException {
    modules("Pooling", "Normalize");
    pooling("cls_token");
  }

  @Test
  void settingsOfTheModelAreNoDifference() throws IOException {
    assertThat(differences(SequencePooling.CLS, true)).isEmpty();
    pooling("mean_tokens");
    assertThat(differences(SequencePooling.MEAN, true)).isEmpty();
    pooling("lasttoken");
    assertThat(differences(SequencePooling.LAST, true)).isEmpty();
    pooling("mean_tokens");
    Files.writeString(
        folder.resolve("sentence_bert_config.json"),
        "{\"max_seq_length\":128,\"do_lower_case\":true}"); // this tokenizer lower-cases anyway
    assertThat(differences(SequencePooling.MEAN, true)).isEmpty();
    Files.delete(folder.resolve("modules.json"));
    assertThat(differences(SequencePooling.CLS, false)).isEmpty();
  }

  @Test
  void withoutPoolingThereAreNoDifferences() {
    assertThat(differences(SequencePooling.NONE, false)).isEmpty();
  }

  @Test
  void anotherPoolingIsADifference() throws IOException {
    assertThat(differences(SequencePooling.MEAN, true))
        .containsExactly("1_Pooling/config.json has pooling_mode_cls_token, but pooled is mean");
    pooling("weightedmean_tokens");
    assertThat(differences(SequencePooling.MEAN, true))
        .containsExactly(
            "1_Pooling/config.json has pooling_mode_weightedmean_tokens, but pooled is mean");
    Files.writeString(
        folder.resolve("1_Pooling/config.json"),
        "{\"pooling_mode_cls_token\":true,\"pooling_mode_mean_tokens\":true}");
    assertThat(differences(SequencePooling.CLS, true))
        .containsExactly(
            "1_Pooling/config.json has pooling_mode_cls_token, pooling_mode_mean_tokens, but pooled"
                + " is cls");
  }

  @Test
  void unsupportedModulesAndLengthsAreDifferences() throws IOException {
    assertThat(differences(SequencePooling.CLS, false))
        .containsExactly("modules.json has the module Normalize, but normalize is false");
    modules("Pooling", "Dense");
    assertThat(differences(SequencePooling.CLS, true))
        .containsExactly(
            "modules.json has the module Dense, which is not applied: vectors are those before it",
            "modules.json has no module Normalize, but normalize is true");
  }

  @Test
  void aMaximumLengthOtherThanTheWindowIsADifference() throws IOException {
    Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\":256}");
    assertThat(differences(SequencePooling.CLS, true))
        .containsExactly(
            "sentence_bert_config.json has max_seq_length 256, to which texts are truncated, but"
                + " window is 128: longer texts differ");
    Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\":null}");
    assertThat(differences(SequencePooling.CLS, true)).isEmpty();
  }

  @Test
  void argumentsOfTheEncoderAreDifferences() throws IOException {
    Files.writeString(
        folder.resolve("sentence_bert_config.json"),
        "{\"model_args\":{},\"tokenizer_args\":{\"do_lower_case\":false}}");
    assertThat(differences(SequencePooling.CLS, true))
        .containsExactly(
            "sentence_bert_config.json has tokenizer_args {\"do_lower_case\":false}, which are"
                + " ignored");
  }

  @Test
  void anEncoderInASubfolderHasItsSettingsThere() throws IOException {
    assertThat(SentenceModules.encoder(folder)).isEqualTo(folder);
    Path encoder = Files.createDirectories(folder.resolve("0_Transformer"));
    Files.writeString(
        folder.resolve("modules.json"),
        "["
            + MODULE.formatted(0, 0, "0_Transformer", "BERT")
            + ","
            + MODULE.formatted(1, 1, "1_Pooling", "Pooling")
            + "]");
    assertThat(SentenceModules.encoder(folder))
        .isEqualTo(folder); // the subfolder does not exist yet
    Files.writeString(encoder.resolve("config.json"), "{\"model_type\":\"bert\"}");
    assertThat(SentenceModules.encoder(folder)).isEqualTo(encoder);
    Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\":1}");
    assertThat(differences(SequencePooling.CLS, false)).isEmpty();
    Files.writeString(encoder.resolve("sentence_roberta_config.json"), "{\"max_seq_length\":64}");
    assertThat(differences(SequencePooling.CLS, false))
        .containsExactly(
            "sentence_roberta_config.json has max_seq_length 64, to which texts are truncated, but"
                + " window is 128: longer texts differ");
    Files.writeString(
        folder.resolve("modules.json"), "[" + MODULE.formatted(0, 0, "../x", "Transformer") + "]");
    assertThatThrownBy(() -> SentenceModules.encoder(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("modules.json: the first module has the path ../x");
  }

  @Test
  void promptsAreDifferences() throws IOException {
    Files.writeString(
        folder.resolve("config_sentence_transformers.json"),
        "{\"prompts\":{\"query\":\"query: \"},\"default_prompt_name\":null}");
    assertThat(differences(SequencePooling.CLS, true)).isEmpty();
    Files.writeString(
        folder.resolve("config_sentence_transformers.json"),
        "{\"prompts\":{\"query\":\"query: \"},\"default_prompt_name\":\"query\"}");
    assertThat(differences(SequencePooling.CLS, true))
        .containsExactly(
            "config_sentence_transformers.json prepends \"query: \" to each text, which is not done"
                + " here");
  }

  @Test
  void aModulesFileThatIsNotAListIsRefused() throws IOException {
    Files.writeString(folder.resolve("modules.json"), "{}");
    assertThatThrownBy(() -> differences(SequencePooling.CLS, true))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("modules.json: is not a list");
  }

  private List<String> differences(SequencePooling pooled, boolean normalize) {
    EmbedderSettings settings =
        new EmbedderSettings(
            List.of(-1), Pooling.FIRST, pooled, normalize, 128, 16, Precision.FLOAT32, 1024);
    return SentenceModules.differences(folder, settings, tokenizer);
  }

  private void modules(String second, String third) throws IOException {
    Files.writeString(
        folder.resolve("modules.json"),
        "["
            + MODULE.formatted(0, 0, "", "Transformer")
            + ","
            + MODULE.formatted(1, 1, "1_Pooling", second)
            + ","
            + MODULE.formatted(2, 2, "2_" + third, third)
            + "]");
  }

  private void pooling(String mode) throws IOException {
    Files.createDirectories(folder.resolve("1_Pooling"));
    Files.writeString(
        folder.resolve("1_Pooling/config.json"),
        "{\"word_embedding_dimension\":384,\"pooling_mode_max_tokens\":false,\"pooling_mode_"
            + mode
            + "\":true,\"include_prompt\":true}");
  }
}
