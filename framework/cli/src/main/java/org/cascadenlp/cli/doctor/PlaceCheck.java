package org.cascadenlp.cli.doctor;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cascadenlp.core.command.HealthCheck;
import org.cascadenlp.core.output.WritablePlace;

/**
 * Checks the encoding of file names, and whether libraries can be unpacked to and run from the
 * temporary folder.
 */
final class PlaceCheck implements HealthCheck {

  private static final String TEMPORARY = "temporary folder";

  private final String namesEncoding;
  private final Path temporary;

  PlaceCheck() {
    this(
        System.getProperty("sun.jnu.encoding", "unknown"),
        Path.of(System.getProperty("java.io.tmpdir", "")));
  }

  PlaceCheck(String namesEncoding, Path temporary) {
    this.namesEncoding = namesEncoding;
    this.temporary = temporary;
  }

  @Override
  public List<Finding> examine() {
    return List.of(names(), temporary());
  }

  private Finding names() {
    boolean ascii = namesEncoding.startsWith("ANSI_X3.4") || namesEncoding.equals("US-ASCII");
    return ascii
        ? new Finding(
            "names of files",
            namesEncoding
                + ": names with non-ASCII letters are not found; set LC_ALL=C.UTF-8, or"
                + " start Cascade by its launcher, which does",
            Verdict.BROKEN)
        : new Finding("names of files", namesEncoding, Verdict.FINE);
  }

  private Finding temporary() {
    WritablePlace place = new WritablePlace(temporary);
    Optional<String> unwritable =
        Files.isDirectory(temporary)
            ? place.unwritable()
            : Optional.of("there is no such folder"); // Java does not create it
    if (unwritable.isPresent()) {
      return temporary("nothing can be written there: " + unwritable.get(), Verdict.BROKEN);
    }
    return place
        .notExecutable()
        .map(
            why ->
                temporary(
                    "no library can be run from there, which only parts of --plugins may need: "
                        + why,
                    Verdict.ADVICE))
        .orElseGet(() -> new Finding(TEMPORARY, temporary.toString(), Verdict.FINE));
  }

  private Finding temporary(String wrong, Verdict verdict) {
    return new Finding(
        TEMPORARY,
        temporary + ": " + wrong + "; name another by CASCADE_JAVA_OPTS=-Djava.io.tmpdir=DIR",
        verdict);
  }
}
