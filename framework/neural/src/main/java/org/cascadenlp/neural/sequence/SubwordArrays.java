package org.cascadenlp.neural.sequence;

import java.util.ArrayList;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.cas.IntegerArray;
import org.cascadenlp.types.Vectors;

/** The windows of subwords in the features {@code windows} and {@code subwords} of vectors. */
public final class SubwordArrays {

  private static final int COLUMNS = 5;

  private SubwordArrays() {}

  /** Sets the features to {@code windows}. */
  public static void write(Vectors vectors, List<SubwordWindow> windows) {
    int rows = windows.stream().mapToInt(SubwordWindow::size).sum();
    int[] sizes = windows.stream().mapToInt(SubwordWindow::size).toArray();
    int[] table = new int[Math.multiplyExact(rows, COLUMNS)];
    int at = 0;
    for (SubwordWindow window : windows) {
      for (int s = 0; s < window.size(); s++) {
        table[at++] = window.ids()[s];
        table[at++] = window.segments()[s];
        table[at++] = window.parts()[s];
        table[at++] = window.begins()[s];
        table[at++] = window.ends()[s];
      }
    }
    vectors.setWindows(array(vectors.getJCas(), sizes));
    vectors.setSubwords(array(vectors.getJCas(), table));
  }

  private static IntegerArray array(JCas cas, int[] values) {
    IntegerArray array = new IntegerArray(cas, values.length);
    array.copyFromArray(values, 0, 0, values.length);
    return array;
  }

  /** The windows of {@code vectors}; empty for vectors of tokens. */
  public static List<SubwordWindow> read(Vectors vectors) {
    if (vectors.getWindows() == null || vectors.getSubwords() == null) {
      return List.of();
    }
    int[] table = vectors.getSubwords().toArray();
    List<SubwordWindow> windows = new ArrayList<>();
    int row = 0;
    for (int size : vectors.getWindows().toArray()) {
      windows.add(
          new SubwordWindow(
              column(table, row, size, 0),
              column(table, row, size, 1),
              column(table, row, size, 2),
              column(table, row, size, 3),
              column(table, row, size, 4)));
      row += size;
    }
    return windows;
  }

  private static int[] column(int[] table, int row, int size, int column) {
    int[] values = new int[size];
    for (int i = 0; i < size; i++) {
      values[i] = table[(row + i) * COLUMNS + column];
    }
    return values;
  }
}
