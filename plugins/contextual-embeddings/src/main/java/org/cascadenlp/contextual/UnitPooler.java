package org.cascadenlp.contextual;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.cascadenlp.contextual.BertSettings.UnitPooling;
import org.cascadenlp.neural.Mode;
import org.cascadenlp.neural.Program;

/** How the rows of all subwords of a window, special ones included, become one vector. */
final class UnitPooler implements AutoCloseable {

  private final UnitPooling kind;
  private final Program program;

  UnitPooler(UnitPooling kind) {
    this.kind = kind;
    this.program =
        Program.load(
            UnitPooler.class, kind == UnitPooling.MEAN ? "pool-mean" : "pool-one", Map.of());
  }

  UnitPooling kind() {
    return kind;
  }

  /**
   * The vectors of {@code windows}.
   *
   * @param states (rows, layers, width)
   * @param firstRows the row in which each window begins
   * @return (windows, layers, width)
   */
  FloatBuffer apply(NDManager manager, NDArray states, List<Window> windows, int[] firstRows) {
    LongStream.Builder picked = LongStream.builder();
    LongStream.Builder owners = LongStream.builder();
    float[] counts = new float[windows.size()];
    for (int w = 0; w < counts.length; w++) {
      int subwords = kind == UnitPooling.MEAN ? windows.get(w).length() : 1;
      for (int i = 0; i < subwords; i++) {
        picked.add(firstRows[w] + i);
        owners.add(w);
      }
      counts[w] = subwords;
    }
    return program
        .one(
            Mode.INFERENCE,
            states,
            manager.create(picked.build().toArray()),
            manager.create(owners.build().toArray()),
            manager.create(counts, new Shape(counts.length, 1, 1)))
        .toByteBuffer()
        .asFloatBuffer();
  }

  @Override
  public void close() {
    program.close();
  }
}
