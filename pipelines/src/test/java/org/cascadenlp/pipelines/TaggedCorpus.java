package org.cascadenlp.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cascadenlp.neural.task.Labelled;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A small corpus with tags and genres, and commands that read it. */
abstract class TaggedCorpus {

  static final String GENRES = "documentLabel=([^-]+)-.*";

  @TempDir Path folder = Path.of("");

  Path corpus = Path.of("");

  /**
   * Writes the reference sentences as CoNLL-U: two per document, with tags and genres derived from
   * the words.
   */
  @BeforeEach
  void writeCorpus() throws IOException {
    StringBuilder text = new StringBuilder();
    List<Labelled<List<String>>> examples = Parity.examples();
    for (int i = 0; i < examples.size(); i++) {
      if (i % 2 == 0) {
        String genre = examples.get(i).instance().sequence().size() > 8 ? "report" : "email";
        text.append("# newdoc id = ").append(genre).append("-").append(i).append('\n');
      }
      List<String> words = examples.get(i).instance().sequence().tokens();
      for (int k = 0; k < words.size(); k++) {
        String tag = Character.isLetter(words.get(k).codePointAt(0)) ? "WORD" : "PUNCT";
        String[] row = {
          String.valueOf(k + 1), words.get(k), "_", tag, "_", "_", "_", "_", "_", "_"
        };
        text.append(String.join("\t", row)).append('\n');
      }
      text.append('\n');
    }
    corpus = Files.writeString(folder.resolve("corpus.conllu"), text);
  }

  static List<String> arguments(String pipeline, String option, String files, String[] more) {
    List<String> arguments = new ArrayList<>();
    // an absolute path is used unchanged
    arguments.add(Checkout.PIPELINES.resolve(pipeline).toString());
    arguments.addAll(List.of("--format", "conllu", option, files));
    arguments.addAll(Arrays.asList(more));
    return arguments;
  }

  final Path model() {
    return folder.resolve("model");
  }
}
