package org.cascadenlp.core;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFiles;

/** The content of files and class path resources that parameters of one annotator name. */
final class ParameterResources {

  private final Parameters parameters;
  private final FileLookup files;
  private final ClassLoader loader;

  /**
   * The resources of {@code parameters}.
   *
   * @param files finds files
   * @param loader finds resources
   */
  ParameterResources(Parameters parameters, FileLookup files, ClassLoader loader) {
    this.parameters = parameters;
    this.files = files;
    this.loader = loader;
  }

  /** The file or class path resource that parameter {@code name} refers to. */
  URL resource(String name) {
    String value = parameters.text(name);
    if (value.isEmpty()) {
      throw parameters.bad(name, value, "it is empty: name a file or a resource of the class path");
    }
    try {
      Path file = files.file(name, value);
      if (file != null) {
        SpecialFiles.refuse(file);
        return file.toUri().toURL();
      }
    } catch (MalformedURLException e) {
      throw parameters.bad(name, value, "the path cannot be written as a URL: " + e.getMessage());
    }
    URL onClassPath = loader.getResource(value);
    if (onClassPath == null) {
      throw parameters.bad(
          name, value, "there is no such file or resource" + files.tried(name, value));
    }
    return onClassPath;
  }

  /** Every class path resource called {@code path}. */
  List<URL> at(String path) {
    try {
      return Collections.list(loader.getResources(path));
    } catch (IOException e) {
      throw CascadeException.of(
          parameters.component(),
          "the class path cannot be searched for " + path + ": " + CascadeException.describe(e),
          "check its jars",
          e);
    }
  }

  /** The lines of {@link #resource}, each a key, a tab and a value. */
  Map<String, String> pairs(String name) {
    Map<String, String> pairs = new LinkedHashMap<>();
    try (InputStream stream = resource(name).openStream()) {
      ByteBuffer bytes = ByteBuffer.wrap(stream.readAllBytes());
      int number = 0;
      for (String line :
          StandardCharsets.UTF_8.newDecoder().decode(bytes).toString().split("\\R")) {
        number++;
        String[] columns = line.split("\t", -1);
        if (columns.length != 2 || columns[0].isEmpty() || columns[1].isEmpty()) {
          throw parameters.bad(
              name,
              parameters.text(name),
              "line " + number + " '" + line + "' must be a key, a tab and a value");
        }
        pairs.put(columns[0], columns[1]);
      }
    } catch (IOException e) {
      throw parameters.bad(
          name,
          parameters.text(name),
          "it must be a text file in UTF-8: " + CascadeException.describe(e));
    }
    return pairs;
  }
}
