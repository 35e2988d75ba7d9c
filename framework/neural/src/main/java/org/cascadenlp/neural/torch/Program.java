package org.cascadenlp.neural.torch;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A program of libtorch operators that runs in one native call.
 *
 * <p>Its text is a {@code forward} function in the serialised form of TorchScript. Weights are
 * arguments, so a program has no state. {@code ${NAME}} in a text is a placeholder for a constant.
 * Intermediate arrays are freed inside the program.
 *
 * <pre>{@code
 * def forward(self, x: Tensor, w: List[Tensor]) -> Tensor:
 *   return torch.linear(x, w[0], w[1])
 * }</pre>
 *
 * <p>A program may be called from several threads if all calls have the same {@link Mode}.
 */
public final class Program implements AutoCloseable {

  private final String name;
  private final Model model;
  private final Block block;

  private Program(String name, Model model) {
    this.name = name;
    this.model = model;
    this.block = model.getBlock();
  }

  /**
   * Loads the program in resource {@code NAME.program} beside class {@code home}.
   *
   * @param constants the value of each placeholder {@code ${NAME}} in the text
   */
  public static Program load(Class<?> home, String name, Map<String, String> constants) {
    try (InputStream in = home.getResourceAsStream(name + ".program")) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + name + ".program beside " + home);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> constant : constants.entrySet()) {
        text = text.replace("${" + constant.getKey() + "}", constant.getValue());
      }
      int open = text.indexOf("${");
      if (open >= 0) {
        throw new IllegalArgumentException(
            "program "
                + name
                + " has no value for "
                + text.substring(open, text.indexOf('}', open) + 1));
      }
      return of(name, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compiles {@code text}: one unindented {@code def forward(self, ...)}. */
  public static Program of(String name, String text) {
    ProgramDump.write(name, text);
    Model model = Torch.engine().newModel(name, null);
    try {
      model.load(new ByteArrayInputStream(archive(name, text)));
    } catch (IOException | MalformedModelException | RuntimeException e) {
      model.close();
      throw new IllegalArgumentException(
          "program " + name + " does not compile: " + e.getMessage(), e);
    }
    return new Program(name, model);
  }

  /**
   * A program that evaluates each of {@code expressions} over the arrays {@code w} and returns a
   * list. Its argument {@code near} is any array, whose manager owns the results.
   */
  public static Program ofList(String name, List<String> expressions) {
    return of(
        name,
        "def forward(self, near: Tensor, w: List[Tensor]) -> List[Tensor]:\n  return ["
            + String.join(", ", expressions)
            + "]\n");
  }

  /**
   * Evaluates {@code expressions} over {@code arrays} once, as {@link #ofList} does; the results
   * are attached to {@code owner}.
   */
  public static NDList once(
      String name, List<String> expressions, NDManager owner, Collection<NDArray> arrays) {
    try (NDManager between = owner.newSubManager();
        Program program = ofList(name, expressions)) {
      NDList made = program.call(Mode.INFERENCE, between.create(0f), list(arrays));
      made.attach(owner);
      return made;
    }
  }

  /** A named list of arrays, for an argument of type {@code List[Tensor]}. */
  public record Arrays(Collection<NDArray> arrays) {}

  /**
   * Calls the program.
   *
   * @param arguments {@code NDArray}s and {@link Arrays}, in the order of the text; the first must
   *     be an array, whose manager owns the results
   */
  public NDList call(Mode mode, Object... arguments) {
    NDList list = new NDList();
    int lists = 0;
    for (Object argument : arguments) {
      if (argument instanceof NDArray array) {
        array.setName("");
        list.add(array);
      } else if (argument instanceof Arrays many) {
        String listName = "a" + lists++ + "[]";
        for (NDArray array : many.arrays()) {
          array.setName(listName);
          list.add(array);
        }
      } else {
        throw new IllegalArgumentException("neither array nor list: " + argument);
      }
    }
    NDArray first = list.get(0);
    if (first.getName() != null && first.getName().endsWith("[]")) {
      throw new IllegalArgumentException(name + ": results would belong to " + first.getName());
    }
    return block.forward(
        new ParameterStore(first.getManager(), false), list, mode == Mode.TRAINING);
  }

  /** Calls a program that returns one array. */
  public NDArray one(Mode mode, Object... arguments) {
    return call(mode, arguments).singletonOrThrow();
  }

  /** Short for {@code new Arrays(...)}. */
  public static Arrays list(Collection<NDArray> arrays) {
    return new Arrays(List.copyOf(arrays));
  }

  @Override
  public void close() {
    model.close();
  }

  private static byte[] archive(String name, String text) throws IOException {
    String type = "Cascade" + name.replaceAll("[^A-Za-z0-9]", "");
    StringBuilder code = new StringBuilder();
    code.append("class ").append(type).append("(Module):\n");
    code.append("  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
    text.replace("(self,", "(self: __torch__." + type + ",")
        .lines()
        .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
        .forEach(line -> code.append("  ").append(line).append('\n'));
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.write(new byte[] {(byte) 0x80, 2});
    pickle.writeBytes(("c__torch__\n" + type + "\nq").getBytes(StandardCharsets.US_ASCII));
    pickle.writeBytes(new byte[] {0, ')', (byte) 0x81, '}', 'X', 8, 0, 0, 0});
    pickle.writeBytes("trainingq".getBytes(StandardCharsets.US_ASCII));
    pickle.writeBytes(new byte[] {1, (byte) 0x88, 's', 'b', '.'});
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setMethod(ZipOutputStream.STORED);
      store(zip, "program/version", "10\n".getBytes(StandardCharsets.US_ASCII));
      store(zip, "program/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
      store(zip, "program/data.pkl", pickle.toByteArray());
      store(zip, "program/code/__torch__.py", code.toString().getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static void store(ZipOutputStream zip, String entry, byte[] bytes) throws IOException {
    ZipEntry e = new ZipEntry(entry);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    e.setSize(bytes.length);
    e.setCompressedSize(bytes.length);
    e.setCrc(crc.getValue());
    e.setTime(0);
    zip.putNextEntry(e);
    zip.write(bytes);
    zip.closeEntry();
  }
}
