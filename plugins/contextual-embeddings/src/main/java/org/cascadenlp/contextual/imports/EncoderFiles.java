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
 * The files of an encoder, wherever they are.
 *
 * @param name for people: the folder's or the file's
 * @param place where the weights are, for errors
 * @param tokenizer open; the reader's user closes it
 */
record EncoderFiles(
    String name,
    String place,
    EncoderConfiguration configuration,
    SubwordTokenizer tokenizer,
    StoredTensors tensors) {

  private static final int LONGEST_TEXT = 256 << 20;
  private static final String IN_JAR = "!/";
  private static final String ONNX = ".onnx";

  /**
   * Reads {@code source}: a folder, a file of weights, or {@code JAR!/ENTRY} for one in a jar.
   *
   * @param allowed the fields of the configuration that may be left out
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
      Path index = Path.of(source + CheckpointBundle.INDEX); // a checkpoint is named by its prefix
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
        throw CascadeException.of(source, "is an archive", "name the entry: " + inside);
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
          "give a Hugging Face folder, a file of weights, or JAR!/ENTRY");
    }
    return path;
  }

  /** The first encoders in the jar {@code path}, or nothing. */
  private static String entries(Path path) {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      List<String> inside =
          zip.stream().map(e -> path + IN_JAR + e.getName()).filter(n -> n.endsWith(ONNX)).toList();
      return String.join(" or ", inside.subList(0, Math.min(3, inside.size())));
    } catch (IOException e) {
      return ""; // no archive
    }
  }

  /** Configuration and tokenizer are beside the file, under its name or Hugging Face's. */
  private static EncoderFiles onnx(String source, URL url, Set<String> allowed) throws IOException {
    String file = url.toString().substring(url.toString().lastIndexOf('/') + 1);
    String name = file.endsWith(ONNX) ? file.substring(0, file.length() - ONNX.length()) : file;
    List<String> settings = List.of("config.json", name + ".json", name + "-config.json");
    List<String> pieces = List.of("tokenizer.json", name + "-tokenizer.json");
    URL tokenizer = beside(url, pieces);
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

  /** The configuration beside the file, else that of the model that is known by its name. */
  private static EncoderConfiguration configuration(
      URL url, String source, String name, List<String> names, Set<String> allowed)
      throws IOException {
    URL found = beside(url, names);
    if (found != null) {
      return EncoderConfiguration.of(
          JsonFile.parse(text(found), found.toString()), found.toString(), allowed);
    }
    if (ShippedBert.names().contains(name)) {
      return ShippedBert.of(name).configuration();
    }
    throw without(source, names);
  }

  private static @Nullable URL beside(URL url, List<String> names) throws IOException {
    for (String name : names) {
      URL candidate = sibling(url, name);
      try (InputStream in = open(candidate)) {
        return candidate;
      } catch (FileNotFoundException e) {
        // the next name may be there
      }
    }
    return null;
  }

  private static CascadeException without(String source, List<String> names) {
    return CascadeException.of(
        source,
        "beside it there is none of " + names,
        "put it there, for a jar after unpacking it: an ONNX file has neither configuration nor"
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
      byte[] bytes = in.readNBytes(LONGEST_TEXT + 1);
      if (bytes.length > LONGEST_TEXT) {
        throw CascadeException.of(
            url.toString(), "is too long", "expected at most " + LONGEST_TEXT + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
