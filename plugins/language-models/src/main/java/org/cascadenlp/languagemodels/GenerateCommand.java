package org.cascadenlp.languagemodels;

import com.google.gson.stream.JsonWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.languagemodels.GenerationSettings.Past;
import org.cascadenlp.transformers.tokenizer.Utf8Lines;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cascade generate}: continues texts with a causal decoder. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Continues a prompt, or each line of a file or of standard input (UTF-8), with a GPT, GPT-2"
          + " or GPT-Neo.",
      "Without --temperature decoding is greedy. Prints prompt and continuation, each followed by a"
          + " line feed; with --json one object per line. A continuation ends at the end of the"
          + " text, after --tokens, before a --stop, or when the model's context is full."
    })
public final class GenerateCommand implements CascadeCommand {

  private static final int LINES = 64;

  @Parameters(paramLabel = "MODEL", description = "A model's folder.")
  String model = "";

  @Option(names = "--prompt", paramLabel = "TEXT", description = "The text to continue.")
  @Nullable String prompt;

  @Option(names = "--input", paramLabel = "FILE", description = "Prompts, one per line.")
  @Nullable Path input;

  @Option(
      names = "--tokens",
      defaultValue = "50",
      paramLabel = "N",
      description = "Maximum number of new subwords (default: ${DEFAULT-VALUE}).")
  int tokens;

  @Option(
      names = "--temperature",
      defaultValue = "0",
      paramLabel = "T",
      description =
          "Divides logits before sampling; 0: greedy decoding (default: ${DEFAULT-VALUE}).")
  double temperature;

  @Option(
      names = "--top-k",
      defaultValue = "0",
      paramLabel = "K",
      description =
          "Samples from the K most likely subwords; 0: from all (default: ${DEFAULT-VALUE}).")
  int topK;

  @Option(
      names = "--top-p",
      defaultValue = "1",
      paramLabel = "P",
      description =
          "Samples from the most likely subwords with this total probability (default:"
              + " ${DEFAULT-VALUE}).")
  double topP;

  @Option(
      names = "--repetition-penalty",
      defaultValue = "1",
      paramLabel = "R",
      description = "Makes subwords that already occur less likely (default: ${DEFAULT-VALUE}).")
  double repetitionPenalty;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "S",
      description = "Random seed of sampling (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--stop",
      paramLabel = "TEXT",
      description = "Text that ends a continuation; repeatable.")
  List<String> stops = List.of();

  @Option(
      names = "--batch",
      paramLabel = "N",
      description =
          "Number of prompts per batch; 1 is fastest for a single prompt (default: 1 with --prompt,"
              + " otherwise 16).")
  @Nullable Integer batch;

  @Option(names = "--json", description = "One JSON object per line: prompt, text, ids and end.")
  boolean json;

  @Mixin PrecisionOption precision = new PrecisionOption();

  @Override
  public Integer call() {
    if (prompt != null && input != null) {
      throw CascadeException.of(
          "--input " + input, "is given together with --prompt", "give one of them");
    }
    if (stops.contains("")) {
      throw CascadeException.of("--stop", "is empty", "give a text that ends a continuation");
    }
    GenerationSettings settings =
        new GenerationSettings(
            tokens,
            new Sampling(repetitionPenalty, temperature, topK, topP),
            seed,
            stops,
            batch != null ? batch : prompt != null ? 1 : GenerationSettings.BATCH,
            Past.CACHED);
    Writer out = // output is UTF-8, independent of the terminal's encoding
        new OutputStreamWriter(
            new BufferedOutputStream(System.out, 1 << 16), StandardCharsets.UTF_8);
    try (CausalModel opened = CausalModel.open(model, precision.value())) {
      if (prompt != null) {
        write(List.of(prompt), opened, settings, out);
      } else {
        try (Utf8Lines lines = input == null ? Utf8Lines.ofStandardInput() : Utf8Lines.of(input)) {
          List<String> prompts = new ArrayList<>();
          for (String line; (line = lines.next()) != null; ) {
            prompts.add(line);
            if (prompts.size() == LINES) {
              write(prompts, opened, settings, out);
              prompts.clear();
            }
          }
          write(prompts, opened, settings, out);
        }
      }
    } catch (IOException e) {
      throw CascadeException.of(
          "prompts", "cannot be read: " + CascadeException.describe(e), "check the file", e);
    }
    return 0;
  }

  private void write(
      List<String> prompts, CausalModel opened, GenerationSettings settings, Writer out)
      throws IOException {
    List<Continuation> found = opened.generate(prompts, settings);
    for (int i = 0; i < found.size(); i++) {
      if (json) {
        JsonWriter object = new JsonWriter(out);
        object.setHtmlSafe(false);
        object.beginObject().name("prompt").value(prompts.get(i));
        object.name("text").value(found.get(i).text()).name("ids").beginArray();
        for (int id : found.get(i).ids()) {
          object.value(id);
        }
        object.endArray().name("end").value(found.get(i).end().name().toLowerCase(Locale.ROOT));
        object.endObject();
      } else {
        out.write(prompts.get(i) + found.get(i).text());
      }
      out.write('\n');
    }
    out.flush();
  }
}
