package org.cascadenlp.contextual;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.files.EncoderSources;
import org.cascadenlp.transformers.tokenizer.EncodingJson;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.transformers.tokenizer.Utf8Lines;
import org.cascadenlp.transformers.tokenizer.settings.Encoding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cascade tokenize}: prints the subwords of lines of text. */
@Command(
    name = "tokenize",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Splits each line of standard input (UTF-8) into the subwords of a model.",
      "Only \\n ends a line. Subwords are separated by spaces; special tokens are added on request"
          + " only; an empty line gives an empty line."
    })
public final class TokenizeCommand implements CascadeCommand {

  @Parameters(
      paramLabel = "MODEL",
      description = "A model's folder or the name of a registered model.")
  String model = "";

  @Option(
      names = "--json",
      description =
          "One JSON object per line: tokens, ids and offsets ([begin, end] in UTF-16 units).")
  boolean json;

  @Option(
      names = "--special-tokens",
      description =
          "Adds the model's special tokens, such as [CLS] and [SEP]; their offsets are [0,0].")
  boolean specialTokens;

  @Override
  public Integer call() {
    // input and output are UTF-8, independent of the terminal's encoding
    try (SubwordTokenizer tokenizer = EncoderSources.named(model).tokenizer().get()) {
      run(tokenizer, System.in, new BufferedOutputStream(System.out, 1 << 16));
    }
    return 0;
  }

  private void run(SubwordTokenizer tokenizer, InputStream in, OutputStream out) {
    try (Utf8Lines lines = new Utf8Lines(in, "standard input")) {
      Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
      for (String line; (line = lines.next()) != null; ) {
        Encoding encoding = tokenizer.encode(line);
        if (specialTokens) {
          encoding = tokenizer.template().around(encoding);
        }
        if (json) {
          EncodingJson.write(encoding, writer);
        } else {
          writer.write(String.join(" ", encoding.pieces()));
        }
        writer.write('\n');
      }
      writer.flush();
    } catch (IOException e) {
      throw CascadeException.of(
          "standard input or output", "failed: " + e.getMessage(), "run it again", e);
    }
  }
}
