package org.cascadenlp.contextual.imports;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.files.OnnxWeights;
import org.cascadenlp.transformers.files.ShippedBert;
import org.cascadenlp.transformers.files.StoredTensors;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.weights.json.JsonFile;
import org.cascadenlp.weights.tensorflow.CheckpointBundle;
import org.jspecify.annotations.Nullable;

/**
 * The files of an encoder to import.
 *
 * @param name the display name: that of the folder or file
 * @param place the weight file, for errors
 * @param tokenizer the open tokenizer, which the caller closes
 */
record EncoderFiles(
    String name,
    String place,
    EncoderConfiguration configuration,
    SubwordTokenizer tokenizer,
    StoredTensors tensors) {

  private static final int MAX_TEXT_BYTES = 256 << 20;
  private static final String IN_JAR = "!/";
  private static final String ONNX = ".onnx";

  /**
   * Reads {@code source}: a folder, a weight file, or {@code JAR!/ENTRY} for a weight file in a
   * jar.
   *
   * @param allowed the unknown fields of the configuration that are ignored
   */
  static EncoderFiles read(String source, Set<String> allowed) {
    try {
      if (source.contains(IN_JAR)) {
        int mark = source.indexOf(IN_JAR);
        Path jar = existing(source.substring(0, mark));
        if (source.endsWith(ONNX)) {
          return onnx(
              source, URI.create("jar:" + jar.toUri() + source.substring(mark)).toURL(), allowed);
        }
        try (UnpackedFiles unpacked = UnpackedFiles.entry(jar, source.substring(mark + 2))) {
          return FolderFiles.read(unpacked.path(), source, allowed);
        }
      }
      Path index =
          Path.of(
              source + CheckpointBundle.INDEX); // a TensorFlow checkpoint is given by its prefix
      Path path = Files.exists(index) ? index : existing(source);
      if (source.endsWith(ONNX)) {
        return onnx(source, path.toUri().toURL(), allowed);
      }
      if (Files.isRegularFile(path) && UnpackedFiles.isSavedModel(path)) {
        try (UnpackedFiles unpacked = UnpackedFiles.savedModel(path)) {
          return FolderFiles.read(unpacked.path(), source, allowed);
        }
      }
      String inside = Files.isRegularFile(path) ? entries(path) : "";
      if (!inside.isEmpty()) {
        throw CascadeException.of(source, "is an archive", "give the entry: " + inside);
      }
      return FolderFiles.read(path, source, allowed);
    } catch (IOException | IllegalArgumentException e) {
      throw CascadeException.of(
          source, "cannot be read: " + CascadeException.describe(e), "check it", e);
    }
  }

  private static Path existing(String name) {
    Path path = Path.of(name);
    if (!Files.exists(path)) {
      throw CascadeException.of(
          name,
          "there is no such file or folder",
          "give a Hugging Face folder, a weight file, or JAR!/ENTRY");
    }
    return path;
  }

  /** The first encoders in the jar {@code path}, or an empty string if it has none. */
  private static String entries(Path path) {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      List<String> inside =
          zip.stream().map(e -> path + IN_JAR + e.getName()).filter(n -> n.endsWith(ONNX)).toList();
      return String.join(" or ", inside.subList(0, Math.min(3, inside.size())));
    } catch (IOException e) {
      return ""; // not an archive
    }
  }

  /**
   * Reads an ONNX file with the configuration and tokenizer next to it, under its name or Hugging
   * Face's.
   */
  private static EncoderFiles onnx(String source, URL url, Set<String> allowed) throws IOException {
    String file = url.toString().substring(url.toString().lastIndexOf('/') + 1);
    String name = file.endsWith(ONNX) ? file.substring(0, file.length() - ONNX.length()) : file;
    List<String> settings = List.of("config.json", name + ".json", name + "-config.json");
    List<String> pieces = List.of("tokenizer.json", name + "-tokenizer.json");
    URL tokenizer = existingSibling(url, pieces);
    if (tokenizer == null) {
      throw without(source, pieces);
    }
    return new EncoderFiles(
        name,
        source,
        configuration(url, source, name, settings, allowed),
        SubwordTokenizer.of(text(tokenizer), tokenizer.toString()),
        OnnxWeights.stored(url));
  }

  /** The configuration next to the file, or that of the registered model with its name. */
  private static EncoderConfiguration configuration(
      URL url, String source, String name, List<String> names, Set<String> allowed)
      throws IOException {
    URL found = existingSibling(url, names);
    if (found != null) {
      return EncoderConfiguration.of(
          JsonFile.parse(text(found), found.toString()), found.toString(), allowed);
    }
    if (ShippedBert.names().contains(name)) {
      return ShippedBert.of(name).configuration();
    }
    throw without(source, names);
  }

  private static @Nullable URL existingSibling(URL url, List<String> names) throws IOException {
    for (String name : names) {
      URL candidate = sibling(url, name);
      try (InputStream in = open(candidate)) {
        return candidate;
      } catch (FileNotFoundException e) {
        // try the next name
      }
    }
    return null;
  }

  private static CascadeException without(String source, List<String> names) {
    return CascadeException.of(
        source,
        "has none of " + names + " next to it",
        "add it, for a jar after unpacking it: an ONNX file contains neither configuration nor"
            + " tokenizer");
  }

  private static URL sibling(URL url, String name) throws MalformedURLException {
    String text = url.toString();
    return URI.create(text.substring(0, text.lastIndexOf('/') + 1) + name).toURL();
  }

  private static InputStream open(URL url) throws IOException {
    java.net.URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  private static String text(URL url) throws IOException {
    try (InputStream in = open(url)) {
      byte[] bytes = in.readNBytes(MAX_TEXT_BYTES + 1);
      if (bytes.length > MAX_TEXT_BYTES) {
        throw CascadeException.of(
            url.toString(), "is too long", "expected at most " + MAX_TEXT_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
