package org.cascadenlp.recurrent.elmo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BiFunction;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invalid ELMo folders, each refused with file, place and expectation. */
class BadElmoTest {

  private static final Path TINY = TinyElmo.folder("tiny-elmo");
  private static final Object LEFT_OUT = "left out";

  @TempDir private Path folder;

  private void options(String from, String to) throws IOException {
    String text = Files.readString(TINY.resolve("options.json"));
    assertThat(text).contains(from);
    Files.writeString(folder.resolve("options.json"), text.replace(from, to));
  }

  private void weights() throws IOException {
    Files.copy(TINY.resolve("lm_weights.hdf5"), folder.resolve("lm_weights.hdf5"));
  }

  private void refused(String... messages) {
    assertThatThrownBy(() -> new ElmoFolder(folder).weights())
        .isInstanceOf(CascadeException.class)
        .satisfies(error -> assertThat(error.getMessage()).contains(messages));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"dim\": 10|\"dim\": 12|dataset RNN_0/RNN/MultiRNNCell/Cell0/LSTMCell/W_0: has shape [12,"
            + " 40]; expected [12, 48] as the options say",
        "\"dim\": 5|\"dim\": 6|dataset char_embed: has shape [261, 5]; expected [261, 6]",
        "\"n_highway\": 1|\"n_highway\": 2|dataset CNN_high_1/W_transform: is missing",
        "\"n_highway\": 1|\"n_highway\": 0|has datasets [CNN_high_0/W_carry",
        "\"n_layers\": 2|\"n_layers\": 1|has datasets [RNN_0/RNN/MultiRNNCell/Cell1/LSTMCell/B",
        "\"n_layers\": 2|\"n_layers\": 3|dataset RNN_0/RNN/MultiRNNCell/Cell2/LSTMCell/W_0: is",
        "\"projection_dim\": 6|\"projection_dim\": 7|dataset CNN_proj/W_proj: has shape [16, 6]",
        "\"dim\": 10|\"dim\": 10000000|lstm: dim is 10000000; expected a whole number from 1 to"
            + " 65536",
        "\"dim\": 10|\"dim\": -1|lstm: dim is -1; expected a whole number from 1 to 65536",
        "\"dim\": 10|\"dim\": 1.5|lstm: dim is 1.5; expected a whole number",
        "\"n_layers\": 2|\"n_layers\": 1000000|n_layers is 1000000; expected a whole number from 1",
        "\"cell_clip\": 3|\"cell_clip\": \"3\"|cell_clip is \"3\"; expected a number from 0 to",
        "\"activation\": \"relu\"|\"activation\": \"gelu\"|activation is \"gelu\"; supported are"
            + " relu",
        "\"n_characters\": 262|\"n_characters\": 60|n_characters is 60; expected a whole number"
            + " from",
        "\"max_characters_per_token\": 50|\"max_characters_per_token\": 2|max_characters_per_token"
            + " is",
        "\"n_highway\": 1|\"n_highways\": 1|char_cnn: has fields [n_highways] that are not"
            + " supported",
        "\"use_skip_connections\": true|\"use_skip_connections\": 1|use_skip_connections is 1;"
            + " expected true or false",
        "\"lstm\": {|\"dropout\": 2, \"lstm\": {|dropout is 2; expected a number from 0 to 0.99",
        "\"lstm\": {|\"bidirectional\": false, \"lstm\": {|bidirectional is false; only models of"
            + " both",
        "\"lstm\": {|\"rnn\": {|has no field lstm",
      })
  void optionsThatDoNotFitAreNamed(String from, String to, String message) throws IOException {
    options(from, to);
    weights();
    refused(folder.toString(), message);
  }

  @Test
  void convolutionsThatDoNotFitAreNamed() throws IOException {
    weights();
    String text = Files.readString(TINY.resolve("options.json"));
    for (String filters : new String[] {"[]", "[[0, 4]]", "[[1, -4]]", "[[1]]", "[1, 2]", "7"}) {
      Files.writeString(
          folder.resolve("options.json"),
          text.replaceAll("(?s)\"filters\": \\[.*?\\]\\s*\\]", "\"filters\": " + filters));
      refused("options.json, char_cnn: filters is ", "expected 1 to 64 pairs");
    }
  }

  /** The tiny weights with {@code change} of each dataset: other data, or {@link #LEFT_OUT}. */
  private void written(BiFunction<String, Object, Object> change) throws IOException {
    Files.copy(TINY.resolve("options.json"), folder.resolve("options.json"));
    try (HdfFile from = new HdfFile(TINY.resolve("lm_weights.hdf5"));
        WritableHdfFile to = HdfFile.write(folder.resolve("lm_weights.hdf5"))) {
      copy(from, to, "", change);
    }
  }

  private static void copy(
      Group from, WritableGroup to, String prefix, BiFunction<String, Object, Object> change) {
    for (Node node : from) {
      String name = prefix + node.getName();
      if (node instanceof Dataset dataset) {
        Object data = change.apply(name, dataset.getData());
        if (!data.equals(LEFT_OUT)) {
          to.putDataset(node.getName(), data);
        }
      } else {
        copy((Group) node, to.putGroup(node.getName()), name + "/", change);
      }
    }
  }

  @Test
  void weightsWrittenByJavaAreRead() throws IOException {
    written((name, data) -> data);
    assertThat(new ElmoFolder(folder).weights().get("projection.bias").values())
        .isEqualTo(new ElmoFolder(TINY).weights().get("projection.bias").values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CNN/W_cnn_1",
        "CNN_high_0/b_carry",
        "CNN_proj/b_proj",
        "RNN_1/RNN/MultiRNNCell/Cell1/LSTMCell/W_P_0",
        "char_embed"
      })
  void aMissingDatasetIsNamed(String missing) throws IOException {
    written((name, data) -> name.equals(missing) ? LEFT_OUT : data);
    refused("lm_weights.hdf5, dataset " + missing + ": is missing; expected it as the options say");
  }

  @Test
  void aDatasetOfAnotherTypeOrShapeIsNamed() throws IOException {
    written((name, data) -> name.equals("CNN_proj/b_proj") ? new int[6] : data);
    refused("dataset CNN_proj/b_proj: holds int values; expected float32 or float64");
    Files.delete(folder.resolve("lm_weights.hdf5"));
    Files.delete(folder.resolve("options.json"));
    written((name, data) -> name.equals("CNN_proj/b_proj") ? new float[1][6] : data);
    refused("dataset CNN_proj/b_proj: has shape [1, 6]; expected [6] as the options say");
  }

  /** A length in a file must not lead to an allocation of that size. */
  @Test
  void aDatasetWithAHugeClaimedSizeIsRefused() throws IOException {
    Files.copy(TINY.resolve("options.json"), folder.resolve("options.json"));
    byte[] all = Files.readAllBytes(TINY.resolve("lm_weights.hdf5"));
    ByteBuffer file = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    int float32 = 0x001f2011; // version, class and flags of the type, before its size
    int at = 0;
    while (file.getInt(at) != float32 || file.getInt(at + 4) != Float.BYTES) {
      at++;
    }
    file.putInt(at + 4, 0x7f000000);
    Files.write(folder.resolve("lm_weights.hdf5"), all);
    refused("has values of 2130706432 bytes; expected float32 or float64");
  }

  @Test
  void aTruncatedFileIsNamedWhereverItEnds() throws IOException {
    Files.copy(TINY.resolve("options.json"), folder.resolve("options.json"));
    byte[] all = Files.readAllBytes(TINY.resolve("lm_weights.hdf5"));
    for (int length = 0; length < all.length - 1; length += 997) {
      Files.write(folder.resolve("lm_weights.hdf5"), Arrays.copyOf(all, length));
      refused("lm_weights.hdf5");
    }
  }

  /** A damaged file is read or refused with an error, nothing else. */
  @Test
  void aDamagedFileIsRefusedOrRead() throws IOException {
    Files.copy(TINY.resolve("options.json"), folder.resolve("options.json"));
    byte[] all = Files.readAllBytes(TINY.resolve("lm_weights.hdf5"));
    Random random = new Random(6);
    int refused = 0;
    for (int round = 0; round < 300; round++) {
      byte[] damaged = all.clone();
      for (int i = 0; i < 8; i++) {
        int at = random.nextBoolean() ? random.nextInt(2048) : random.nextInt(all.length);
        damaged[at] = (byte) random.nextInt(256);
      }
      Files.write(folder.resolve("lm_weights.hdf5"), damaged);
      try {
        new ElmoFolder(folder).weights();
      } catch (CascadeException e) {
        assertThat(e.getMessage()).contains("lm_weights.hdf5");
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void aFolderMustHaveExactlyOneWeightsFile() throws IOException {
    Files.copy(TINY.resolve("options.json"), folder.resolve("options.json"));
    assertThat(ElmoFolder.is(folder)).isFalse();
    refused("has no file *weights.hdf5; expected one options.json and one lm_weights.hdf5");
    weights();
    assertThat(ElmoFolder.is(folder)).isTrue();
    Files.copy(TINY.resolve("lm_weights.hdf5"), folder.resolve("other_weights.hdf5"));
    refused("has several files *weights.hdf5");
  }
}
