package org.cascadenlp.transformers.files;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A BERT model in a jar on the class path, with its ONNX file and tokenizer as resources.
 *
 * <p>A plugin that offers such models has a resource folder {@value #FOLDER} with {@code
 * shipped.json}, the list of models, and a configuration {@code NAME.json} for each.
 */
public final class ShippedBert {

  private static final String FOLDER = "/META-INF/org.cascadenlp/models/";
  private static final String LIST = "shipped.json";

  private final String name;
  private final String artifact;
  private final String about;

  private ShippedBert(String name, String artifact, String about) {
    this.name = name;
    this.artifact = artifact;
    this.about = about;
  }

  /** The names of all listed models. */
  public static Set<String> names() {
    return new TreeSet<>(list().keySet());
  }

  /** The model called {@code name}, for example {@code all-minilm-l6-v2}. */
  public static ShippedBert of(String name) {
    JsonObject list = list();
    if (!list.has(name)) {
      throw CascadeException.of("model " + name, "is unknown", "known models are " + names());
    }
    JsonObject entry = list.getAsJsonObject(name);
    return new ShippedBert(
        name, entry.get("artifact").getAsString(), entry.get("about").getAsString());
  }

  private static JsonObject list() {
    URL url = ShippedBert.class.getResource(FOLDER + LIST);
    return url == null ? new JsonObject() : JsonFile.parse(text(url, LIST), LIST);
  }

  /** One line of text about its language, licence and size. */
  public String description() {
    EncoderConfiguration size = configuration();
    return String.format(
        Locale.ROOT,
        "%s; %d layers, width %d, %,d subwords.",
        about,
        size.layers(),
        size.hiddenSize(),
        size.vocabulary());
  }

  /** What its {@code config.json} states. */
  public EncoderConfiguration configuration() {
    String resource = name + ".json";
    URL url = ShippedBert.class.getResource(FOLDER + resource);
    return EncoderConfiguration.of(JsonFile.parse(text(url, resource), resource), resource);
  }

  /** The tokenizer; the caller closes it. */
  public SubwordTokenizer tokenizer() {
    String resource = name + "-tokenizer.json";
    return SubwordTokenizer.of(text(resource(resource), resource), resource);
  }

  /** All arrays of the ONNX file: see {@link OnnxWeights}. */
  Map<String, Tensor> tensors() {
    try {
      return OnnxWeights.read(resource(weightsPlace()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The resource name of the ONNX file. */
  String weightsPlace() {
    return name + ".onnx";
  }

  private URL resource(String resource) {
    URL url = ShippedBert.class.getClassLoader().getResource(resource);
    if (url == null) {
      throw CascadeException.of(
          "model " + name,
          "there is no resource " + resource,
          "put "
              + artifact
              + " on the class path: `mvn package` in a checkout fetches it, elsewhere add it as a"
              + " dependency");
    }
    return url;
  }

  private static String text(@Nullable URL url, String resource) {
    if (url == null) {
      throw new IllegalStateException("no resource " + resource);
    }
    try (InputStream in = url.openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
