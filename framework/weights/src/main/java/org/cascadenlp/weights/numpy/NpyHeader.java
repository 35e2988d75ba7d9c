package org.cascadenlp.weights.numpy;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.tensor.NumberType;

/**
 * The header of a {@code .npy} file: a Python dict of the three entries {@code descr}, {@code
 * fortran_order} and {@code shape}.
 *
 * @param columnMajor true where the first dimension runs fastest
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record NpyHeader(NumberType type, ByteOrder order, boolean columnMajor, long[] shape) {

  private static final Pattern FIELD =
      Pattern.compile(
          "\\s*(?:'([a-z_]{1,20})'|\"([a-z_]{1,20})\")\\s*:\\s*"
              + "(?:'([^'\\\\]{0,20})'|\"([^\"\\\\]{0,20})\"|(True|False)|(\\([0-9,L\\s]{0,600}\\)))"
              + "\\s*(,|})");
  private static final Pattern DIMENSION = Pattern.compile("\\s*([0-9]{1,18})L?\\s*(,|$)");
  private static final Map<String, NumberType> TYPES =
      Map.of(
          "f4", NumberType.F32,
          "f8", NumberType.F64,
          "f2", NumberType.F16,
          "i8", NumberType.I64,
          "i4", NumberType.I32,
          "i2", NumberType.I16,
          "i1", NumberType.I8,
          "u1", NumberType.U8,
          "b1", NumberType.BOOL);
  private static final String REMEDY =
      "expected {'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), } or the like";

  /**
   * Reads the dict.
   *
   * @param place the file, for errors
   */
  static NpyHeader parse(String text, String place) {
    Map<String, String> fields = new HashMap<>();
    Matcher field = FIELD.matcher(text);
    int at = text.startsWith("{") ? 1 : -1;
    boolean closed = false;
    while (at >= 0 && !closed) {
      if (text.substring(at).isBlank() || text.substring(at).strip().equals("}")) {
        closed = text.substring(at).strip().equals("}");
        at = closed ? text.length() : -1;
      } else if (field.region(at, text.length()).lookingAt()) {
        String name = field.group(1) == null ? field.group(2) : field.group(1);
        if (fields.put(name, value(field)) != null) {
          throw wrong(place, "entry " + name + " is there twice");
        }
        at = field.end();
        closed = field.group(7).equals("}");
      } else {
        at = -1;
      }
    }
    if (at < 0 || !text.substring(at).isBlank()) {
      throw wrong(place, "is no dict of text, truth and whole numbers: " + some(text));
    }
    return of(fields, place);
  }

  private static String value(Matcher field) {
    for (int group = 3; group < 7; group++) {
      if (field.group(group) != null) {
        return field.group(group);
      }
    }
    throw new IllegalStateException("one of the groups matches");
  }

  private static NpyHeader of(Map<String, String> fields, String place) {
    String descr = fields.remove("descr");
    String fortran = fields.remove("fortran_order");
    String shape = fields.remove("shape");
    if (descr == null || fortran == null || shape == null || !fields.isEmpty()) {
      throw wrong(place, "has not exactly descr, fortran_order and shape");
    }
    if (!fortran.equals("True") && !fortran.equals("False")) {
      throw wrong(place, "fortran_order is " + fortran);
    }
    NumberType type = descr.length() == 3 ? TYPES.get(descr.substring(1)) : null;
    char order = descr.isEmpty() ? ' ' : descr.charAt(0);
    if (type == null || "<>|=".indexOf(order) < 0 || (order == '|') != (type.bytes == 1)) {
      throw CascadeException.of(
          place,
          "descr " + descr + " is not read",
          "expected < or > with one of f2, f4, f8, i2, i4, i8, or |i1, |u1, |b1: no Python objects,"
              + " text or records");
    }
    ByteOrder bytes =
        order == '>'
            ? ByteOrder.BIG_ENDIAN
            : order == '=' ? ByteOrder.nativeOrder() : ByteOrder.LITTLE_ENDIAN;
    return new NpyHeader(type, bytes, fortran.equals("True"), dimensions(shape, place));
  }

  private static long[] dimensions(String tuple, String place) {
    List<Long> dimensions = new ArrayList<>();
    String inside = tuple.startsWith("(") ? tuple.substring(1, tuple.length() - 1) : "no tuple";
    Matcher dimension = DIMENSION.matcher(inside);
    int at = 0;
    boolean comma = false;
    while (!inside.substring(at).isBlank()) {
      if (!dimension.region(at, inside.length()).lookingAt()) {
        throw wrong(place, "shape is " + some(tuple));
      }
      dimensions.add(Long.parseLong(dimension.group(1)));
      comma |= dimension.group(2).equals(",");
      at = dimension.end();
    }
    if (dimensions.size() == 1 && !comma) {
      throw wrong(place, "shape is " + some(tuple) + ", a number in brackets and no tuple");
    }
    return dimensions.stream().mapToLong(Long::longValue).toArray();
  }

  private static String some(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "..." : text;
  }

  private static CascadeException wrong(String place, String problem) {
    return CascadeException.of(place + ", header", problem, REMEDY);
  }
}
