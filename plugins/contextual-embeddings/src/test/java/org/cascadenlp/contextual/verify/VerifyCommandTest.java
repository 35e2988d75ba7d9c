package org.cascadenlp.contextual.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.contextual.ReferenceFile;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class VerifyCommandTest {

  private static final Path TESTDATA = Path.of(System.getProperty("cascade.root"), "testdata");
  private static final Path MODELS = TESTDATA.resolve("models");
  private static final List<Integer> GRID = List.of(1, 3);

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();

  private int verify(Path model, Path reference, String... more) throws Exception {
    return verify(model.toString(), reference, more);
  }

  private int verify(String model, Path reference, String... more) throws Exception {
    VerifyCommand command = new VerifyCommand();
    CommandLine line = new CommandLine(command).setOut(new PrintWriter(out));
    line.parseArgs(model, "--reference", reference.toString());
    if (more.length > 0) {
      line.parseArgs(model, "--reference", reference.toString(), more[0], more[1]);
    }
    return command.call();
  }

  private double max() {
    String last = out.toString().strip().lines().reduce((a, b) -> b).orElse("");
    assertThat(last).startsWith("max ");
    return Double.parseDouble(last.substring("max ".length()));
  }

  /** A copy of {@code tiny-bert}, without tokenizer and card. */
  private Path bare(String name) throws IOException {
    for (String file : List.of("config.json", "model.safetensors")) {
      Files.copy(MODELS.resolve(name).resolve(file), folder.resolve(file));
    }
    return folder;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiny-bert",
        "tiny-bert-odd",
        "tiny-roberta",
        "tiny-roberta-odd",
        "tiny-xlm-roberta",
        "tiny-albert",
        "tiny-albert-groups",
        "tiny-albert-inner",
        "tiny-mpnet",
        "tiny-mpnet-odd",
        "tiny-mpnet-long"
      })
  void everyHiddenStateAndThePoolerEqualHuggingFace(String name) throws Exception {
    Path reference = MODELS.resolve(name).resolve("reference.safetensors");
    assertThat(verify(bare(name), reference)).isZero();
    assertThat(out.toString())
        .contains("hidden_states.0 ", "hidden_states.1 ", "hidden_states.2 ", "pooler_output ")
        .doesNotContain("not compared");
    assertThat(max()).isLessThan(1e-5);
  }

  /** The models without pooler. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiny-electra",
        "tiny-electra-odd",
        "tiny-electra-square",
        "tiny-distilbert",
        "tiny-distilbert-odd",
        "tiny-distilbert-sinusoidal",
        "tiny-xlnet",
        "tiny-xlnet-odd",
        "tiny-xlnet-wide",
        "tiny-deberta-v3",
        "tiny-deberta-v2",
        "tiny-deberta-c2p",
        "tiny-deberta-conv",
        "tiny-deberta-narrow",
        "tiny-deberta-absolute",
        "tiny-gpt",
        "tiny-gpt-odd",
        "tiny-gpt-wide",
        "tiny-gpt2",
        "tiny-gpt2-odd",
        "tiny-gpt2-unscaled",
        "tiny-gpt-neo",
        "tiny-gpt-neo-odd",
        "tiny-gpt-neo-global"
      })
  void everyHiddenStateEqualsHuggingFace(String name) throws Exception {
    Path reference = MODELS.resolve(name).resolve("reference.safetensors");
    assertThat(verify(bare(name), reference)).isZero();
    assertThat(out.toString())
        .contains("hidden_states.0 ", "hidden_states.1 ", "hidden_states.2 ")
        .doesNotContain("pooler_output");
    assertThat(max()).isLessThan(1e-5);
  }

  /** The states between the layers are not normalised: their values reach 23. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiny-modernbert",
        "tiny-modernbert-odd",
        "tiny-modernbert-long",
        "tiny-modernbert-global",
        "tiny-ettin-17m",
        "tiny-ettin-32m",
        "tiny-ettin-68m",
        "tiny-ettin-150m",
        "tiny-ettin-400m",
        "tiny-ettin-1b"
      })
  void everyHiddenStateOfModernBertEqualsHuggingFace(String name) throws Exception {
    Path reference = MODELS.resolve(name).resolve("reference.safetensors");
    assertThat(verify(bare(name), reference)).isZero();
    assertThat(out.toString()).contains("hidden_states.0 ", "hidden_states.1 ", "hidden_states.2 ");
    assertThat(max()).isLessThan(5e-5);
  }

  /** Weights as (in, out), and names with the architecture's prefix as in a model with a head. */
  @ParameterizedTest
  @ValueSource(strings = {"tiny-gpt2-lora", "tiny-roberta-lora"})
  void adaptersOfPeftGiveItsHiddenStates(String name) throws Exception {
    Path model = MODELS.resolve(name);
    assertThat(verify(model, model.resolve("reference.safetensors"))).isZero();
    assertThat(out.toString()).contains("hidden_states.2 ").doesNotContain("not compared");
    assertThat(max()).isLessThan(1e-5);
  }

  /** Padded on both sides, with NaN where the mask is 0. */
  @Test
  void miniLmEqualsTransformersAtUnmaskedPositions() throws Exception {
    Path reference = TESTDATA.resolve("reference/verify/all-minilm-l6-v2.safetensors");
    assertThat(verify("all-minilm-l6-v2", reference)).isZero();
    assertThat(out.toString())
        .contains("hidden_states.6 ", "pooler_output not compared: the model has no pooler");
    assertThat(max()).isLessThan(1e-4);
  }

  @Test
  void aDifferenceAboveTheToleranceHasExitCodeOne() throws Exception {
    Map<String, Tensor> weights =
        new LinkedHashMap<>(SafeTensors.read(MODELS.resolve("tiny-bert/model.safetensors")));
    Tensor bias = weights.get("encoder.layer.1.output.dense.bias");
    bias.values()[3] += 0.01f;
    bare("tiny-bert");
    SafeTensors.write(folder.resolve("model.safetensors"), weights, Map.of());
    Path reference = MODELS.resolve("tiny-bert/reference.safetensors");
    assertThat(verify(folder, reference)).isOne();
    assertThat(max()).isBetween(1e-3, 1.0);
    assertThat(verify(folder, reference, "--tolerance", "1")).isZero();
  }

  @Test
  void aNanStateFails() throws Exception {
    float[] states = new float[3 * 36];
    states[7] = Float.NaN;
    Path reference = good().floats("hidden_states.0", List.of(1, 3, 36), states).write(file());
    assertThat(verify(MODELS.resolve("tiny-bert"), reference)).isOne();
    assertThat(out.toString()).contains("max NaN");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hidden_states.3|array hidden_states.3: this model has no such state; it has"
            + " hidden_states.0 to hidden_states.2",
        "hidden_states.x|array hidden_states.x: this model has no such state",
        "pooler_output|array pooler_output: has shape [1, 3, 36]; expected shape [1, 36]",
        "other|has no states to compare; expected hidden_states.K or pooler_output"
      })
  void anInvalidReferenceStateIsNamed(String name, String message) throws Exception {
    refused(good().floats(name, List.of(1, 3, 36), new float[108]), message);
  }

  @Test
  void aWrongWidthIsNamed() throws Exception {
    refused(
        good().floats("hidden_states.1", List.of(1, 3, 2), new float[6]),
        "array hidden_states.1: has shape [1, 3, 2]; expected shape [1, 3, 36]");
  }

  @Test
  void invalidInputsAreNamed() throws Exception {
    refused(new ReferenceFile().floats("x", List.of(1), 0), "array input_ids: is missing");
    refused(
        new ReferenceFile().longs("input_ids", GRID, 1, 2, 3),
        "array attention_mask: is missing; expected shape [1, 3]");
    refused(
        new ReferenceFile()
            .longs("input_ids", GRID, 1, 2, 3)
            .longs("attention_mask", List.of(3), 1, 1, 1),
        "array attention_mask: has shape [3]; expected shape [1, 3]");
    refused(
        new ReferenceFile().floats("input_ids", GRID, 1, 2, 3),
        "array input_ids: expected I64 or I32, found F32");
    refused(
        new ReferenceFile().longs("input_ids", GRID, 1, 999_999, 3),
        "array input_ids: holds 999999 at row 0, token 1; expected 0 to ");
    refused(
        new ReferenceFile().longs("input_ids", GRID, 1, -1, 3),
        "array input_ids: holds -1 at row 0, token 1");
    refused(
        new ReferenceFile()
            .longs("input_ids", GRID, 1, 2, 3)
            .longs("attention_mask", GRID, 1, 2, 0),
        "array attention_mask: holds 2 at row 0, token 1; expected 0 to 1");
    refused(
        good()
            .longs("token_type_ids", GRID, 0, 7, 0)
            .floats("hidden_states.0", List.of(1, 3, 36), new float[108]),
        "array token_type_ids: holds 7 at row 0, token 1");
    refused(
        new ReferenceFile().longs("input_ids", List.of(1, 1000), new long[1000]),
        "array input_ids: has 1000 tokens per row; the maximum of this model is ");
  }

  @Test
  void anInvalidReferenceAndAMissingModelAreNamed() throws Exception {
    Files.writeString(file(), "no safetensors");
    assertThatThrownBy(() -> verify(MODELS.resolve("tiny-bert"), file()))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("it is truncated or not a safetensors file");
    assertThatThrownBy(
            () -> verify(MODELS.resolve("tiny-bert"), folder.resolve("none.safetensors")))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> verify("minilm", file()))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "model minilm: there is no such folder and no model of that name; give a model's folder"
                + " or one of [all-minilm-l6-v2, bge-small-en-v1.5, bge-small-zh-v1.5,"
                + " e5-small-v2]");
    assertThatThrownBy(() -> verify(MODELS.resolve("tiny-bert"), file(), "--tolerance", "NaN"))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("--tolerance NaN");
  }

  private static ReferenceFile good() {
    return new ReferenceFile()
        .longs("input_ids", GRID, 1, 2, 3)
        .longs("attention_mask", GRID, 1, 1, 1);
  }

  private Path file() {
    return folder.resolve("reference.safetensors");
  }

  private void refused(ReferenceFile reference, String message) throws IOException {
    Path file = reference.write(file());
    assertThatThrownBy(() -> verify(MODELS.resolve("tiny-bert"), file))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining(message);
  }
}
