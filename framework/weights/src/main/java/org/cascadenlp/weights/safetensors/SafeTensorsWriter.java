package org.cascadenlp.weights.safetensors;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
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
      FileChannel out = unfinished.channel();
      byte[] json = json(tensors, metadata).getBytes(StandardCharsets.UTF_8);
      int paddedLength = (json.length + 7) / 8 * 8;
      ByteBuffer head = ByteBuffer.allocate(8 + paddedLength).order(ByteOrder.LITTLE_ENDIAN);
      head.putLong(paddedLength).put(json);
      while (head.hasRemaining()) {
        head.put((byte) ' ');
      }
      writeAll(out, head.flip());
      ByteBuffer chunk =
          ByteBuffer.allocateDirect(SafeTensors.CHUNK).order(ByteOrder.LITTLE_ENDIAN);
      for (Tensor tensor : tensors.values()) {
        for (int done = 0; done < tensor.values().length; ) {
          Interruption.check();
          int count = Math.min(SafeTensors.CHUNK / 4, tensor.values().length - done);
          chunk.clear();
          chunk.asFloatBuffer().put(tensor.values(), done, count);
          writeAll(out, chunk.limit(4 * count));
          done += count;
        }
      }
      unfinished.finish();
    } catch (IOException e) {
      throw CascadeException.of(
          file.toString(),
          "cannot be written: " + CascadeException.describe(e),
          "check its folder, its rights and the space",
          e);
    }
  }

  private static String json(Map<String, Tensor> tensors, Map<String, String> metadata)
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
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        long end = at + 4L * entry.getValue().values().length;
        out.name(entry.getKey())
            .beginObject()
            .name("dtype")
            .value("F32")
            .name("shape")
            .beginArray();
        for (long dimension : entry.getValue().shape()) {
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

  private static void writeAll(FileChannel out, ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      out.write(from);
    }
  }
}
