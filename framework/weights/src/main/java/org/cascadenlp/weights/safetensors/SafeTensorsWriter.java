package org.cascadenlp.weights.safetensors;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.output.UnfinishedFile;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * Writes safetensors files for {@link SafeTensors}: to a temporary file that then replaces the
 * target.
 */
final class SafeTensorsWriter {

  private SafeTensorsWriter() {}

  static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
    try (UnfinishedFile unfinished = UnfinishedFile.of(file)) {
      Map<String, long[]> shapes = new LinkedHashMap<>();
      tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
      write(unfinished.channel(), shapes, tensors::get, metadata);
      unfinished.finish();
    } catch (IOException e) {
      throw CascadeException.of(
          file.toString(),
          "cannot be written: " + CascadeException.describe(e),
          "check its folder, its rights and the space",
          e);
    }
  }

  /** See {@link SafeTensors#write(WritableByteChannel, Map, Function, Map)}. */
  static void write(
      WritableByteChannel out,
      Map<String, long[]> shapes,
      Function<String, Tensor> tensors,
      Map<String, String> metadata)
      throws IOException {
    byte[] json = json(shapes, metadata).getBytes(StandardCharsets.UTF_8);
    int paddedLength = (json.length + 7) / 8 * 8;
    ByteBuffer head = ByteBuffer.allocate(8 + paddedLength).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(paddedLength).put(json);
    while (head.hasRemaining()) {
      head.put((byte) ' ');
    }
    writeAll(out, head.flip());
    ByteBuffer chunk = ByteBuffer.allocateDirect(SafeTensors.CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (Map.Entry<String, long[]> shape : shapes.entrySet()) {
      float[] values = tensors.apply(shape.getKey()).values();
      if (values.length != size(shape.getValue())) {
        throw new IllegalArgumentException(shape.getKey() + " has " + values.length + " values");
      }
      for (int done = 0; done < values.length; ) {
        Interruption.check();
        int count = Math.min(SafeTensors.CHUNK / 4, values.length - done);
        chunk.clear();
        chunk.asFloatBuffer().put(values, done, count);
        writeAll(out, chunk.limit(4 * count));
        done += count;
      }
    }
  }

  private static long size(long[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  private static String json(Map<String, long[]> shapes, Map<String, String> metadata)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonWriter out = new JsonWriter(text)) {
      out.beginObject().name("__metadata__").beginObject().name("format").value("pt");
      for (Map.Entry<String, String> entry : new TreeMap<>(metadata).entrySet()) {
        if (!entry.getKey().equals("format")) {
          out.name(entry.getKey()).value(entry.getValue());
        }
      }
      out.endObject();
      long at = 0;
      for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
        long end = at + 4L * size(entry.getValue());
        out.name(entry.getKey())
            .beginObject()
            .name("dtype")
            .value("F32")
            .name("shape")
            .beginArray();
        for (long dimension : entry.getValue()) {
          out.value(dimension);
        }
        out.endArray()
            .name("data_offsets")
            .beginArray()
            .value(at)
            .value(end)
            .endArray()
            .endObject();
        at = end;
      }
      out.endObject();
    }
    return text.toString();
  }

  private static void writeAll(WritableByteChannel out, ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      out.write(from);
    }
  }
}
