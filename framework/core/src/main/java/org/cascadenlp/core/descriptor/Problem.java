package org.cascadenlp.core.descriptor;

/**
 * An error or a warning about a descriptor.
 *
 * @param place file and line, for example {@code pipelines/entities.xml:12}
 * @param problem what is wrong
 * @param remedy what would work
 */
public record Problem(String place, String problem, String remedy) {

  @Override
  public String toString() {
    return place + ": " + problem + "; " + remedy;
  }
}
