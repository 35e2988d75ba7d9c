package org.cascadenlp.benchmarks;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The ONNX file and the tokenizer in LangChain4j's jar, which all contenders use. */
public final class MiniLmFiles {

  /** The registered name of the model. */
  public static final String NAME = "all-minilm-l6-v2";

  private MiniLmFiles() {}

  /** The ONNX file. */
  public static byte[] onnx() throws IOException {
    return resource(NAME + ".onnx");
  }

  /** The tokenizer, which adds the special subwords and neither pads nor truncates. */
  public static HuggingFaceTokenizer tokenizer() throws IOException {
    return HuggingFaceTokenizer.newInstance(
        new ByteArrayInputStream(resource(NAME + "-tokenizer.json")),
        Map.of("padding", "DO_NOT_PAD", "truncation", "DO_NOT_TRUNCATE"));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = MiniLmFiles.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no resource " + name);
      }
      return in.readAllBytes();
    }
  }
}
