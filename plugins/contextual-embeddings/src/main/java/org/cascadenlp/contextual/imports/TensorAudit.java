package org.cascadenlp.contextual.imports;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.contextual.files.StoredTensors;
import org.cascadenlp.neural.Weights.Tensor;

/**
 * What became of every array of a file.
 *
 * @param found what the file held
 * @param taken the arrays of the encoder, its pooler included
 * @param missing what an encoder may have and this one has not
 */
record TensorAudit(StoredTensors found, Map<String, Tensor> taken, Set<String> missing) {

  /** Prints a line for each kind of change, and one for each array that was changed. */
  void print(PrintWriter out) {
    long numbers = taken.values().stream().mapToLong(t -> t.values().length).sum();
    out.printf(Locale.ROOT, "taken %d arrays, %,d numbers%n", taken.size(), numbers);
    Set<String> renamed = new TreeSet<>(found.stored().keySet());
    renamed.retainAll(taken.keySet());
    out.println("renamed " + renamed.size());
    renamed.forEach(name -> out.println("  " + found.stored().get(name) + " -> " + name));
    Set<String> transposed = new TreeSet<>(found.transposed());
    transposed.retainAll(taken.keySet());
    out.println(
        "transposed "
            + transposed.size()
            + (transposed.equals(renamed) && !renamed.isEmpty()
                ? ": those that were renamed"
                : ""));
    if (!transposed.equals(renamed)) {
      transposed.forEach(name -> out.println("  " + name));
    }
    Set<String> left = new TreeSet<>(found.unread());
    found.tensors().keySet().stream()
        .filter(name -> !taken.containsKey(name))
        .map(name -> found.stored().getOrDefault(name, name))
        .forEach(left::add);
    out.println("left over " + left.size());
    left.forEach(name -> out.println("  " + name));
    out.println("missing " + missing.size());
    missing.forEach(name -> out.println("  " + name));
  }
}
