package org.cascadenlp.core.descriptor;

/**
 * Something wrong, or worth a second look, in a descriptor.
 *
 * @param place file and line, for example {@code pipelines/entities.xml:12}
 * @param problem what is wrong there
 * @param remedy what would work
 */
public record Problem(String place, String problem, String remedy) {

  @Override
  public String toString() {
    return place + ": " + problem + "; " + remedy;
  }
}
