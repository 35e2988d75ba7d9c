package org.cascadenlp.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A tiny model of an architecture, with the part and the settings that open it in a pipeline and in
 * training.
 *
 * @param model the folder in {@code testdata/models}
 * @param part the name of its embedding after {@code org.cascadenlp.}
 * @param settings the settings that embedding and trainer need besides the model
 */
record TinyEncoder(String model, String part, List<String> settings) {

  private static final Path MODELS = Checkout.TESTDATA.resolve("models");
  private static final String TRANSFORMER = "contextual-embeddings.BertEmbedding";

  /** The tiny models have 48 positions. */
  private static final List<String> WINDOW = List.of("window=32", "overlap=8");

  private static final List<String> GLOVE =
      List.of(
          "vectors=" + Checkout.PIPELINES.resolve("models/vectors/glove-6b-100d-top10k.vectors"),
          "oov=lowercase,zero",
          "casing=none");

  /** One of every architecture. */
  static Stream<TinyEncoder> all() {
    Stream<TinyEncoder> transformers =
        Stream.of(
                "tiny-bert",
                "tiny-roberta",
                "tiny-distilbert",
                "tiny-albert",
                "tiny-electra",
                "tiny-mpnet",
                "tiny-deberta-v2",
                "tiny-xlnet",
                "tiny-gpt",
                "tiny-gpt2",
                "tiny-gpt-neo",
                "tiny-modernbert")
            .map(model -> new TinyEncoder(model, TRANSFORMER, WINDOW));
    return Stream.concat(
        transformers,
        Stream.of(
            new TinyEncoder(
                "tiny-elmo", "recurrent-embeddings.ElmoEmbedding", List.of("layers=all")),
            new TinyEncoder("tiny-cove-odd", "recurrent-embeddings.CoveEmbedding", GLOVE)));
  }

  /** A pattern for the names of the lowest arrays, which are frozen first. */
  String lowest() {
    return switch (model) {
      case "tiny-elmo" -> "elmo\\.characters\\.weight";
      case "tiny-cove-odd" -> "cove\\.weight_ih_l0";
      default -> ".*(word_embedding(s)?|tokens_embed|tok_embeddings|wte)\\.weight";
    };
  }

  boolean isTransformer() {
    return part.startsWith("contextual-embeddings.");
  }

  /**
   * The folder of the model; for a transformer without tokenizer a copy with a tokenizer of
   * letters.
   */
  Path openable(Path folder) throws IOException {
    Path given = MODELS.resolve(model);
    if (!isTransformer() || Files.exists(given.resolve("tokenizer.json"))) {
      return given;
    }
    Path made = folder.resolve(model);
    if (Files.exists(made)) {
      return made;
    }
    Files.createDirectories(made);
    for (String file : List.of("config.json", "model.safetensors")) {
      Files.copy(given.resolve(file), made.resolve(file));
    }
    List<String> pieces = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    for (char letter = 'a'; letter <= 'z'; letter++) {
      pieces.add(String.valueOf(letter));
      pieces.add("##" + letter);
    }
    Files.write(made.resolve("vocab.txt"), pieces);
    Files.writeString(
        made.resolve("tokenizer_config.json"), "{\"tokenizer_class\": \"BertTokenizer\"}");
    return made;
  }

  @Override
  public String toString() {
    return model;
  }
}
