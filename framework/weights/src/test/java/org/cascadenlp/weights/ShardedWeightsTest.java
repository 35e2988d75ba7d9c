package org.cascadenlp.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardedWeightsTest {

  private static final Tensor ONE = new Tensor(new long[] {1}, new float[] {1});

  @TempDir private Path folder;
  private Path index;

  @BeforeEach
  void writeTwoFiles() {
    index = folder.resolve("model.safetensors.index.json");
    SafeTensors.write(folder.resolve("1.safetensors"), Map.of("a", ONE), Map.of());
    SafeTensors.write(folder.resolve("2.safetensors"), Map.of("b", ONE, "c", ONE), Map.of());
  }

  @Test
  void arraysAreInTheOrderOfTheIndex() throws IOException {
    index("{'weight_map':{'c':'2.safetensors','a':'1.safetensors','b':'2.safetensors'}}");
    assertThat(ShardedWeights.read(index).keySet()).containsExactly("c", "a", "b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':'1.safetensors','b':'2.safetensors'} | 2.safetensors, array c: is not in model.safe",
        "{'a':'1.safetensors','b':'1.safetensors','c':'2.safetensors'} | has no [b], which",
        "{'a':'1.safetensors','b':'2.safetensors','c':'2.safetensors','d':'2.safetensors'} | no"
            + " [d]",
        "{'a':'2.safetensors','b':'2.safetensors','c':'2.safetensors'} | has no [a], which",
        "{'a':'1.safetensors','a':'1.safetensors'} | array a is there twice",
        "{'a':'../1.safetensors'} | is mapped to ../1.safetensors; expected the name of a file",
        "{'a':'/etc/passwd'} | is mapped to /etc/passwd; expected",
        "{'a':'x/1.safetensors'} | is mapped to x/1.safetensors; expected",
        "{'a':'..'} | is mapped to ..; expected",
        "{'a':''} | is mapped to ; expected",
        "{'a':'model.safetensors.index.json'} | is mapped to model.safetensors.index.json",
        "{'a':'3.safetensors'} | is mapped to 3.safetensors, which does not exist",
        "{'a':3} | is mapped to 3, which does not exist",
        "{'a':['1.safetensors']} | is not the JSON expected",
        "{} | has no weight_map",
        "3 | is not the JSON expected",
      })
  void anInvalidIndexIsAnError(String map, String message) throws IOException {
    index("{'metadata':{'total_size':4},'weight_map':" + map + "}");
    assertThatThrownBy(() -> ShardedWeights.read(index))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageContaining(message);
  }

  @Test
  void anArrayInTheWrongFileNamesBothFiles() throws IOException {
    SafeTensors.write(folder.resolve("1.safetensors"), Map.of("a", ONE, "b", ONE), Map.of());
    index("{'weight_map':{'a':'1.safetensors','b':'2.safetensors','c':'2.safetensors'}}");
    assertThatThrownBy(() -> ShardedWeights.read(index))
        .hasMessageContaining(
            "1.safetensors, array b: is in this file, but model.safetensors.index.json maps it to"
                + " 2.safe");
  }

  @Test
  void aSecondMapOrMalformedJsonIsAnError() throws IOException {
    index("{'weight_map':{'a':'1.safetensors'},'weight_map':{}}");
    assertThatThrownBy(() -> ShardedWeights.read(index)).hasMessageContaining("is there twice");
    index("{'weight_map':{'a':'1.safetensors'}} x");
    assertThatThrownBy(() -> ShardedWeights.read(index)).isInstanceOf(CascadeException.class);
    index("{'weight_map':{'a':'1.safetensors'}");
    assertThatThrownBy(() -> ShardedWeights.read(index)).isInstanceOf(CascadeException.class);
  }

  private void index(String json) throws IOException {
    Files.writeString(index, json.replace('\'', '"'));
  }
}
