package org.cascadenlp.opennlp.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.error.CascadeException;

/**
 * A published model of the OpenNLP project on the class path. Each jar holds one model, described
 * in {@code model.properties}.
 *
 * @param file the file name, without a folder
 * @param sha256 the hash in hexadecimal, or empty
 */
record PublishedModel(String language, String file, URL url, String sha256) {

  private static final String PROPERTIES = "model.properties";
  private static final int MOST_BYTES = 1 << 16;

  /** The published models of {@code kind}. */
  static List<PublishedModel> all(Parameters parameters, ModelKind kind) {
    List<PublishedModel> models = new ArrayList<>();
    for (URL url : parameters.resourcesAt(PROPERTIES)) {
      Properties properties = properties(url);
      String file = properties.getProperty("model.name", "").strip();
      if (kind.isNameOf(file) && file.indexOf('/') < 0) {
        models.add(
            new PublishedModel(
                properties.getProperty("model.language", "").strip(),
                file,
                beside(url, file),
                properties.getProperty("model.sha256", "").strip()));
      }
    }
    return models;
  }

  /** The version that errors recommend: that of this build. */
  static String version() {
    URL url = PublishedModel.class.getResource("published.properties");
    return url == null ? "" : properties(url).getProperty("version", "");
  }

  private static URL beside(URL properties, String file) {
    try {
      return new URL(properties, file);
    } catch (MalformedURLException e) {
      throw CascadeException.of(
          properties.toString(),
          "the URL of model '" + file + "' is invalid",
          "repair or replace its jar",
          e);
    }
  }

  private static Properties properties(URL url) {
    Properties properties = new Properties();
    try (InputStream stream = ModelBytes.open(url)) {
      properties.load(new ByteArrayInputStream(stream.readNBytes(MOST_BYTES)));
      return properties;
    } catch (IOException | IllegalArgumentException e) {
      throw CascadeException.of(
          url.toString(),
          "the file cannot be read: " + CascadeException.describe(e),
          "remove its jar from the class path",
          e);
    }
  }
}
