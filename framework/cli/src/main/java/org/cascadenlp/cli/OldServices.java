package org.cascadenlp.cli;

import java.net.URL;
import java.util.List;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.command.Catalogue;
import org.cascadenlp.core.command.HealthCheck;
import org.cascadenlp.core.error.CascadeException;

/** Detects services that are registered under former names of the service interfaces. */
final class OldServices {

  private static final String FOLDER = "META-INF/services/";
  private static final String FORMER_PACKAGE = "org.cascadenlp.core.";
  private static final List<Class<?>> MOVED =
      List.of(CascadeCommand.class, Catalogue.class, HealthCheck.class);

  private OldServices() {}

  /**
   * Checks that no jar on the class path of {@code loader} has such a service, which would be
   * ignored.
   *
   * @throws CascadeException with the new name of the interface
   */
  static void refuse(ClassLoader loader) {
    for (Class<?> moved : MOVED) {
      URL former = loader.getResource(FOLDER + FORMER_PACKAGE + moved.getSimpleName());
      if (former != null) {
        throw CascadeException.of(
            former.toString(),
            moved.getSimpleName() + " is " + moved.getName() + " now",
            "get the jar for this version; its author renames the file to "
                + FOLDER
                + moved.getName()
                + " and compiles the class against it");
      }
    }
  }
}
