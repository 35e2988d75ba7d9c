package org.cascadenlp.core.loading;

import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a class for errors about two copies of it: its jar or folder, and its class loader.
 */
public record ClassOrigin(Class<?> type) {

  @Override
  public String toString() {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    String file = source == null ? "an unknown place" : source.getLocation().getPath();
    return file + " (" + loader(type.getClassLoader()) + ")";
  }

  private static String loader(@Nullable ClassLoader loader) {
    if (loader == null) {
      return "the boot class loader";
    }
    String name = loader.getName();
    return "class loader " + (name == null ? loader.getClass().getSimpleName() : "'" + name + "'");
  }
}
