package org.cascadenlp.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Compares a text with a file in {@code src/test/resources/golden}; {@code -Dgolden.write=true}
 * writes the file anew, for review before it is committed.
 */
public final class Golden {

  private static final Path MODULE = Path.of(System.getProperty("cascade.root"), "framework/core");

  private Golden() {}

  public static void verify(String name, String actual) throws IOException {
    Path file = MODULE.resolve("src/test/resources/golden").resolve(name + ".txt");
    String normal = actual.replace("\r\n", "\n").strip() + "\n";
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(file, normal);
    }
    assertThat(normal).as(name).isEqualTo(Files.readString(file));
  }

  /** A file of {@code src/test/resources}, found on the class path. */
  public static Path resource(String name) {
    try {
      return Path.of(Golden.class.getResource("/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code text} without machine-dependent folders. */
  public static String withoutFolders(String text) {
    return text.replace(resource("pipelines").toString(), "{pipelines}")
        .replace(resource("pipelines").toUri().toString(), "{pipelines}/")
        .replace(MODULE.toString(), "{module}");
  }
}
