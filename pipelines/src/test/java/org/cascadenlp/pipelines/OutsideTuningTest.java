package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.pipelines.OutsidePlugin.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tunes a tiny BERT in a way that a jar in {@code --plugins} brings. */
class OutsideTuningTest {

  private static final Path OWN =
      Checkout.ROOT.resolve("plugins/training/src/test/java/org/example/own");

  private static final String PLUGIN =
      """
      package org.example.outside;

      import com.google.inject.Binder;
      import com.google.inject.multibindings.MapBinder;
      import org.cascadenlp.core.Plugin;
      import org.cascadenlp.training.tuning.TuningProvider;

      public final class BiasPlugin implements Plugin {
        @Override public void configure(Binder binder) {
          MapBinder.newMapBinder(binder, String.class, TuningProvider.class)
              .addBinding("own-biases").toInstance(BiasTuning::read);
        }
      }
      """;

  @TempDir Path folder;

  /** The classes of framework/docs/extending.md in a package of their own. */
  private Path jar() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String name : List.of("BiasTuning.java", "BiasVectors.java")) {
      String text =
          Files.readString(OWN.resolve(name)).replace("org.example.own", "org.example.outside");
      sources.add(Files.writeString(folder.resolve(name), text));
    }
    sources.add(Files.writeString(folder.resolve("BiasPlugin.java"), PLUGIN));
    Path classes = folder.resolve("classes");
    OutsidePlugin.compile(classes, sources);
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("org.cascadenlp.core.Plugin"), "org.example.outside.BiasPlugin\n");
    return OutsidePlugin.pack(classes, folder.resolve("biases.jar"));
  }

  private List<String> train(Path plugins) throws IOException {
    Path corpus =
        Files.writeString(
            folder.resolve("train.conll"), "Ada\tB-person\nsaw\tO\nParis\tB-place\n.\tO\n\n");
    Path pipeline =
        new WrittenPipeline()
            .part("trainer", "training.TaskTrainer")
            .text("trainer.encoder", Checkout.TINY_BERT.toString())
            .text("trainer.mode", "own-biases")
            .integer("trainer.epochs", 2)
            .integer("trainer.window", 64)
            .integer("trainer.overlap", 16)
            .write(folder.resolve("train.xml"));
    List<String> arguments =
        new ArrayList<>(List.of("train", pipeline.toString(), "--train", corpus.toString()));
    arguments.addAll(List.of("--dev", corpus.toString()));
    arguments.addAll(List.of("--output", folder.resolve("model").toString()));
    arguments.addAll(List.of("--plugins", plugins.toString()));
    return arguments;
  }

  @Test
  void aJarBringsAWayOfTuning() throws Exception {
    Ended ended = OutsidePlugin.cascade(folder, train(jar()));
    assertThat(ended.code()).as(ended.printed()).isZero();
    assertThat(ModelFolder.read(folder.resolve("model")))
        .satisfies(
            card -> {
              assertThat(card.kind()).isEqualTo("tuned");
              assertThat(card.training()).containsEntry("mode", "own-biases");
            });
  }
}
