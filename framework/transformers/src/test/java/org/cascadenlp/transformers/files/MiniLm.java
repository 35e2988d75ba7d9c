package org.cascadenlp.transformers.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;

/** Opens the tokenizer of MiniLM from the model's jar. */
public final class MiniLm {

  private static final String FILE = "all-minilm-l6-v2-tokenizer.json";

  private MiniLm() {}

  /** The tokenizer; the caller closes it. */
  public static SubwordTokenizer tokenizer() throws IOException {
    try (InputStream in = MiniLm.class.getResourceAsStream("/" + FILE)) {
      return SubwordTokenizer.of(new String(in.readAllBytes(), StandardCharsets.UTF_8), FILE);
    }
  }
}
