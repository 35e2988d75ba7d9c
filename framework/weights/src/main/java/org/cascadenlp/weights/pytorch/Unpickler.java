package org.cascadenlp.weights.pytorch;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;

/**
 * Reads what Python's pickle wrote, protocols 0 to 5, into strings, numbers, lists, maps and {@link
 * TorchObjects}; a pickle is a program, and here it can do nothing else.
 *
 * <p>{@code None} is {@link None}, a tuple a {@link Tuple}, a map a {@link Dict}, an integer a
 * {@code Long} or, beyond its range, a {@code BigInteger}. What would import, call or make anything
 * else is refused by name.
 *
 * @see <a href="https://github.com/python/cpython/blob/3.11/Lib/pickletools.py">The opcodes</a>
 */
final class Unpickler {

  private static final int MOST_STEPS = 4_000_000;
  private static final int LONGEST_INTEGER = 255;

  private final PickleInput in;
  private final PickleStack stack;
  private final TorchObjects objects;

  /** Reads the pickle at {@code in}. */
  Unpickler(PickleInput in) {
    this.in = in;
    this.stack = new PickleStack(in);
    this.objects = new TorchObjects(in);
  }

  /** The one value that the pickle at {@code in} makes; {@code in} then stands behind it. */
  static Object read(PickleInput in) {
    return new Unpickler(in).run();
  }

  /** The storages that the pickle names, by their keys. */
  Map<String, StorageReference> storages() {
    return objects.storages();
  }

  /** The one value that the pickle makes. */
  Object run() {
    for (int step = 0; step < MOST_STEPS; step++) {
      int code = in.unsigned8();
      if (code == '.') {
        Object value = stack.pop();
        if (stack.size() > 0) {
          throw in.wrong("a pickle ends with " + stack.size() + " values left over");
        }
        return value;
      }
      if (!constant(code) && !container(code) && !memory(code)) {
        object(code);
      }
    }
    throw in.wrong("a pickle of more than " + MOST_STEPS + " steps");
  }

  /** Numbers and strings; false where {@code code} makes none. */
  private boolean constant(int code) {
    switch (code) {
      case 'N' -> stack.push(None.NONE);
      case 0x88 -> stack.push(true);
      case 0x89 -> stack.push(false);
      case 'K' -> stack.push((long) in.unsigned8());
      case 'M' -> stack.push((long) in.unsigned16());
      case 'J' -> stack.push((long) in.signed32());
      case 'I' -> stack.push(integerOrBoolean(in.line()));
      case 'L' -> stack.push(integer(in.line().replaceFirst("L$", "")));
      case 0x8a -> stack.push(integer(in.unsigned8()));
      case 0x8b -> stack.push(integer(in.signed32()));
      case 'F' -> stack.push(real(in.line()));
      case 'G' -> stack.push(in.bigEndianDouble());
      case 'T' -> stack.push(in.latin1(in.signed32()));
      case 'U' -> stack.push(in.latin1(in.unsigned8()));
      case 'X' -> stack.push(in.utf8(in.unsigned32()));
      case 0x8c -> stack.push(in.utf8(in.unsigned8()));
      case 0x8d -> stack.push(in.utf8(in.signed64()));
      case 'V' -> stack.push(plain(in.line()));
      case 'S' -> stack.push(quoted(in.line()));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Lists, tuples and maps; false where {@code code} makes none. */
  private boolean container(int code) {
    switch (code) {
      case '(' -> stack.mark();
      case ')' -> stack.push(new Tuple(List.of()));
      case 't' -> stack.push(new Tuple(stack.popToMark()));
      case 0x85 -> stack.push(new Tuple(stack.pop(1)));
      case 0x86 -> stack.push(new Tuple(stack.pop(2)));
      case 0x87 -> stack.push(new Tuple(stack.pop(3)));
      case ']' -> stack.push(new ArrayList<>());
      case 'l' -> stack.push(stack.popToMark());
      case 'a' -> {
        Object value = stack.pop();
        objects.append(stack.top(), List.of(value));
      }
      case 'e' -> {
        List<Object> values = stack.popToMark();
        objects.append(stack.top(), values);
      }
      case '}' -> stack.push(new Dict());
      case 'd' -> {
        Dict made = new Dict();
        objects.put(made, stack.popToMark());
        stack.push(made);
      }
      case 's' -> {
        List<Object> pair = stack.pop(2);
        objects.put(stack.top(), pair);
      }
      case 'u' -> {
        List<Object> pairs = stack.popToMark();
        objects.put(stack.top(), pairs);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** The stack and what is remembered; false where {@code code} does nothing with them. */
  private boolean memory(int code) {
    switch (code) {
      case 0x80 -> {
        int protocol = in.unsigned8();
        if (protocol > 5) {
          throw in.wrong("pickle protocol " + protocol, "expected 0 to 5");
        }
      }
      case 0x95 -> in.signed64(); // the length of a frame: the file's own length is the bound
      case '0' -> {
        if (stack.onMark()) {
          stack.popToMark();
        } else {
          stack.pop();
        }
      }
      case '1' -> stack.popToMark();
      case '2' -> stack.push(stack.top());
      case 'p' -> stack.remember(index(in.line()));
      case 'q' -> stack.remember(in.unsigned8());
      case 'r' -> stack.remember(in.unsigned32());
      case 0x94 -> stack.remember();
      case 'g' -> stack.push(stack.recall(index(in.line())));
      case 'h' -> stack.push(stack.recall(in.unsigned8()));
      case 'j' -> stack.push(stack.recall(in.unsigned32()));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What in Python would import and call. */
  private void object(int code) {
    switch (code) {
      case 'c' -> {
        String module = in.line();
        stack.push(objects.global(module, in.line()));
      }
      case 0x93 -> {
        Object name = stack.pop();
        Object module = stack.pop();
        stack.push(objects.global(objects.string(module), objects.string(name)));
      }
      case 'R', 0x81 -> {
        Object arguments = stack.pop();
        Object callable = stack.pop();
        stack.push(objects.call(callable, arguments));
      }
      case 'b' -> {
        Object state = stack.pop();
        objects.build(stack.top(), state);
      }
      case 'Q' -> stack.push(objects.storage(stack.pop()));
      case 'i' -> throw refused("INST", in.line() + "." + in.line());
      case 'o' -> throw refused("OBJ", "an object of a class");
      case 0x92 -> throw refused("NEWOBJ_EX", "an object of a class");
      case 0x82 -> throw refused("EXT1", "registered class " + in.unsigned8());
      case 0x83 -> throw refused("EXT2", "registered class " + in.unsigned16());
      case 0x84 -> throw refused("EXT4", "registered class " + in.signed32());
      case 'P' -> throw refused("PERSID", "an object known as text");
      case 'B', 'C', 0x8e, 0x96, 0x97, 0x98 -> throw refused("bytes", "an array of bytes");
      case 0x8f, 0x90, 0x91 -> throw refused("sets", "a set");
      default -> throw in.wrong(String.format("byte %#04x is no step of a pickle", code));
    }
  }

  private CascadeException refused(String code, String what) {
    return in.wrong("the pickle would make " + what + " (" + code + ")", TorchObjects.ALLOWED);
  }

  private Object integerOrBoolean(String text) {
    return switch (text) {
      case "00" -> false;
      case "01" -> true;
      default -> integer(text);
    };
  }

  private Object integer(String text) {
    if (!text.matches("-?[0-9]{1,600}")) {
      throw in.wrong("expected a whole number, found " + text);
    }
    return narrowed(new BigInteger(text));
  }

  private Object integer(int length) {
    byte[] bytes = in.raw(length, LONGEST_INTEGER);
    for (int i = 0; i < bytes.length / 2; i++) { // to the highest byte first
      byte low = bytes[i];
      bytes[i] = bytes[bytes.length - 1 - i];
      bytes[bytes.length - 1 - i] = low;
    }
    return bytes.length == 0 ? 0L : narrowed(new BigInteger(bytes));
  }

  private static Object narrowed(BigInteger number) {
    return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
  }

  private Object real(String text) {
    if (!text.matches("[-+0-9.eEinfa]{1,64}")) {
      throw in.wrong("expected a number, found " + text);
    }
    try {
      return switch (text) {
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        case "nan" -> Double.NaN;
        default -> Double.valueOf(text);
      };
    } catch (NumberFormatException e) {
      throw in.wrong("expected a number, found " + text);
    }
  }

  private long index(String text) {
    if (!text.matches("[0-9]{1,9}")) {
      throw in.wrong("expected a number from 0, found " + text);
    }
    return Long.parseLong(text);
  }

  private String plain(String text) {
    if (text.contains("\\")) {
      throw in.wrong("a string with escapes", "save the file with pickle protocol 2");
    }
    return text;
  }

  private String quoted(String text) {
    char quote = text.length() < 2 ? ' ' : text.charAt(0);
    if ((quote != '\'' && quote != '"') || text.charAt(text.length() - 1) != quote) {
      throw in.wrong("expected a quoted string, found " + text);
    }
    return plain(text.substring(1, text.length() - 1));
  }
}
