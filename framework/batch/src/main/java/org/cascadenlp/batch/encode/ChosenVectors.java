package org.cascadenlp.batch.encode;

import java.util.List;
import java.util.Objects;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.types.Vectors;

/** Selects the vectors of the part that {@code --vectors} names. */
final class ChosenVectors {

  private ChosenVectors() {}

  /**
   * The vectors in {@code all} that the part {@code role} produced.
   *
   * @param role {@code OUTER/INNER}, or the role of an aggregate with one embedding; empty if the
   *     pipeline has only one embedding
   * @param pipeline the pipeline's name in errors
   */
  static List<Vectors> of(List<Vectors> all, String role, String pipeline) {
    String wanted = bare(role);
    List<Vectors> chosen = all.stream().filter(one -> isOf(one, wanted)).toList();
    List<String> producers = producers(chosen);
    if (producers.isEmpty() && !all.isEmpty()) {
      throw CascadeException.of(
          "--vectors " + role, "no part of this role produced vectors", roles(producers(all)));
    }
    if (producers.size() > 1) {
      throw CascadeException.of(
          pipeline,
          "parts " + producers.get(0) + " and " + producers.get(1) + " produced vectors",
          roles(producers));
    }
    return chosen;
  }

  private static String roles(List<String> producers) {
    return "choose one with --vectors: " + String.join(", ", producers);
  }

  private static boolean isOf(Vectors vectors, String role) {
    String producer = producer(vectors);
    return role.isEmpty() || producer.equals(role) || producer.startsWith(role + "/");
  }

  private static List<String> producers(List<Vectors> vectors) {
    return vectors.stream().map(ChosenVectors::producer).distinct().sorted().toList();
  }

  private static String producer(Vectors vectors) {
    return bare(Objects.requireNonNullElse(vectors.getProducer(), ""));
  }

  /** {@code role} without leading and trailing slashes. */
  private static String bare(String role) {
    return role.replaceAll("^/+|/+$", "");
  }
}
