package org.cascadenlp.staticembeddings;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.staticembeddings.imports.ImportVectorsCommand;
import org.cascadenlp.weights.json.JsonFile;
import picocli.CommandLine;

/** Files for tests: shipped models, references, and corpora outside the project. */
public final class Data {

  private static final Path ROOT = Path.of(System.getProperty("cascade.root"));

  /** The shipped vectors of the pipelines. */
  public static final Path SHIPPED =
      ROOT.resolve("pipelines/models/vectors/glove-6b-100d-top10k.vectors");

  private static final String ENTRY =
      "!/edu/emory/mathcs/nlp/lexica/en-word-embeddings-undigitalized.xz";

  private Data() {}

  /** The output of a script in testdata/reference. */
  public static JsonObject reference(String name) {
    return JsonFile.read(ROOT.resolve("testdata/reference").resolve(name));
  }

  /** A file of the corpora; the test is skipped if they are not available. */
  public static Path file(String name) {
    String data = System.getProperty("cascade.data");
    assumeTrue(data != null, "skipped: needs the corpora, named by -Dcascade.data=DIR");
    Path file = Path.of(data, name);
    assumeTrue(Files.exists(file), "skipped: " + name + " is not in cascade.data");
    return file;
  }

  /**
   * NLP4J's million words, imported once below target; the test is skipped if the jar is not
   * available.
   */
  public static Path nlp4j() throws IOException {
    String jar = System.getProperty("cascade.nlp4j");
    assumeTrue(
        jar != null,
        "skipped: needs edu.emory.mathcs.nlp:nlp4j-english:1.1.3, named by -Dcascade.nlp4j=JAR");
    Path imported = Path.of("target", "nlp4j.vectors");
    return Files.exists(imported) ? imported : imported(jar + ENTRY, imported);
  }

  /** Imports a file by the command. */
  public static Path imported(String source, Path output) {
    int code =
        new CommandLine(new ImportVectorsCommand()).execute(source, "--output", output.toString());
    if (code != 0) {
      throw new IllegalStateException(source + " was not imported");
    }
    return output;
  }
}
