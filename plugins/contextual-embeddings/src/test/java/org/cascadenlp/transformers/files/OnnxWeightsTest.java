package org.cascadenlp.transformers.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxWeightsTest {

  private static final float[] SIX = {1, 2, 3, 4, 5, 6};

  @TempDir private Path folder;

  /** The hash is that of the safetensors file that Python makes: minilm_from_onnx.py. */
  @Test
  void miniLmHasTheWeightsThatPythonReads() {
    ShippedBert miniLm = ShippedBert.of("all-minilm-l6-v2");
    Map<String, Tensor> weights =
        EncoderWeights.of(miniLm.tensors(), miniLm.configuration(), "MiniLM");
    assertThat(weights).hasSize(5 + 6 * 16);
    assertThat(Tensor.hash(weights))
        .isEqualTo("b75a1aa065dc226e68b14add30359e71280b67b640f85e2e8235cf8bd88ea0a7");
  }

  @Test
  void aMatrixIsNamedByItsMatMulNodeAndTransposed() throws IOException {
    Map<String, Tensor> read =
        read(
            graph()
                .addInitializer(tensor("a.bias", SIX, 6))
                .addInitializer(tensor("onnx::MatMul_7", SIX, 2, 3))
                .addNode(product("/a/layer.0/dense/MatMul", "onnx::MatMul_7")));
    assertThat(read.keySet()).containsExactly("a.bias", "a.layer.0.dense.weight");
    assertThat(read.get("a.layer.0.dense.weight").shape()).containsExactly(3, 2);
    assertThat(read.get("a.layer.0.dense.weight").values()).containsExactly(1, 4, 2, 5, 3, 6);
  }

  @Test
  void aLargeMatrixIsTransposedCompletely() throws IOException {
    float[] values = new float[45 * 70];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Map<String, Tensor> read =
        read(
            graph()
                .addInitializer(tensor("onnx::MatMul_7", values, 45, 70))
                .addNode(product("/a/MatMul", "onnx::MatMul_7")));
    float[] transposed = read.get("a.weight").values();
    for (int i = 0; i < 45; i++) {
      for (int j = 0; j < 70; j++) {
        assertThat(transposed[j * 45 + i]).isEqualTo(values[i * 70 + j]);
      }
    }
  }

  @Test
  void inlineValuesAreReadAndPositionsAreSkipped() throws IOException {
    TensorProto inline =
        TensorProto.newBuilder()
            .setName("a")
            .setDataType(TensorProto.DataType.FLOAT.getNumber())
            .addAllDims(List.of(2L))
            .addAllFloatData(List.of(1f, -0.5f))
            .build();
    TensorProto positions =
        TensorProto.newBuilder()
            .setName("embeddings.position_ids")
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addAllDims(List.of(1L))
            .setRawData(ByteString.copyFrom(new byte[8]))
            .build();
    Map<String, Tensor> read = read(graph().addInitializer(inline).addInitializer(positions));
    assertThat(read.keySet()).containsExactly("a");
    assertThat(read.get("a").values()).containsExactly(1, -0.5f);
  }

  @Test
  void invalidGraphsAreErrorsThatNameTheArray() {
    refused(
        graph().addInitializer(tensor("onnx::MatMul_7", SIX, 2, 3)),
        "x.onnx: no linear layer uses the arrays [onnx::MatMul_7]");
    refused(
        graph()
            .addInitializer(tensor("onnx::MatMul_7", SIX, 2, 3))
            .addNode(product("MatMul_12", "onnx::MatMul_7")),
        "x.onnx: the MatMul node with input onnx::MatMul_7 has the name MatMul_12");
    refused(
        graph()
            .addInitializer(tensor("onnx::MatMul_7", SIX, 2, 3))
            .addNode(product("/a/MatMul", "onnx::MatMul_7"))
            .addNode(product("/b/MatMul", "onnx::MatMul_7")),
        "x.onnx: the layers a and b both use onnx::MatMul_7");
    refused(
        graph()
            .addInitializer(tensor("onnx::MatMul_7", SIX, 6))
            .addNode(product("/a/MatMul", "onnx::MatMul_7")),
        "x.onnx, array a.weight: expected a matrix, found shape [6]");
    refused(
        graph().addInitializer(tensor("a", SIX, 7)),
        "x.onnx, array a: expected float32 values of shape [7] in the file, found 24 bytes");
    refused(
        graph().addInitializer(tensor("a", SIX, 1L << 40, 1L << 40)), "x.onnx, array a: expected");
    refused(graph().addInitializer(tensor("a", SIX, -6)), "x.onnx, array a: expected float32");
    refused(
        graph().addInitializer(tensor("a", SIX, 6)).addInitializer(tensor("a", SIX, 6)),
        "x.onnx: array a is there twice");
  }

  @Test
  void aTruncatedFileIsAnError() throws IOException {
    byte[] whole = bytes(graph().addInitializer(tensor("a", SIX, 6)));
    for (int length : new int[] {1, whole.length / 2, whole.length - 1}) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> OnnxWeights.read(new ByteArrayInputStream(cut), "x.onnx"))
          .isInstanceOf(CascadeException.class)
          .hasMessageStartingWith("x.onnx: is not a complete ONNX file");
      Path file = Files.write(folder.resolve("x.onnx"), cut);
      assertThatThrownBy(() -> OnnxWeights.read(file.toUri().toURL()))
          .isInstanceOf(CascadeException.class);
    }
  }

  private static GraphProto.Builder graph() {
    return GraphProto.newBuilder();
  }

  private static TensorProto tensor(String name, float[] values, long... shape) {
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.FLOAT.getNumber())
        .addAllDims(Arrays.stream(shape).boxed().toList())
        .setRawData(ByteString.copyFrom(raw))
        .build();
  }

  private static NodeProto product(String name, String matrix) {
    return NodeProto.newBuilder()
        .setName(name)
        .setOpType("MatMul")
        .addInput("x")
        .addInput(matrix)
        .build();
  }

  private static byte[] bytes(GraphProto.Builder graph) {
    return ModelProto.newBuilder().setGraph(graph).build().toByteArray();
  }

  private static Map<String, Tensor> read(GraphProto.Builder graph) throws IOException {
    return OnnxWeights.read(new ByteArrayInputStream(bytes(graph)), "x.onnx");
  }

  private static void refused(GraphProto.Builder graph, String message) {
    assertThatThrownBy(() -> read(graph))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(message);
  }
}
