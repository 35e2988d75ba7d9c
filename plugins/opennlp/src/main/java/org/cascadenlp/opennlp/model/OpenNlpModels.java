package org.cascadenlp.opennlp.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.ModelStore.Lease;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.error.CascadeException;

/**
 * Opens models of one kind, each once per process: the model in parameter {@code model}, or a
 * published one.
 *
 * @param type the Java class of the models
 * @param reader reads a model
 */
public record OpenNlpModels<M>(ModelKind kind, Class<M> type, Reader<M> reader) {

  static final String PUBLISHED = "published";

  private static final String PARAMETER = "model";

  /** Reads a model file. */
  public interface Reader<M> {
    M read(InputStream stream) throws IOException;
  }

  /** A leased model and its name in annotations. */
  public record Opened<M>(Lease<M> lease, String name) {}

  /** True if {@code parameters} choose a published model by language. */
  public boolean isPublished(Parameters parameters) {
    return kind.isPublished() && parameters.text(PARAMETER).equals(PUBLISHED);
  }

  /** Opens the file or class path resource in parameter {@code model}. */
  public Opened<M> own(Parameters parameters) {
    URL url = parameters.resource(PARAMETER);
    String value = parameters.text(PARAMETER);
    String remedy =
        kind.isPublished()
            ? "use a model file such as the one in " + kind.artifact("en")
            : "use a model file written by OpenNLP's trainer";
    return open(parameters, url, "", value, remedy);
  }

  /** Opens the published model for {@code language}. */
  public Opened<M> published(Parameters parameters, String language) {
    List<PublishedModel> models = PublishedModel.all(parameters, kind);
    for (PublishedModel model : models) {
      if (kind == ModelKind.LANGUAGES || model.language().equals(language)) {
        String remedy = "get " + kind.artifact(language) + " again";
        return open(parameters, model.url(), model.sha256(), model.file(), remedy);
      }
    }
    String artifact = kind.artifact(language) + ":" + PublishedModel.version();
    TreeSet<String> known = new TreeSet<>();
    models.forEach(model -> known.add(model.language()));
    throw CascadeException.of(
        parameters.component(),
        "there is no published model for the language '" + language + "' on the class path",
        "there are models for "
            + known
            + "; get one, if it exists, by `mvn dependency:copy -Dartifact="
            + artifact
            + " -DoutputDirectory=DIR` and give --plugins DIR, or set model to a file of your own");
  }

  private Opened<M> open(
      Parameters parameters, URL url, String sha256, String value, String remedy) {
    Lease<M> lease =
        ModelStore.shared()
            .open(
                "OpenNLP model for " + kind.name().toLowerCase(Locale.ROOT) + ", " + url,
                type,
                () -> {
                  try {
                    byte[] bytes = ModelBytes.read(url, kind, sha256);
                    return reader.read(new ByteArrayInputStream(bytes));
                  } catch (IOException | RuntimeException e) {
                    throw CascadeException.ofKnown(
                        parameters.component(),
                        "parameter model = '"
                            + value
                            + "': this is not a complete OpenNLP "
                            + type.getSimpleName()
                            + " ("
                            + CascadeException.describe(e)
                            + ")",
                        remedy,
                        e);
                  }
                });
    String file = url.getPath().replaceFirst(".*/", "");
    return new Opened<>(lease, file.replaceFirst("\\.bin$", ""));
  }
}
