package org.cascadenlp.opennlp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.ModelStore.Lease;
import org.cascadenlp.core.Parameters;

/** Opens OpenNLP's model files, each once per process. */
final class OpenNlpModels {

  /** Reads one kind of model file. */
  interface Reader<T> {
    T read(InputStream stream) throws IOException;
  }

  private OpenNlpModels() {}

  /**
   * The model that parameter {@code model} names.
   *
   * @param artifact the Maven artifact that holds a model of this kind
   */
  static <T> Lease<T> open(
      Parameters parameters, Class<T> type, Reader<T> reader, String artifact) {
    URL url = parameters.resource("model");
    return ModelStore.shared()
        .open(
            type.getSimpleName() + " " + url,
            type,
            () -> {
              URLConnection connection = url.openConnection();
              // a cached connection would keep a plugin's jar open after its pipeline is closed
              connection.setUseCaches(false);
              try (InputStream stream = new BufferedInputStream(connection.getInputStream())) {
                return reader.read(stream);
              } catch (IOException | RuntimeException e) {
                throw CascadeException.of(
                    parameters.component(),
                    "parameter model = '"
                        + parameters.text("model")
                        + "': this is not a complete OpenNLP "
                        + type.getSimpleName()
                        + " ("
                        + CascadeException.describe(e)
                        + ")",
                    "use a model file such as the one in org.apache.opennlp:" + artifact,
                    e);
              }
            });
  }
}
