package org.cascadenlp.contextual.tokenizer;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.neural.JsonFile;
import org.jspecify.annotations.Nullable;

/** The files of a tokenizer in a Hugging Face folder. */
final class TokenizerFiles {

  private static final String DESCRIPTION = "tokenizer.json";
  private static final String SETTINGS = "tokenizer_config.json";
  private static final String VOCABULARY = "vocab.txt";

  private TokenizerFiles() {}

  /** The file the tokenizer of {@code folder} comes from. */
  static String place(Path folder) {
    Path description = folder.resolve(DESCRIPTION);
    return (Files.exists(description) ? description : folder.resolve(VOCABULARY)).toString();
  }

  /** The text of the folder's {@code tokenizer.json}, made from {@code vocab.txt} if need be. */
  static String json(Path folder) {
    Path description = folder.resolve(DESCRIPTION);
    if (Files.exists(description)) {
      return JsonFile.text(description);
    }
    Path vocabulary = folder.resolve(VOCABULARY);
    if (!Files.exists(vocabulary)) {
      throw CascadeException.of(
          folder.toString(),
          "has neither " + DESCRIPTION + " nor " + VOCABULARY,
          "add the tokenizer the model was trained with");
    }
    Path settings = folder.resolve(SETTINGS);
    JsonObject known = Files.exists(settings) ? JsonFile.read(settings) : new JsonObject();
    return WordPieceDescription.of(
            JsonFile.text(vocabulary).lines().toList(),
            setting(known, "do_lower_case", true),
            setting(known, "tokenize_chinese_chars", true),
            orNull(known.get("strip_accents")),
            vocabulary.toString())
        .toString();
  }

  /** Writes {@code tokenizer.json} and the settings without which transformers changes it. */
  static void write(Path folder, String json) {
    JsonObject settings = new JsonObject();
    settings.addProperty("tokenizer_class", "BertTokenizer");
    JsonObject description = JsonFile.parse(json, DESCRIPTION);
    if (description.get("normalizer") instanceof JsonObject normalizer
        && normalizer.has("lowercase")) {
      settings.add("do_lower_case", normalizer.get("lowercase"));
      settings.add("strip_accents", orNull(normalizer.get("strip_accents")));
      settings.add("tokenize_chinese_chars", orNull(normalizer.get("handle_chinese_chars")));
    }
    for (String special : List.of("cls", "sep", "pad", "unk", "mask")) {
      settings.addProperty(special + "_token", "[" + special.toUpperCase(Locale.ROOT) + "]");
    }
    JsonFile.write(folder.resolve(SETTINGS), settings);
    try {
      Files.writeString(folder.resolve(DESCRIPTION), json);
    } catch (IOException e) {
      throw CascadeException.of(
          folder.resolve(DESCRIPTION).toString(),
          "cannot be written: " + e,
          "check its folder, its rights and the space",
          e);
    }
  }

  private static boolean setting(JsonObject settings, String name, boolean absent) {
    JsonElement value = orNull(settings.get(name));
    if (value.isJsonNull()) {
      return absent;
    }
    if (value.toString().equals("true") || value.toString().equals("false")) {
      return value.getAsBoolean();
    }
    throw CascadeException.of(SETTINGS, name + " is " + value, "expected true or false");
  }

  private static JsonElement orNull(@Nullable JsonElement value) {
    return value == null ? JsonNull.INSTANCE : value;
  }
}
