package org.cascadenlp.weights.pytorch;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;

/**
 * Reads Python pickles of protocols 0 to 5. A pickle is a program; here it can only create strings,
 * numbers, lists, dicts, tuples and {@link TorchObjects}.
 *
 * <p>{@code None} is {@link None}, a tuple a {@link Tuple}, a dict a {@link Dict}, an integer a
 * {@code Long} or, beyond its range, a {@code BigInteger}. An opcode that would import, call or
 * create anything else is an error that names it.
 *
 * @see <a href="https://github.com/python/cpython/blob/3.11/Lib/pickletools.py">The opcodes</a>
 */
final class Unpickler {

  private static final int MAX_OPCODES = 4_000_000;
  private static final int MAX_INTEGER_BYTES = 255;

  private final PickleInput in;
  private final PickleStack stack;
  private final TorchObjects objects;

  /** Reads the pickle at {@code in}. */
  Unpickler(PickleInput in) {
    this.in = in;
    this.stack = new PickleStack(in);
    this.objects = new TorchObjects(in);
  }

  /**
   * Runs the pickle at {@code in} and returns its value; {@code in} is left at the byte after it.
   */
  static Object read(PickleInput in) {
    return new Unpickler(in).run();
  }

  /** The storages that the pickle refers to, by key. */
  Map<String, StorageReference> storages() {
    return objects.storages();
  }

  /** Runs the pickle and returns its value. */
  Object run() {
    for (int count = 0; count < MAX_OPCODES; count++) {
      int code = in.unsigned8();
      if (code == '.') {
        Object value = stack.pop();
        if (stack.size() > 0) {
          throw in.wrong("a pickle ends with " + stack.size() + " values left over");
        }
        return value;
      }
      if (!constant(code) && !container(code) && !memo(code)) {
        object(code);
      }
    }
    throw in.wrong("a pickle of more than " + MAX_OPCODES + " opcodes");
  }

  /** Runs {@code code} if it pushes a number, a string or None; otherwise returns false. */
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

  /** Runs {@code code} if it creates or fills a list, tuple or dict; otherwise returns false. */
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

  /**
   * Runs {@code code} if it only concerns the stack, the memo or the protocol; otherwise returns
   * false.
   */
  private boolean memo(int code) {
    switch (code) {
      case 0x80 -> {
        int protocol = in.unsigned8();
        if (protocol > 5) {
          throw in.wrong("pickle protocol " + protocol, "expected 0 to 5");
        }
      }
      case 0x95 -> in.signed64(); // FRAME: reads are bounded by the file's length anyway
      case '0' -> {
        if (stack.onMark()) {
          stack.popToMark();
        } else {
          stack.pop();
        }
      }
      case '1' -> stack.popToMark();
      case '2' -> stack.push(stack.top());
      case 'p' -> stack.memoize(index(in.line()));
      case 'q' -> stack.memoize(in.unsigned8());
      case 'r' -> stack.memoize(in.unsigned32());
      case 0x94 -> stack.memoize();
      case 'g' -> stack.push(stack.memoized(index(in.line())));
      case 'h' -> stack.push(stack.memoized(in.unsigned8()));
      case 'j' -> stack.push(stack.memoized(in.unsigned32()));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Runs the opcodes that would import or call something in Python. */
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
      case 'P' -> throw refused("PERSID", "a persistent object");
      case 'B', 'C', 0x8e, 0x96, 0x97, 0x98 -> throw refused("bytes", "an array of bytes");
      case 0x8f, 0x90, 0x91 -> throw refused("sets", "a set");
      default -> throw in.wrong(String.format("byte %#04x is not a pickle opcode", code));
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
    byte[] bytes = in.raw(length, MAX_INTEGER_BYTES);
    for (int i = 0; i < bytes.length / 2; i++) { // little-endian to big-endian
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
