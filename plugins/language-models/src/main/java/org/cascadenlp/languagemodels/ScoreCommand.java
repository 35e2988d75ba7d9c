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
import org.cascadenlp.languagemodels.ScoreSettings.Start;
import org.cascadenlp.transformers.tokenizer.Utf8Lines;
import org.cascadenlp.transformers.tokenizer.settings.Encoding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cascade score}: scores texts with a causal decoder. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scores each line of files, or of standard input (UTF-8), with a GPT, GPT-2 or GPT-Neo.",
      "Prints a line per input line, separated by tabs: the number of subwords, the sum of their"
          + " log-probabilities in nats given the preceding subwords, and the perplexity. The first"
          + " subword has no preceding one and is scored only with --start end-of-text; if nothing"
          + " is scored, the perplexity is -.",
      "A text longer than the window is scored with overlapping windows: each is shifted by the"
          + " stride and scores the subwords that earlier windows have not."
    })
public final class ScoreCommand implements CascadeCommand {

  private static final int LINES = 64;

  @Parameters(index = "0", paramLabel = "MODEL", description = "A model's folder.")
  String model = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE",
      description = "Texts, one per line; without a file, standard input.")
  List<Path> files = List.of();

  @Option(
      names = "--json",
      description =
          "One JSON object per line: tokens, ids, offsets ([begin, end] in UTF-16 units),"
              + " log_probabilities, total and perplexity.")
  boolean json;

  @Option(
      names = "--window",
      defaultValue = "0",
      paramLabel = "N",
      description = "Window size in subwords; 0: the model's context size (default).")
  int window;

  @Option(
      names = "--stride",
      defaultValue = "0",
      paramLabel = "N",
      description = "Shift of consecutive windows in subwords; 0: half of the window (default).")
  int stride;

  @Option(
      names = "--start",
      defaultValue = "nothing",
      paramLabel = "nothing|end-of-text",
      description = "What precedes a text (default: ${DEFAULT-VALUE}).")
  String start = "nothing";

  @Mixin PrecisionOption precision = new PrecisionOption();

  @Override
  public Integer call() {
    ScoreSettings settings =
        new ScoreSettings(window, stride, Choice.of(Start.class, "--start", start));
    Writer out = // output is UTF-8, independent of the terminal's encoding
        new OutputStreamWriter(
            new BufferedOutputStream(System.out, 1 << 16), StandardCharsets.UTF_8);
    try (CausalModel opened = CausalModel.open(model, precision.value())) {
      if (files.isEmpty()) {
        score(opened, settings, Utf8Lines.ofStandardInput(), out);
      }
      for (Path file : files) {
        score(opened, settings, Utf8Lines.of(file), out);
      }
    } catch (IOException e) {
      throw CascadeException.of(
          "texts", "cannot be read: " + CascadeException.describe(e), "check the files", e);
    }
    return 0;
  }

  private void score(CausalModel opened, ScoreSettings settings, Utf8Lines from, Writer out)
      throws IOException {
    try (Utf8Lines lines = from) {
      List<String> texts = new ArrayList<>();
      for (String line; (line = lines.next()) != null; ) {
        texts.add(line);
        if (texts.size() == LINES) {
          write(opened.score(texts, settings), out);
          texts.clear();
        }
      }
      write(opened.score(texts, settings), out);
    }
  }

  private void write(List<TextScore> scores, Writer out) throws IOException {
    for (TextScore score : scores) {
      if (json) {
        writeJson(score, out);
      } else {
        String perplexity =
            score.scored() == 0 ? "-" : String.format(Locale.ROOT, "%.6g", score.perplexity());
        int subwords = score.logProbabilities().length;
        out.write(String.format(Locale.ROOT, "%d\t%.6f\t%s", subwords, score.total(), perplexity));
      }
      out.write('\n');
    }
    out.flush();
  }

  private static void writeJson(TextScore score, Writer out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.setHtmlSafe(false);
    Encoding subwords = score.subwords();
    json.beginObject().name("tokens").beginArray();
    for (String piece : subwords.pieces()) {
      json.value(piece);
    }
    json.endArray().name("ids").beginArray();
    for (int id : subwords.ids()) {
      json.value(id);
    }
    json.endArray().name("offsets").beginArray();
    for (int i = 0; i < subwords.ids().length; i++) {
      json.beginArray().value(subwords.begins()[i]).value(subwords.ends()[i]).endArray();
    }
    json.endArray().name("log_probabilities").beginArray();
    for (double probability : score.logProbabilities()) {
      number(json, probability);
    }
    json.endArray().name("total").value(score.total()).name("perplexity");
    number(json, score.perplexity());
    json.endObject();
  }

  private static void number(JsonWriter json, double number) throws IOException {
    if (Double.isFinite(number)) {
      json.value(number);
    } else {
      json.nullValue();
    }
  }
}
