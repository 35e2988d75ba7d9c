package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cascadenlp.pipelines.OutsidePlugin.Ended;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Compiles the example plugin of {@code plugins/alone} and runs the real tool with its jar. */
class ExamplePluginTest {

  private static final Path PIPELINES = OutsidePlugin.EXAMPLE.resolve("pipelines");
  private static final Path CORPUS = OutsidePlugin.EXAMPLE.resolve("corpus");

  @TempDir static Path folder = Path.of("");

  private static Path jar = Path.of("");

  @BeforeAll
  static void build() throws IOException {
    Path classes = folder.resolve("classes");
    OutsidePlugin.compileExample(classes);
    jar = OutsidePlugin.pack(classes, folder.resolve("example-1.0.jar"));
  }

  private static String cascade(Object... arguments) throws Exception {
    List<String> all = new ArrayList<>();
    for (Object argument : arguments) {
      all.add(argument.toString());
    }
    all.addAll(List.of("--plugins", jar.toString()));
    Ended ended = OutsidePlugin.cascade(folder, all);
    assertThat(ended.code()).as(ended.printed()).isZero();
    return ended.printed();
  }

  @Test
  void itsHeadIsTrainedOnItsVectorsWithItsCorpusFormatAndTagsText() throws Exception {
    Path model = folder.resolve("tags");
    cascade(
        "train",
        PIPELINES.resolve("train-tags.xml"),
        "--format",
        "slashes",
        "--train",
        CORPUS.resolve("train.txt"),
        "--dev",
        CORPUS.resolve("dev.txt"),
        "--output",
        model);
    String set = "task.model=" + model;
    Path text = Files.writeString(folder.resolve("a.txt"), "She loudly wanted trees.");
    Path out = folder.resolve("out");
    cascade("run", PIPELINES.resolve("tags.xml"), "--input", text, "--output", out, "--set", set);
    assertThat(tags(out.resolve("a.txt.json")))
        .startsWith("She/PRON", "loudly/ADV", "wanted/VERB", "trees/NOUN");
    Path dev = CORPUS.resolve("dev.txt");
    String scores =
        cascade(
            "evaluate",
            PIPELINES.resolve("tags.xml"),
            "--gold",
            dev,
            "--format",
            "slashes",
            "--set",
            set,
            "--json");
    assertThat(scores).containsPattern("\"accuracy\": *1.0");
  }

  private static List<String> tags(Path file) throws IOException {
    JsonObject document = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    String text = document.get("text").getAsString();
    return document.getAsJsonArray("annotations").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .filter(a -> a.has("value"))
        .map(
            a ->
                text.substring(a.get("begin").getAsInt(), a.get("end").getAsInt())
                    + "/"
                    + a.get("value").getAsString())
        .toList();
  }

  @Test
  void itsCommandPrintsWhatItsAnnotatorFinds() throws Exception {
    assertThat(
            cascade("shout", "aloud", PIPELINES.resolve("shouting.xml"), "PLEASE help ME, I said.")
                .strip())
        .isEqualTo("PLEASE ME");
  }

  @Test
  void runWritesItsFormat() throws Exception {
    Path text = Files.writeString(folder.resolve("b.txt"), "PLEASE help ME, I said.");
    Path out = folder.resolve("listed");
    Path pipeline = PIPELINES.resolve("shouting.xml");
    cascade("run", pipeline, "--input", text, "--output", out, "--format", "entities");
    assertThat(out.resolve("b.txt.entities.txt")).hasContent("SHOUT\tPLEASE\nSHOUT\tME\n");
  }

  @Test
  void runReadsItsFormat() throws Exception {
    Path text = Files.writeString(folder.resolve("c.txt"), "PLEASE/VERB help/VERB ME/PRON");
    Path out = folder.resolve("read");
    Path pipeline = PIPELINES.resolve("shouting.xml");
    cascade(
        "run",
        pipeline,
        "--input",
        text,
        "--as",
        "slashes",
        "--output",
        out,
        "--format",
        "entities");
    assertThat(out.resolve("c.txt.entities.txt")).hasContent("SHOUT\tPLEASE\nSHOUT\tME\n");
  }

  @Test
  void listNamesAllOfIt() throws Exception {
    assertThat(cascade("list"))
        .contains(
            "one-letter",
            "tags",
            "slashes",
            "entities",
            "shout aloud",
            "LetterEmbedding",
            "LetterTagger");
  }

  @Test
  void itsOwnTestsPass() throws Exception {
    Path tests = folder.resolve("tests");
    List<Path> sources = OutsidePlugin.files(OutsidePlugin.EXAMPLE.resolve("src/test"));
    OutsidePlugin.compile(tests, sources, jar);
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] path = {tests.toUri().toURL(), jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, before)) {
      thread.setContextClassLoader(loader);
      LauncherFactory.create()
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(DiscoverySelectors.selectClasspathRoots(Set.of(tests)))
                  .build(),
              summary);
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(summary.getSummary().getFailures())
        .extracting(failure -> failure.getTestIdentifier() + ": " + failure.getException())
        .isEmpty();
    assertThat(summary.getSummary().getTestsSucceededCount()).isGreaterThan(10);
  }
}
