package org.cascadenlp.contextual;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.weights.json.JsonFile;

/**
 * A vocabulary of letters for tiny models without tokenizer: the id of the n-th letter is 5 + 2 * n
 * at the begin of a token and 6 + 2 * n inside.
 */
public final class LetterTokenizer {

  private static final String SEGMENTS =
      """
      {"type": "TemplateProcessing",
       "single": [{"Sequence": {"id": "A", "type_id": 0}},
                  {"SpecialToken": {"id": "[SEP]", "type_id": 0}},
                  {"SpecialToken": {"id": "[CLS]", "type_id": 2}}],
       "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
       "special_tokens": {"[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]},
                          "[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]}}}
      """;

  private LetterTokenizer() {}

  /** The folder of a copy of {@code model} below {@code folder}, with this tokenizer. */
  public static Path with(Path model, Path folder) throws IOException {
    String name = model.getFileName().toString();
    Path copy = Files.createDirectories(folder.resolve(name));
    for (String file : List.of("config.json", "model.safetensors")) {
      Files.copy(model.resolve(file), copy.resolve(file));
    }
    List<String> pieces = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
    for (char letter = 'a'; letter <= 'z'; letter++) {
      pieces.add(String.valueOf(letter));
      pieces.add("##" + letter);
    }
    Files.write(copy.resolve("vocab.txt"), pieces);
    Files.writeString(
        copy.resolve("tokenizer_config.json"), "{\"tokenizer_class\": \"BertTokenizer\"}");
    if (name.contains(
        "xlnet")) { // with a single token type relative segment encodings would have no effect
      withSegments(copy);
    }
    return copy;
  }

  /** The template {@code x [SEP] [CLS]}, with a separate token type for the last token. */
  private static void withSegments(Path model) throws IOException {
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(model)) {
      tokenizer.save(model);
    }
    Path file = model.resolve("tokenizer.json");
    JsonObject description = JsonFile.read(file);
    description.add("post_processor", JsonFile.parse(SEGMENTS, "test"));
    JsonFile.write(file, description);
    // BERT's class would use its own special tokens instead of the description's
    Files.writeString(
        model.resolve("tokenizer_config.json"),
        "{\"tokenizer_class\": \"PreTrainedTokenizerFast\"}");
  }
}
