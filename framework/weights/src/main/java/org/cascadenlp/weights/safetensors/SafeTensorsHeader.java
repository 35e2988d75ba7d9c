package org.cascadenlp.weights.safetensors;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.tensor.NumberType;

/**
 * The validated header of a safetensors file: all arrays lie within the file, contiguous and
 * without overlap, and each has the number of bytes that its shape and type require.
 *
 * @param entries the arrays in the header's order
 * @param metadata the file's {@code __metadata__}
 */
record SafeTensorsHeader(Map<String, Entry> entries, Map<String, String> metadata) {

  private static final String REMEDY = "fetch the file again or save it again";
  private static final int MAX_DIMENSIONS = 16;

  /**
   * One array.
   *
   * @param begin its offset in bytes from the end of the header
   */
  @SuppressWarnings("ArrayRecordComponent") // carries data, never compared
  record Entry(String name, NumberType type, long[] shape, int size, long begin, long end) {}

  /**
   * Reads and checks a header.
   *
   * @param json the header's bytes
   * @param data the number of bytes that follow the header in {@code file}
   */
  static SafeTensorsHeader parse(Path file, ByteBuffer json, long data) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(json).toString();
    } catch (CharacterCodingException e) {
      throw CascadeException.of(file.toString(), "the header is not UTF-8", REMEDY, e);
    }
    if (!text.startsWith("{")) {
      throw CascadeException.of(file.toString(), "the header does not begin with {", REMEDY);
    }
    SafeTensorsHeader header = new SafeTensorsHeader(new LinkedHashMap<>(), new LinkedHashMap<>());
    try (JsonReader in = new JsonReader(new StringReader(text))) {
      in.setStrictness(Strictness.STRICT);
      header.fill(file, in);
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw CascadeException.of(
          file.toString(), "the header is not the JSON expected: " + e.getMessage(), REMEDY, e);
    }
    header.checkLayout(file, data);
    return header;
  }

  private void fill(Path file, JsonReader in) throws IOException {
    in.beginObject();
    while (in.hasNext()) {
      String name = in.nextName();
      if (name.equals("__metadata__")) {
        in.beginObject();
        while (in.hasNext()) {
          String key = in.nextName();
          if (metadata.put(key, in.nextString()) != null) {
            throw CascadeException.of(
                file.toString(), "metadata " + key + " is there twice", REMEDY);
          }
        }
        in.endObject();
      } else if (entries.put(name, entry(file, name, in)) != null) {
        throw CascadeException.of(file.toString(), "array " + name + " is there twice", REMEDY);
      }
    }
    in.endObject();
    if (in.peek() != JsonToken.END_DOCUMENT) {
      throw CascadeException.of(file.toString(), "text follows the header's last brace", REMEDY);
    }
  }

  private static Entry entry(Path file, String name, JsonReader in) throws IOException {
    String type = null;
    long[] shape = null;
    long[] offsets = null;
    in.beginObject();
    while (in.hasNext()) {
      String field = in.nextName();
      boolean twice;
      switch (field) {
        case "dtype" -> {
          twice = type != null;
          type = in.nextString();
        }
        case "shape" -> {
          twice = shape != null;
          shape = numbers(file, name, field, in);
        }
        case "data_offsets" -> {
          twice = offsets != null;
          offsets = numbers(file, name, field, in);
        }
        default -> throw wrong(file, name, "field " + field + " is unknown");
      }
      if (twice) {
        throw wrong(file, name, "field " + field + " is there twice");
      }
    }
    in.endObject();
    if (type == null || shape == null || offsets == null) {
      throw wrong(file, name, "one of dtype, shape and data_offsets is missing");
    }
    return entry(file, name, type, shape, offsets);
  }

  private static Entry entry(Path file, String name, String type, long[] shape, long[] offsets) {
    NumberType element = NumberType.named(type);
    if (element == null) {
      throw CascadeException.of(
          file + ", array " + name,
          "dtype " + type + " is not read",
          "expected one of " + Arrays.toString(NumberType.values()));
    }
    if (offsets.length != 2 || offsets[0] > offsets[1]) {
      throw wrong(file, name, "data_offsets " + Arrays.toString(offsets) + " are not a range");
    }
    long size = 1;
    for (long dimension : shape) {
      if (dimension != 0 && size > Integer.MAX_VALUE / dimension) {
        throw wrong(file, name, "shape " + Arrays.toString(shape) + " has over 2^31 values");
      }
      size *= dimension;
    }
    long bytes = size * element.bytes;
    if (offsets[1] - offsets[0] != bytes) {
      throw wrong(
          file,
          name,
          String.format(
              "expected %d bytes for shape %s of %s, found %d",
              bytes, Arrays.toString(shape), type, offsets[1] - offsets[0]));
    }
    return new Entry(name, element, shape, (int) size, offsets[0], offsets[1]);
  }

  private static long[] numbers(Path file, String name, String field, JsonReader in)
      throws IOException {
    List<Long> numbers = new ArrayList<>();
    in.beginArray();
    while (in.hasNext()) {
      String number = in.peek() == JsonToken.NUMBER ? in.nextString() : "no number";
      if (!number.matches("[0-9]{1,18}") || numbers.size() == MAX_DIMENSIONS) {
        throw wrong(
            file,
            name,
            "expected at most "
                + MAX_DIMENSIONS
                + " whole numbers from 0 for "
                + field
                + ", found "
                + number);
      }
      numbers.add(Long.parseLong(number));
    }
    in.endArray();
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  private void checkLayout(Path file, long data) {
    List<Entry> inFile = new ArrayList<>(entries.values());
    inFile.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long at = 0;
    for (Entry entry : inFile) {
      if (entry.begin() != at) {
        throw wrong(
            file,
            entry.name(),
            String.format(
                "expected it to begin at byte %d of the data, found %d: arrays overlap or leave a"
                    + " gap",
                at, entry.begin()));
      }
      if (entry.end() > data) {
        throw wrong(
            file,
            entry.name(),
            String.format(
                "expected %d bytes of data, found %d: the file is truncated", entry.end(), data));
      }
      at = entry.end();
    }
    if (at != data) {
      throw CascadeException.of(
          file.toString(),
          String.format("expected %d bytes of data after the header, found %d", at, data),
          REMEDY);
    }
  }

  private static CascadeException wrong(Path file, String name, String problem) {
    return CascadeException.of(file + ", array " + name, problem, REMEDY);
  }
}
