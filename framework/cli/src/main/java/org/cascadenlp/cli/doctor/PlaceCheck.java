package org.cascadenlp.cli.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cascadenlp.core.command.HealthCheck;
import org.cascadenlp.core.output.WritablePlace;

/** Whether names of files are read as they are, and whether libraries can be unpacked and run. */
final class PlaceCheck implements HealthCheck {

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
                + ": those with other letters than ASCII are not found; set LC_ALL=C.UTF-8, or"
                + " start Cascade by its launcher, which does",
            Verdict.BROKEN)
        : new Finding("names of files", namesEncoding, Verdict.FINE);
  }

  private Finding temporary() {
    WritablePlace place = new WritablePlace(temporary);
    List<String> wrong = new ArrayList<>();
    Optional<String> unwritable = place.unwritable();
    unwritable.ifPresent(why -> wrong.add("nothing can be written there: " + why));
    if (unwritable.isEmpty()) {
      place.notExecutable().ifPresent(why -> wrong.add("no library can be run from there: " + why));
    }
    return wrong.isEmpty()
        ? new Finding("temporary folder", temporary.toString(), Verdict.FINE)
        : new Finding(
            "temporary folder",
            temporary
                + ": "
                + wrong.get(0)
                + "; name another by CASCADE_JAVA_OPTS=-Djava.io.tmpdir=DIR",
            Verdict.BROKEN);
  }
}
