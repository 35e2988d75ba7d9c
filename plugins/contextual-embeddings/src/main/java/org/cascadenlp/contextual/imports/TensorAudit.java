package org.cascadenlp.contextual.imports;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.files.CausalHead;
import org.cascadenlp.transformers.files.StoredTensors;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The report of an import: which arrays were used, renamed, transposed or left over.
 *
 * @param found the arrays of the file
 * @param taken the used arrays: encoder, pooler and head
 * @param missing optional arrays that this encoder does not have
 * @param fields the unknown fields of the configuration that were ignored
 * @param allowed the arrays that the user allows to be left over, by their names in the file
 */
record TensorAudit(
    StoredTensors found,
    Map<String, Tensor> taken,
    Set<String> missing,
    Set<String> fields,
    Set<String> allowed) {

  /** The report's file in an imported folder. */
  static final String FILE = "import.json";

  /**
   * Further arrays that are usual in encoder files: the head for next-sentence prediction, and
   * copies of tied word embeddings and their bias.
   */
  private static final Set<String> EXPECTED =
      Set.of(
          "cls.predictions.decoder.weight",
          "cls.predictions.decoder.bias",
          "cls.seq_relationship.weight",
          "cls.seq_relationship.bias",
          CausalHead.NAME);

  /** Prints a line per kind of change and a line per changed array. */
  void print(PrintWriter out) {
    out.printf(Locale.ROOT, "taken %d arrays, %,d numbers%n", taken.size(), numbers());
    Set<String> renamed = renamed();
    out.println("renamed " + renamed.size());
    renamed.forEach(name -> out.println("  " + found.stored().get(name) + " -> " + name));
    Set<String> transposed = transposed();
    out.println(
        "transposed "
            + transposed.size()
            + (transposed.equals(renamed) && !renamed.isEmpty()
                ? ": those that were renamed"
                : ""));
    if (!transposed.equals(renamed)) {
      transposed.forEach(name -> out.println("  " + name));
    }
    Set<String> left = leftOver();
    out.println("left over " + left.size());
    left.forEach(name -> out.println("  " + name));
    out.println("missing " + missing.size());
    missing.forEach(name -> out.println("  " + name));
    fields.forEach(name -> out.println("left out of the configuration: " + name));
  }

  /** Writes the report as JSON. */
  void write(Path folder, String source) {
    JsonObject json = new JsonObject();
    json.addProperty("source", source);
    json.addProperty("numbers", numbers());
    json.add("taken", array(taken.keySet()));
    JsonObject stored = new JsonObject();
    renamed().forEach(name -> stored.addProperty(name, found.stored().get(name)));
    json.add("renamed", stored);
    json.add("transposed", array(transposed()));
    json.add("left_over", array(leftOver()));
    json.add("allowed", array(allowed));
    json.add("missing", array(missing));
    json.add("fields_left_out", array(fields));
    JsonFile.write(folder.resolve(FILE), json);
  }

  /**
   * Refuses arrays that do not belong to the encoder, and allowances without a matching array or
   * field.
   *
   * @param place the weight file, for errors
   * @param buffers the pattern of array names of this architecture that are not weights
   */
  void check(String place, String buffers) {
    Set<String> unexpected = new TreeSet<>(leftOver());
    unexpected.removeAll(found.unread());
    unexpected.removeAll(allowed);
    unexpected.removeIf(name -> EXPECTED.contains(known(name)) || known(name).matches(buffers));
    if (!unexpected.isEmpty()) {
      throw CascadeException.of(
          place,
          unexpected.size() + " arrays do not belong to the encoder: " + some(unexpected),
          "allow each by its name: --allow " + unexpected.iterator().next());
    }
    Set<String> idle = new TreeSet<>(allowed);
    idle.removeAll(leftOver());
    idle.removeAll(fields);
    if (!idle.isEmpty()) {
      throw CascadeException.of(
          "--allow " + idle.iterator().next(),
          "there is no left-over array and no unknown field of that name",
          "left over are " + leftOver());
    }
  }

  /** The encoder's name of the array {@code name} of the file. */
  private String known(String name) {
    return found.stored().entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(name);
  }

  private long numbers() {
    return taken.values().stream().mapToLong(t -> t.values().length).sum();
  }

  private Set<String> renamed() {
    Set<String> renamed = new TreeSet<>(found.stored().keySet());
    renamed.retainAll(taken.keySet());
    return renamed;
  }

  private Set<String> transposed() {
    Set<String> transposed = new TreeSet<>(found.transposed());
    transposed.retainAll(taken.keySet());
    return transposed;
  }

  /** The unused arrays, by their names in the file. */
  private Set<String> leftOver() {
    Set<String> left = new TreeSet<>(found.unread());
    found.tensors().keySet().stream()
        .filter(name -> !taken.containsKey(name))
        .map(name -> found.stored().getOrDefault(name, name))
        .forEach(left::add);
    return left;
  }

  private static String some(Set<String> names) {
    String first = String.join(", ", names.stream().limit(5).toList());
    return names.size() > 5 ? first + ", ..." : first;
  }

  private static JsonArray array(Collection<String> names) {
    JsonArray array = new JsonArray();
    names.forEach(array::add);
    return array;
  }
}
