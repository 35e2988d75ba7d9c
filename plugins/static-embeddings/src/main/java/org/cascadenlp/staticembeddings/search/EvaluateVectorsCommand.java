package org.cascadenlp.staticembeddings.search;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.words.VectorFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cascade vectors evaluate}: analogies and similarities by gensim's conventions. */
@Command(
    name = "vectors evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scores word vectors by analogies (sections of lines 'a b c d') and by human similarity"
          + " judgements (lines of two words and a number, separated by tabs).",
      "Follows gensim: questions and pairs with unknown words are left out."
    })
public final class EvaluateVectorsCommand implements CascadeCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "MODEL",
      description = "A vector file written by `cascade import vectors`.")
  Path model = Path.of("");

  @Option(
      names = "--analogies",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Analogy tests such as questions-words.txt.")
  List<Path> analogies = new ArrayList<>();

  @Option(
      names = "--similarity",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Similarity tests such as wordsim353.tsv and simlex999.txt.")
  List<Path> similarity = new ArrayList<>();

  @Option(
      names = "--restrict-vocab",
      paramLabel = "N",
      defaultValue = "300000",
      description = "Uses only the first N words of the file (default: ${DEFAULT-VALUE}).")
  int restrict = 300_000;

  @Option(names = "--case-sensitive", description = "Distinguishes upper and lower case.")
  boolean caseSensitive;

  @Option(names = "--json", description = "Writes fractions as JSON instead of a table.")
  boolean json;

  private final JsonArray results = new JsonArray();

  @Override
  public Integer call() {
    if (analogies.isEmpty() && similarity.isEmpty()) {
      throw CascadeException.of(
          "vectors evaluate", "there is no test", "give --analogies FILE or --similarity FILE");
    }
    if (restrict < 1) {
      throw CascadeException.of("--restrict-vocab " + restrict, "leaves no word", "give 1 or more");
    }
    FrequentWords.Spelling spelling =
        caseSensitive ? FrequentWords.Spelling.EXACT : FrequentWords.Spelling.UPPER_CASE;
    FrequentWords vocabulary = new FrequentWords(VectorFile.open(model), restrict, spelling);
    PrintWriter out = spec.commandLine().getOut();
    int threads = Runtime.getRuntime().availableProcessors();
    for (Path file : analogies) {
      report(out, file, new AnalogyTest(vocabulary, threads).run(file));
    }
    for (Path file : similarity) {
      report(out, file, new SimilarityTest(vocabulary).run(file));
    }
    if (json) {
      out.println(new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(results));
    }
    out.flush();
    return 0;
  }

  private void report(PrintWriter out, Path file, AnalogyScores scores) {
    List<AnalogyScores.Section> sections = new ArrayList<>(scores.sections());
    sections.add(scores.total());
    JsonArray counts = new JsonArray();
    if (!json) {
      out.println(file);
    }
    for (AnalogyScores.Section section : sections) {
      if (!json) {
        out.println(
            String.format(
                Locale.ROOT,
                "  %-30s %6.2f %%  %6d of %6d",
                section.name(),
                100 * section.accuracy(),
                section.correct(),
                section.asked()));
      }
      JsonObject one = new JsonObject();
      one.addProperty("section", section.name());
      one.addProperty("correct", section.correct());
      one.addProperty("incorrect", section.incorrect());
      counts.add(one);
    }
    JsonObject result = result(file, scores.unknown(), scores.invalid(), scores.unknownRatio());
    result.addProperty("accuracy", scores.total().accuracy());
    result.add("sections", counts);
    rest(out, scores.unknown(), scores.invalid(), scores.unknownRatio(), "questions");
  }

  private void report(PrintWriter out, Path file, SimilarityScores scores) {
    JsonObject result = result(file, scores.unknown(), scores.invalid(), scores.unknownRatio());
    result.addProperty("pairs", scores.pairs());
    result.add("pearson", number(scores.pearson()));
    result.add("spearman", number(scores.spearman()));
    if (!json) {
      out.println(file);
      out.println(
          String.format(
              Locale.ROOT,
              "  Pearson %.4f  Spearman %.4f  %d pairs",
              scores.pearson(),
              scores.spearman(),
              scores.pairs()));
    }
    rest(out, scores.unknown(), scores.invalid(), scores.unknownRatio(), "pairs");
  }

  private JsonObject result(Path file, int unknown, int invalid, double ratio) {
    JsonObject result = new JsonObject();
    result.addProperty("file", file.toString());
    result.addProperty("unknown", unknown);
    result.addProperty("unknownRatio", ratio);
    result.addProperty("invalidLines", invalid);
    results.add(result);
    return result;
  }

  private void rest(PrintWriter out, int unknown, int invalid, double ratio, String what) {
    if (json) {
      return;
    }
    out.println(
        String.format(
            Locale.ROOT,
            "  left out: %d %s with unknown words (%.1f %%), %d lines that are none",
            unknown,
            what,
            100 * ratio,
            invalid));
  }

  /** Writes null for NaN, which JSON cannot represent. */
  private static JsonElement number(double value) {
    return Double.isFinite(value) ? new JsonPrimitive(value) : JsonNull.INSTANCE;
  }
}
