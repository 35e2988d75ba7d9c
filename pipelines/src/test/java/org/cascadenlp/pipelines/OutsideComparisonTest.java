package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.pipelines.OutsidePlugin.Ended;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar in {@code --plugins} with a comparison and scores of its own, in the real tool. */
class OutsideComparisonTest {

  private static final String SOURCE =
      """
      package org.example;

      import com.google.gson.JsonObject;
      import com.google.inject.Binder;
      import com.google.inject.multibindings.MapBinder;
      import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
      import java.util.Map;
      import org.apache.uima.jcas.JCas;
      import org.cascadenlp.core.Plugin;
      import org.cascadenlp.core.evaluation.Comparison;
      import org.cascadenlp.core.evaluation.DocumentScorer;
      import org.cascadenlp.core.score.Scores;

      /** Counts the tokens of gold and of the pipeline. */
      public final class TokenCounts implements DocumentScorer, Scores {

        public static final class Services implements Plugin {
          @Override public void configure(Binder binder) {
            MapBinder.newMapBinder(binder, String.class, Comparison.class)
                .addBinding("tokens").toInstance(Comparison.of(Token.class, TokenCounts::new));
          }
        }

        private long expected;
        private long found;

        @Override public void add(JCas gold, JCas predicted) {
          expected += gold.select(Token.class).count();
          found += predicted.select(Token.class).count();
        }

        @Override public boolean hasGold() {
          return expected > 0;
        }

        @Override public Scores scores() {
          return this;
        }

        @Override public Map<String, Double> metrics() {
          return Map.of("ratio", (double) found / expected);
        }

        @Override public JsonObject toJson() {
          return new JsonObject();
        }

        @Override public String toTable() {
          return found + " tokens, " + expected + " in gold";
        }
      }
      """;

  @TempDir static Path folder = Path.of("");

  private static Path jar = Path.of("");

  @BeforeAll
  static void build() throws IOException {
    Path classes = folder.resolve("classes");
    Path source = Files.writeString(folder.resolve("TokenCounts.java"), SOURCE);
    OutsidePlugin.compile(classes, List.of(source));
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("org.cascadenlp.core.Plugin"), "org.example.TokenCounts$Services\n");
    jar = OutsidePlugin.pack(classes, folder.resolve("counts.jar"));
  }

  @Test
  void evaluateScoresByIt() throws Exception {
    Path gold = Files.writeString(folder.resolve("gold.conll"), "It\tO\nrains\tO\n.\tO\n\n");
    Path pipeline = SmallPipeline.write(folder, "tokenizer=opennlp.OpenNlpSegmenter");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("evaluate", pipeline.toString(), "--gold", gold.toString()));
    arguments.addAll(List.of("--plugins", jar.toString()));
    Ended ended = OutsidePlugin.cascade(folder, arguments);
    assertThat(ended.printed().strip()).isEqualTo("3 tokens, 3 in gold");
    assertThat(ended.code()).isZero();
  }

  @Test
  void helpListsIt() throws Exception {
    List<String> arguments = List.of("evaluate", "--help", "--plugins", jar.toString());
    assertThat(OutsidePlugin.cascade(folder, arguments).printed().replaceAll("\\s+", " "))
        .containsPattern("--compare=WHAT [^;]*tokens[^;]*; needed if the pipeline");
  }
}
