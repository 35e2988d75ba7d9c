package org.cascadenlp.benchmarks.pipelines;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Properties;

/** The English models that the OpenNLP project publishes, on the class path. */
final class PublishedModels {

  private PublishedModels() {}

  /** The model with {@code mark} in its name. */
  static URL find(String mark) throws IOException {
    ClassLoader loader = PublishedModels.class.getClassLoader();
    for (URL url : Collections.list(loader.getResources("model.properties"))) {
      Properties properties = new Properties();
      try (InputStream in = url.openStream()) {
        properties.load(in);
      }
      String name = properties.getProperty("model.name", "").strip();
      if (name.contains(mark)
          && properties.getProperty("model.language", "").strip().equals("en")) {
        return new URL(url, name);
      }
    }
    throw new IOException("no published English model with " + mark + " in its name");
  }
}
