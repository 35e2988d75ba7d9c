package org.cascadenlp.core.output;

import java.io.IOException;
import java.nio.file.Path;

/** Another process, which locks what it is given. */
final class OwnerProcess {

  private OwnerProcess() {}

  /** Starts {@code main} on the class path of this process, with {@code locked} as its argument. */
  static Process start(Class<?> main, Path locked) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            locked.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
