package org.cascadenlp.batch.encode;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.cascadenlp.core.process.Interruption;

/** The file format of vectors. */
enum VectorFormat {
  /** one line {@code {"begin":0,"end":5,"vector":[...]}} per span */
  JSONL {
    @Override
    VectorFile file(Target target) {
      return new LineFile(target);
    }
  },

  /**
   * NumPy's format, version 1.0: float32, little-endian, (spans, layers x width).
   *
   * @see <a
   *     href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">format</a>
   */
  NPY {
    @Override
    VectorFile file(Target target) throws IOException {
      return new NpyFile(target);
    }
  };

  /** Begins a file of this format. */
  abstract VectorFile file(Target target) throws IOException;

  /**
   * Writes a line of JSON for each vector.
   *
   * @param document the name of the document; empty to leave it out
   */
  static void writeLines(String document, VectorRows rows, Writer writer) throws IOException {
    float[] vector = new float[rows.row()];
    for (EncodedSpan span : rows.spans()) {
      Interruption.check();
      span.vector(vector);
      JsonWriter json = new JsonWriter(writer);
      json.beginObject();
      if (!document.isEmpty()) {
        json.name("document").value(document);
      }
      json.name("begin").value(span.begin());
      json.name("end").value(span.end());
      json.name("vector").beginArray();
      for (float value : vector) {
        json.value(value);
      }
      json.endArray().endObject();
      writer.write('\n');
    }
  }

  /** NumPy's header for {@code count} vectors of {@code row} numbers: 128 bytes. */
  static byte[] header(int count, int row) {
    String shape = "(" + count + ", " + row + ")";
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
    int length = (10 + header.length() + 1 + 63) / 64 * 64 - 10;
    ByteBuffer head = ByteBuffer.allocate(10 + length).order(ByteOrder.LITTLE_ENDIAN);
    head.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    head.put((byte) 1).put((byte) 0).putShort((short) length);
    head.put(header.getBytes(StandardCharsets.US_ASCII));
    while (head.remaining() > 1) {
      head.put((byte) ' ');
    }
    return head.put((byte) '\n').array();
  }

  /** Writes the numbers of all vectors as little-endian floats. */
  static void writeValues(VectorRows rows, OutputStream out) throws IOException {
    float[] vector = new float[rows.row()];
    ByteBuffer bytes = ByteBuffer.allocate(4 * rows.row()).order(ByteOrder.LITTLE_ENDIAN);
    for (EncodedSpan span : rows.spans()) {
      Interruption.check();
      span.vector(vector);
      bytes.asFloatBuffer().put(vector);
      out.write(bytes.array());
    }
  }
}
