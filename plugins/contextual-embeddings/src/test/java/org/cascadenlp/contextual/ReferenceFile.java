package org.cascadenlp.contextual;

import com.google.gson.Gson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes safetensors files that also contain integer arrays, for tests. */
public final class ReferenceFile {

  private final Map<String, Object> header = new LinkedHashMap<>();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  public ReferenceFile longs(String name, List<Integer> shape, long... values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return add(name, "I64", shape, bytes.array());
  }

  public ReferenceFile floats(String name, List<Integer> shape, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return add(name, "F32", shape, bytes.array());
  }

  private ReferenceFile add(String name, String type, List<Integer> shape, byte[] bytes) {
    int from = data.size();
    data.writeBytes(bytes);
    header.put(
        name, Map.of("dtype", type, "shape", shape, "data_offsets", List.of(from, data.size())));
    return this;
  }

  public Path write(Path file) throws IOException {
    byte[] json = new Gson().toJson(header).getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
    all.writeBytes(json);
    all.writeBytes(data.toByteArray());
    return Files.write(file, all.toByteArray());
  }
}
