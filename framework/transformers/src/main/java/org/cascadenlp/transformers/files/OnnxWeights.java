package org.cascadenlp.transformers.files;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * Reads the weights of an ONNX graph that PyTorch exported, under their names in PyTorch.
 *
 * <p>Biases, norms and embeddings keep their names. The matrix of a linear layer is anonymous and
 * transposed. Its layer is found by the name of the MatMul node that consumes it, {@code
 * /encoder/layer.0/attention/self/query/MatMul}, or, in exports of older PyTorch versions, by the
 * bias that is added to the result.
 */
public final class OnnxWeights {

  private static final int MAX_BYTES = 1 << 30;
  private static final String ANONYMOUS = "onnx::";
  private static final String MATMUL = "/MatMul";
  private static final String BIAS = ".bias";
  private static final String REMEDY =
      "expected a Transformer encoder that PyTorch exported with its module names";

  private OnnxWeights() {}

  /**
   * Reads the weights of the graph at {@code url}, a file or a resource of at most 1 GiB.
   *
   * @throws CascadeException if it is incomplete or not such a graph
   */
  public static Map<String, Tensor> read(URL url) throws IOException {
    return stored(url).tensors();
  }

  /** As {@link #read(URL)}, with the names and transformations of the stored arrays. */
  public static StoredTensors stored(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    long length = connection.getContentLengthLong();
    try (InputStream in = connection.getInputStream()) {
      return read(in, length, url.toString());
    }
  }

  /**
   * Reads the weights of the graph in {@code in}.
   *
   * @param place the file, for errors
   */
  static Map<String, Tensor> read(InputStream in, String place) throws IOException {
    return read(in, -1, place).tensors();
  }

  private static StoredTensors read(InputStream in, long length, String place) throws IOException {
    byte[] bytes;
    if (length > 0 && length <= MAX_BYTES) {
      bytes = new byte[(int) length];
      int read = in.readNBytes(bytes, 0, bytes.length);
      if (read < bytes.length) {
        throw CascadeException.of(
            place, "expected " + length + " bytes, found " + read, "fetch it again");
      }
    } else {
      bytes = length < 0 ? in.readNBytes(MAX_BYTES + 1) : new byte[0];
      if (length > MAX_BYTES || bytes.length > MAX_BYTES) {
        throw CascadeException.of(place, "is too long", "expected at most " + MAX_BYTES + " bytes");
      }
    }
    GraphProto graph;
    try {
      // the array is not modified later, so tensors may alias it
      CodedInputStream coded = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
      coded.enableAliasing(true);
      graph = ModelProto.parseFrom(coded).getGraph();
    } catch (IOException e) {
      throw CascadeException.of(
          place, "is not a complete ONNX file: " + e.getMessage(), "fetch it again", e);
    }
    return tensors(graph, place);
  }

  private static StoredTensors tensors(GraphProto graph, String place) {
    Map<String, String> layers = layers(graph, place);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Map<String, String> renamed = new LinkedHashMap<>();
    Set<String> unread = new TreeSet<>();
    Set<String> unused = new TreeSet<>();
    for (TensorProto stored : graph.getInitializerList()) {
      if (stored.getDataType() != TensorProto.DataType.FLOAT.getNumber()) {
        unread.add(stored.getName()); // positions and shapes
        continue;
      }
      Tensor tensor = tensor(stored, place);
      String name = stored.getName();
      if (isAnonymous(name)) {
        if (tensor.shape().length == 0) {
          continue; // a constant of the graph
        }
        String layer = layers.get(name);
        if (layer == null) {
          unused.add(name);
          continue;
        }
        name = layer + ".weight";
        tensor = transposed(tensor, place, name);
        renamed.put(name, stored.getName());
      }
      if (tensors.put(name, tensor) != null) {
        throw CascadeException.of(place, "array " + name + " is there twice", REMEDY);
      }
    }
    if (!unused.isEmpty()) {
      throw CascadeException.of(place, "no linear layer uses the arrays " + unused, REMEDY);
    }
    return new StoredTensors(tensors, renamed, renamed.keySet(), unread);
  }

  /** The module paths of the anonymous matrices. */
  private static Map<String, String> layers(GraphProto graph, String place) {
    Set<String> matrices = new HashSet<>();
    graph.getInitializerList().stream()
        .map(TensorProto::getName)
        .filter(OnnxWeights::isAnonymous)
        .forEach(matrices::add);
    Map<String, String> layersByOutput = layersByOutput(graph);
    Map<String, String> layers = new HashMap<>();
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("MatMul")
          && node.getInputCount() == 2
          && matrices.contains(node.getInput(1))) {
        String name = node.getName();
        String layer;
        if (name.startsWith("/") && name.endsWith(MATMUL) && name.length() > MATMUL.length()) {
          layer = name.substring(1, name.length() - MATMUL.length()).replace('/', '.');
        } else {
          layer = layersByOutput.get(node.getOutputCount() == 1 ? node.getOutput(0) : "");
        }
        if (layer == null) {
          throw CascadeException.of(
              place,
              "the MatMul node with input " + node.getInput(1) + " has the name " + name,
              REMEDY);
        }
        String other = layers.put(node.getInput(1), layer);
        if (other != null) {
          throw CascadeException.of(
              place,
              "the layers " + other + " and " + layer + " both use " + node.getInput(1),
              REMEDY);
        }
      }
    }
    return layers;
  }

  private static boolean isAnonymous(String name) {
    return name.startsWith(ANONYMOUS) || name.matches("[0-9]+");
  }

  /** For each graph value to which a bias is added, the layer of that bias. */
  private static Map<String, String> layersByOutput(GraphProto graph) {
    Map<String, String> layersByOutput = new HashMap<>();
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("Add") && node.getInputCount() == 2) {
        for (int i = 0; i < 2; i++) {
          String bias = node.getInput(i);
          if (bias.endsWith(BIAS)) {
            String layer = bias.substring(0, bias.length() - BIAS.length());
            layersByOutput.put(node.getInput(1 - i), layer);
          }
        }
      }
    }
    return layersByOutput;
  }

  private static Tensor tensor(TensorProto stored, String place) {
    long[] shape = stored.getDimsList().stream().mapToLong(Long::longValue).toArray();
    ByteString raw = stored.getRawData();
    boolean inline = raw.isEmpty() && stored.getFloatDataCount() > 0;
    long size = 1;
    for (long dimension : shape) {
      if (dimension < 0 || dimension > 0 && size > Integer.MAX_VALUE / dimension) {
        size = -1;
        break;
      }
      size *= dimension;
    }
    long found = inline ? 4L * stored.getFloatDataCount() : raw.size();
    if (found != 4 * size || stored.getExternalDataCount() > 0) {
      throw CascadeException.of(
          place + ", array " + stored.getName(),
          "expected float32 values of shape "
              + Arrays.toString(shape)
              + " in the file, found "
              + found
              + " bytes",
          "fetch it again");
    }
    float[] values = new float[(int) size];
    if (inline) {
      for (int i = 0; i < values.length; i++) {
        values[i] = stored.getFloatData(i);
      }
    } else {
      raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    }
    return new Tensor(shape, values);
  }

  /** Transposes (in, out) to (out, in). */
  private static Tensor transposed(Tensor tensor, String place, String name) {
    if (tensor.shape().length != 2) {
      throw CascadeException.of(
          place + ", array " + name,
          "expected a matrix, found shape " + Arrays.toString(tensor.shape()),
          REMEDY);
    }
    return tensor.transposed();
  }
}
