package org.cascadenlp.recurrent.elmo;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * Reads the weights of an ELMo from an HDF5 file as published by AllenNLP and bilm-tf: TensorFlow's
 * names, transposed matrices, gates in the order input, cell, forget, output.
 *
 * <p>Files are untrusted: a dataset is read only if it has the shape that the options require and
 * no filters, and links are not followed.
 */
final class ElmoHdf5 implements AutoCloseable {

  private final Path path;
  private final HdfFile file;
  private final long size;
  private final Set<String> read = new TreeSet<>();

  /**
   * Maps the file: jhdf returns views of mapped files, but copies of channels, of any size that the
   * file claims.
   */
  private ElmoHdf5(Path path) throws IOException {
    this.path = path;
    try (FileChannel channel = FileChannel.open(path)) {
      this.size = channel.size();
      if (size > Integer.MAX_VALUE) {
        throw CascadeException.of(
            path.toString(), "has " + size + " bytes", "an ELMo's weights have 2 GB at most");
      }
      this.file = HdfFile.fromByteBuffer(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
    }
  }

  /**
   * All weights of an ELMo with {@code options}, under the names of {@link ElmoOptions#weights}.
   */
  static Map<String, Tensor> read(Path path, ElmoOptions options) {
    try (ElmoHdf5 hdf5 = new ElmoHdf5(path)) {
      Map<String, Tensor> tensors = hdf5.tensors(options);
      hdf5.refuseOthers();
      return tensors;
    } catch (CascadeException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // jhdf has its own exception only for some kinds of damage
      throw CascadeException.of(
          path.toString(),
          "cannot be read as HDF5: " + CascadeException.describe(e),
          "it is truncated or not an HDF5 file: fetch it again",
          e);
    }
  }

  private Map<String, Tensor> tensors(ElmoOptions options) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    int width = options.characterWidth();
    float[] characters = new float[ElmoOptions.CHARACTERS * width];
    float[] stored = values("char_embed", ElmoOptions.CHARACTERS - 1, width);
    System.arraycopy(stored, 0, characters, width, stored.length);
    tensors.put(
        "characters.weight", new Tensor(new long[] {ElmoOptions.CHARACTERS, width}, characters));
    for (int i = 0; i < options.filters().size(); i++) {
      ElmoOptions.Filter filter = options.filters().get(i);
      tensors.put("convolutions." + i + ".weight", convolution(i, filter, width));
      tensors.put(
          "convolutions." + i + ".bias", vector(values("CNN/b_cnn_" + i, filter.outputs())));
    }
    for (int i = 0; i < options.highways(); i++) {
      highway(i, options.filterOutputs(), tensors);
    }
    int projection = options.lstm().width();
    tensors.put(
        "projection.weight", transposed("CNN_proj/W_proj", options.filterOutputs(), projection));
    tensors.put("projection.bias", vector(values("CNN_proj/b_proj", projection)));
    for (int layer = 0; layer < options.lstm().layers(); layer++) {
      for (int direction = 0; direction < 2; direction++) {
        lstm(layer, direction, options.lstm(), tensors);
      }
    }
    return tensors;
  }

  /**
   * Transposes (1, filter width, character width, outputs) to (outputs, character width, filter
   * width).
   */
  private Tensor convolution(int number, ElmoOptions.Filter filter, int width) {
    int outputs = filter.outputs();
    float[] stored = values("CNN/W_cnn_" + number, 1, filter.width(), width, outputs);
    float[] turned = new float[stored.length];
    for (int k = 0; k < filter.width(); k++) {
      for (int e = 0; e < width; e++) {
        for (int o = 0; o < outputs; o++) {
          turned[(o * width + e) * filter.width() + k] = stored[(k * width + e) * outputs + o];
        }
      }
    }
    return new Tensor(new long[] {outputs, width, filter.width()}, turned);
  }

  /** Stacks transform above carry, negated because the gate here is the share kept of the input. */
  private void highway(int number, int width, Map<String, Tensor> tensors) {
    String place = "CNN_high_" + number + "/";
    float[] transform = transposed(place + "W_transform", width, width).values();
    float[] carry = transposed(place + "W_carry", width, width).values();
    float[] weight = new float[Math.addExact(transform.length, carry.length)];
    float[] bias = Arrays.copyOf(values(place + "b_transform", width), 2 * width);
    float[] carryBias = values(place + "b_carry", width);
    System.arraycopy(transform, 0, weight, 0, transform.length);
    for (int i = 0; i < carry.length; i++) {
      weight[carry.length + i] = -carry[i];
    }
    for (int i = 0; i < width; i++) {
      bias[width + i] = -carryBias[i];
    }
    tensors.put(
        "highways." + number + ".weight", new Tensor(new long[] {2L * width, width}, weight));
    tensors.put("highways." + number + ".bias", vector(bias));
  }

  private void lstm(int layer, int direction, ElmoLstm.Shapes shapes, Map<String, Tensor> tensors) {
    String place = "RNN_" + direction + "/RNN/MultiRNNCell/Cell" + layer + "/LSTMCell/";
    String name = "layers." + layer + (direction == 0 ? ".forward." : ".backward.");
    int cells = shapes.cells();
    int read =
        shapes.width(); // the first layer reads the projected words, which have the same width
    float[] both = values(place + "W_0", 2 * read, 4 * cells);
    float[] stored = values(place + "B", 4 * cells);
    float[] input = new float[4 * cells * read];
    float[] state = new float[4 * cells * read];
    float[] bias = new float[4 * cells];
    for (int row = 0; row < 4 * cells; row++) {
      int gate = row / cells;
      int there = (gate == 1 ? 2 : gate == 2 ? 1 : gate) * cells + row % cells;
      bias[row] =
          stored[there] + (gate == 1 ? 1 : 0); // the bias 1 of the forget gate is not in the file
      for (int i = 0; i < read; i++) {
        input[row * read + i] = both[i * 4 * cells + there];
        state[row * read + i] = both[(read + i) * 4 * cells + there];
      }
    }
    long[] shape = {4L * cells, read};
    tensors.put(name + "input.weight", new Tensor(shape, input));
    tensors.put(name + "state.weight", new Tensor(shape, state));
    tensors.put(name + "bias", vector(bias));
    tensors.put(name + "projection.weight", transposed(place + "W_P_0", cells, read));
  }

  private static Tensor vector(float[] values) {
    return new Tensor(new long[] {values.length}, values);
  }

  private Tensor transposed(String name, int rows, int columns) {
    float[] stored = values(name, rows, columns);
    float[] turned = new float[stored.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned[j * rows + i] = stored[i * columns + j];
      }
    }
    return new Tensor(new long[] {columns, rows}, turned);
  }

  /** Reads dataset {@code name}, which must have {@code shape}. */
  private float[] values(String name, int... shape) {
    Dataset dataset = dataset(name);
    String place = path + ", dataset " + name;
    long[] found = dataset.getDimensionsAsLong();
    long[] expected = Arrays.stream(shape).asLongStream().toArray();
    if (!Arrays.equals(found, expected)) {
      throw CascadeException.of(
          place,
          "has shape " + Arrays.toString(found),
          "expected " + Arrays.toString(expected) + " as the options say");
    }
    long count = Arrays.stream(expected).reduce(1, Math::multiplyExact);
    Class<?> type = dataset.getJavaType();
    if (type != float.class && type != double.class) {
      throw CascadeException.of(
          place, "holds " + type.getSimpleName() + " values", "expected float32 or float64");
    }
    if (!dataset.getFilters().isEmpty()) {
      throw CascadeException.of(
          place, "is compressed", "write it without filters: h5repack -f NONE IN OUT");
    }
    int bytes = type == float.class ? Float.BYTES : Double.BYTES;
    if (dataset.getDataType().getSize() != bytes) {
      throw CascadeException.of(
          place,
          "has values of " + dataset.getDataType().getSize() + " bytes",
          "expected float32 or float64");
    }
    if (count > size / bytes) {
      throw CascadeException.of(
          place,
          "needs " + count + " values, but the file has " + size + " bytes",
          "the file is truncated: fetch it again");
    }
    Object flat = dataset.getDataFlat();
    if (flat instanceof float[] values && values.length == count) {
      return values;
    }
    if (flat instanceof double[] wide && wide.length == count) {
      float[] values = new float[wide.length];
      for (int i = 0; i < wide.length; i++) {
        values[i] = (float) wide[i];
      }
      return values;
    }
    throw CascadeException.of(place, "ends early", "the file is truncated: fetch it again");
  }

  private Dataset dataset(String name) {
    Node node = file;
    for (String part : name.split("/", -1)) {
      Node child = node instanceof Group group ? group.getChildren().get(part) : null;
      if (child == null || child.isLink()) {
        throw CascadeException.of(
            path + ", dataset " + name,
            child == null ? "is missing" : "is a link, which is not followed",
            "expected it as the options say");
      }
      node = child;
    }
    if (node instanceof Dataset dataset) {
      read.add(name);
      return dataset;
    }
    throw CascadeException.of(path + ", dataset " + name, "is a group", "expected a dataset");
  }

  /** Refuses weights of layers that are not in the options. */
  private void refuseOthers() {
    Set<String> others = new TreeSet<>();
    for (Map.Entry<String, Node> top : file.getChildren().entrySet()) {
      String name = top.getKey();
      boolean network =
          name.equals("CNN") || name.startsWith("CNN_high_") || name.startsWith("RNN_");
      if (network && top.getValue() instanceof Group group) {
        collect(group, name, 0, others);
      }
    }
    others.removeAll(read);
    if (!others.isEmpty()) {
      throw CascadeException.of(
          path.toString(),
          "has datasets " + others + " that are not in the options",
          "use the options that belong to these weights");
    }
  }

  private static void collect(Group group, String prefix, int depth, Set<String> names) {
    for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
      String name = prefix + "/" + child.getKey();
      if (child.getValue().isLink() || names.size() > 1000 || depth > 8) {
        continue;
      }
      if (child.getValue() instanceof Group inner) {
        collect(inner, name, depth + 1, names);
      } else {
        names.add(name);
      }
    }
  }

  @Override
  public void close() {
    file.close();
  }
}
