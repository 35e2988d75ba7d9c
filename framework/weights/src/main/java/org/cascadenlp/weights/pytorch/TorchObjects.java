package org.cascadenlp.weights.pytorch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.weights.tensor.NumberType;

/**
 * The objects that the pickle of a weight file may create. The list is closed: no class or function
 * is looked up by a name from the file.
 */
final class TorchObjects {

  static final String ALLOWED =
      "only tensors, dicts, lists, tuples, numbers and strings are read: save"
          + " model.state_dict() alone, or as safetensors";

  private static final Map<String, NumberType> STORAGES =
      Map.of(
          "FloatStorage", NumberType.F32,
          "DoubleStorage", NumberType.F64,
          "HalfStorage", NumberType.F16,
          "BFloat16Storage", NumberType.BF16,
          "LongStorage", NumberType.I64,
          "IntStorage", NumberType.I32,
          "ShortStorage", NumberType.I16,
          "CharStorage", NumberType.I8,
          "ByteStorage", NumberType.U8,
          "BoolStorage", NumberType.BOOL);

  /** The functions that a pickle may call. */
  private enum Callable {
    ORDERED_DICT,
    SIZE,
    REBUILD_TENSOR,
    REBUILD_TENSOR_V2,
    REBUILD_PARAMETER
  }

  private final PickleInput in;
  private final Map<String, StorageReference> storages = new HashMap<>();

  TorchObjects(PickleInput in) {
    this.in = in;
  }

  /** The function or number type that {@code module.name} denotes: opcode GLOBAL. */
  Object global(String module, String name) {
    String whole = module + "." + name;
    return switch (whole) {
      case "collections.OrderedDict" -> Callable.ORDERED_DICT;
      case "torch.Size" -> Callable.SIZE;
      case "torch._utils._rebuild_tensor" -> Callable.REBUILD_TENSOR;
      case "torch._utils._rebuild_tensor_v2" -> Callable.REBUILD_TENSOR_V2;
      case "torch._utils._rebuild_parameter" -> Callable.REBUILD_PARAMETER;
      default -> {
        NumberType type =
            module.equals("torch") || module.equals("torch.cuda") ? STORAGES.get(name) : null;
        if (type == null) {
          throw in.wrong("the pickle would import " + whole, ALLOWED);
        }
        yield type;
      }
    };
  }

  /** The result of calling {@code callable} with {@code arguments}: opcode REDUCE. */
  Object call(Object callable, Object arguments) {
    if (!(callable instanceof Callable known)) {
      throw in.wrong("the pickle would call " + kind(callable), ALLOWED);
    }
    List<Object> given = tuple(arguments, "arguments").items();
    return switch (known) {
      case ORDERED_DICT -> ordered(given);
      case SIZE -> new Tuple(sequence(only(given)));
      case REBUILD_TENSOR -> tensor(given, 4, 4);
      case REBUILD_TENSOR_V2 -> tensor(given, 6, 7);
      case REBUILD_PARAMETER -> {
        if (given.size() == 3 && given.get(0) instanceof TensorReference tensor) {
          yield tensor;
        }
        throw in.wrong("a parameter is made of " + given.size() + " arguments, none a tensor");
      }
    };
  }

  /** Python 3 writes an OrderedDict without arguments, Python 2 with a list of pairs. */
  private Dict ordered(List<Object> given) {
    Dict made = new Dict();
    if (!given.isEmpty()) {
      for (Object pair : sequence(only(given))) {
        put(made, sequence(pair));
      }
    }
    return made;
  }

  private TensorReference tensor(List<Object> given, int min, int max) {
    if (given.size() < min
        || given.size() > max
        || !(given.get(0) instanceof StorageReference storage)) {
      throw in.wrong(
          "a tensor is made of "
              + given.size()
              + " arguments, the first "
              + (given.isEmpty() ? "missing" : kind(given.get(0))));
    }
    if (given.size() == 7 && !(given.get(6) instanceof Dict meta && meta.entries().isEmpty())) {
      throw in.wrong("a tensor that is a conjugate or negative view", ALLOWED);
    }
    return new TensorReference(
        storage, whole(given.get(1)), dimensions(given.get(2)), dimensions(given.get(3)));
  }

  /** The storage that a persistent identifier refers to: opcode BINPERSID. */
  StorageReference storage(Object identifier) {
    List<Object> fields = tuple(identifier, "an identifier").items();
    if (fields.size() < 5
        || fields.size() > 6
        || !"storage".equals(fields.get(0))
        || !(fields.get(1) instanceof NumberType type)) {
      throw in.wrong("a persistent identifier that is not a storage");
    }
    String key = string(fields.get(2));
    long count = whole(fields.get(4));
    long begin = 0;
    long length = count;
    if (fields.size() == 6 && fields.get(5) != None.NONE) {
      List<Object> view = tuple(fields.get(5), "a view").items();
      if (view.size() != 3) {
        throw in.wrong("a view of " + view.size() + " fields");
      }
      begin = whole(view.get(1));
      length = whole(view.get(2));
    }
    if (count < 0 || begin < 0 || length < 0 || begin > count || length > count - begin) {
      throw in.wrong(
          String.format(
              "a view of numbers %d to %d + %d in a storage of %d", begin, begin, length, count));
    }
    StorageReference made = new StorageReference(key, type, count, begin, length);
    StorageReference other = storages.putIfAbsent(key, made);
    if (other != null && (other.type() != type || other.count() != count)) {
      throw in.wrong(
          String.format(
              "storage %s has %d numbers of type %s here, but %d of type %s before",
              key, count, type, other.count(), other.type()));
    }
    return made;
  }

  /** The storages that the pickle refers to, by key. */
  Map<String, StorageReference> storages() {
    return storages;
  }

  /** Adds {@code values} to {@code list}. */
  void append(Object list, List<Object> values) {
    items(list).addAll(values);
  }

  /** Puts {@code pairs}, alternating keys and values, into {@code dict}. */
  void put(Object dict, List<Object> pairs) {
    if (!(dict instanceof Dict into) || pairs.size() % 2 != 0) {
      throw in.wrong("expected pairs for a dict, found " + pairs.size() + " for " + kind(dict));
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      Object key = pairs.get(i);
      if (!(key instanceof String
          || key instanceof Number
          || key instanceof Boolean
          || key instanceof None)) {
        throw in.wrong("the key of a dict is " + kind(key), ALLOWED);
      }
      if (into.entries().put(key, pairs.get(i + 1)) != null) {
        throw in.wrong("key " + key + " of a dict is there twice");
      }
    }
  }

  /**
   * Sets the state of {@code object}: opcode BUILD. Only an OrderedDict may have a state, which is
   * ignored.
   */
  void build(Object object, Object state) {
    if (!(object instanceof Dict) || !(state instanceof Dict)) {
      throw in.wrong("the pickle would set the state of " + kind(object), ALLOWED);
    }
  }

  String string(Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw in.wrong("expected a string, found " + kind(value));
  }

  private long whole(Object value) {
    if (value instanceof Long number) {
      return number;
    }
    throw in.wrong("expected a whole number, found " + kind(value));
  }

  private long[] dimensions(Object value) {
    return sequence(value).stream().mapToLong(this::whole).toArray();
  }

  private Object only(List<Object> values) {
    if (values.size() != 1) {
      throw in.wrong("expected 1 argument, found " + values.size());
    }
    return values.get(0);
  }

  private List<Object> sequence(Object value) {
    return value instanceof Tuple tuple ? tuple.items() : items(value);
  }

  @SuppressWarnings("unchecked") // Unpickler alone creates lists, and they are lists of objects
  private List<Object> items(Object value) {
    if (value instanceof List) {
      return (List<Object>) value;
    }
    throw in.wrong("expected a list, found " + kind(value));
  }

  private Tuple tuple(Object value, String what) {
    if (value instanceof Tuple tuple) {
      return tuple;
    }
    throw in.wrong("expected a tuple of " + what + ", found " + kind(value));
  }

  /** Describes {@code value} without its elements, as a list may contain itself. */
  static String kind(Object value) {
    if (value instanceof String text) {
      return "the string '" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "'";
    }
    if (value instanceof Number || value instanceof Boolean) {
      return "the value " + value;
    }
    if (value instanceof Dict) {
      return "a dict";
    }
    return value instanceof List || value instanceof Tuple
        ? "a list"
        : "a " + value.getClass().getSimpleName();
  }
}
