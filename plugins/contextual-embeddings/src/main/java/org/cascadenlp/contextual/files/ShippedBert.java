package org.cascadenlp.contextual.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.contextual.tokenizer.SubwordTokenizer;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.neural.JsonFile;
import org.cascadenlp.neural.Weights.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * A BERT that comes as a jar on the class path: its ONNX file and tokenizer as resources of that
 * jar, its configuration as a resource beside this class.
 *
 * @param name for example {@code all-minilm-l6-v2}
 */
public record ShippedBert(String name) {

  /** The names of all that are known. */
  public static final Set<String> NAMES = Set.of("all-minilm-l6-v2");

  public ShippedBert {
    if (!NAMES.contains(name)) {
      throw CascadeException.of("model " + name, "is not known", "known are " + NAMES);
    }
  }

  public BertConfiguration configuration() {
    String resource = name + ".json";
    URL url = ShippedBert.class.getResource(resource);
    return BertConfiguration.of(JsonFile.parse(text(url, resource), resource), resource);
  }

  /** The tokenizer; the caller closes it. */
  public SubwordTokenizer tokenizer() {
    String resource = name + "-tokenizer.json";
    return SubwordTokenizer.of(text(ofJar(resource), resource), resource);
  }

  /** The weights, checked against {@code configuration}: see {@link BertWeights}. */
  public Map<String, Tensor> weights(BertConfiguration configuration) {
    String resource = name + ".onnx";
    try {
      return BertWeights.of(OnnxWeights.read(ofJar(resource)), configuration, resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private URL ofJar(String resource) {
    URL url = ShippedBert.class.getClassLoader().getResource(resource);
    if (url == null) {
      throw CascadeException.of(
          "model " + name,
          "there is no resource " + resource,
          "add dev.langchain4j:langchain4j-embeddings-" + name + " to the class path");
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
