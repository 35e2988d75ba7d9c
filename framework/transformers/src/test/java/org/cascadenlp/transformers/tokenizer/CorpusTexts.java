package org.cascadenlp.transformers.tokenizer;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The texts of a corpus, one per line: see corpus_texts.py. */
final class CorpusTexts {

  private static final String COMMENT = "# text = ";

  private CorpusTexts() {}

  /**
   * The texts in the files of {@code corpus}; empty if one of the files is not in {@code data}.
   *
   * @param corpus its form and its files with their encodings
   */
  static List<String> of(JsonObject corpus, Path data) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Map.Entry<String, JsonElement> file : corpus.getAsJsonObject("files").entrySet()) {
      List<String> lines =
          lines(data.resolve(file.getKey()), Charset.forName(file.getValue().getAsString()));
      if (lines.isEmpty()) {
        return List.of();
      }
      switch (corpus.get("form").getAsString()) {
        case "comments" -> comments(lines, texts);
        case "labelled" -> labelled(lines, texts);
        case "columns" -> columns(lines, texts);
        default -> throw new IllegalArgumentException("a form that corpus_texts.py does not have");
      }
    }
    return texts;
  }

  /** The lines of {@code file}; empty if the file does not exist. */
  static List<String> lines(Path file, Charset encoding) throws IOException {
    return Files.exists(file)
        ? List.of(Files.readString(file, encoding).split("\n", -1))
        : List.of();
  }

  private static void comments(List<String> lines, List<String> texts) {
    for (String line : lines) {
      if (line.startsWith(COMMENT)) {
        texts.add(line.substring(COMMENT.length()));
      }
    }
  }

  private static void labelled(List<String> lines, List<String> texts) {
    for (String line : lines) {
      if (line.contains(" ")) {
        texts.add(line.substring(line.indexOf(' ') + 1));
      }
    }
  }

  private static void columns(List<String> lines, List<String> texts) {
    List<String> words = new ArrayList<>();
    for (String line : lines) {
      String word = line.split("[\t ]", 2)[0];
      if (!word.isEmpty()) {
        words.add(word);
      } else if (!words.isEmpty()) {
        texts.add(String.join(" ", words));
        words.clear();
      }
    }
    if (!words.isEmpty()) {
      texts.add(String.join(" ", words));
    }
  }
}
