package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cascadenlp.batch.RunCommand;
import org.cascadenlp.batch.encode.EncodeCommand;
import org.cascadenlp.batch.evaluate.EvaluateCommand;
import org.cascadenlp.cli.check.CheckCommand;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.training.TrainCommand;
import org.cascadenlp.training.compare.CompareCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code --part} and {@code --settings} of the commands, on shipped pipelines. */
class PartOptionTest {

  private static final Path GLOVE = Checkout.PIPELINES.resolve("entities-glove.xml");
  private static final List<String> PART = List.of("--part", "embedding=embeddings/glove.xml");

  @TempDir Path folder = Path.of("");

  static List<CascadeCommand> commands() {
    return List.of(
        new RunCommand(),
        new TrainCommand(),
        new EvaluateCommand(),
        new EncodeCommand(),
        new CheckCommand(),
        new CompareCommand());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandThatLoadsAPipelineHasTheOptions(CascadeCommand command) {
    for (String option : List.of("--part", "--settings", "--set")) {
      assertThat(new CommandLine(command).getCommandSpec().findOption(option)).isNotNull();
    }
  }

  @Test
  void thePipelinesOfBertAndGloveDifferInOneLineWhichTheReadmeShows() throws IOException {
    List<String> bert = Files.readAllLines(Checkout.ENTITIES);
    List<String> glove = Files.readAllLines(GLOVE);
    assertThat(bert).hasSameSizeAs(glove);
    List<String> difference = new ArrayList<>();
    for (int i = 0; i < bert.size(); i++) {
      if (!bert.get(i).equals(glove.get(i))) {
        difference.addAll(List.of("< " + bert.get(i), "---", "> " + glove.get(i)));
      }
    }
    assertThat(difference).hasSize(3);
    assertThat(Files.readString(Checkout.ROOT.resolve("README.md")))
        .contains(String.join("\n", difference));
  }

  /** The arguments of the command in README that begins with {@code start}, in the test folder. */
  private List<String> readme(String start) throws IOException {
    String command =
        Files.readAllLines(Checkout.ROOT.resolve("README.md")).stream()
            .filter(line -> line.startsWith("./cascade " + start))
            .findFirst()
            .orElseThrow();
    List<String> arguments = new ArrayList<>();
    for (String word : command.split(" ")) {
      arguments.add(
          word.startsWith("target/")
              ? folder.resolve(word).toString()
              : Files.exists(Checkout.ROOT.resolve(word))
                  ? Checkout.ROOT.resolve(word).toString()
                  : word);
    }
    return arguments.subList(2, arguments.size());
  }

  private static Map<String, String> results(Path folder) throws IOException {
    Map<String, String> results = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".json") && !name.equals("run.json")) {
          results.put(name, Files.readString(file));
        }
      }
    }
    return results;
  }

  @Test
  void theCommandInTheReadmeSwapsTheEmbedding() throws IOException {
    List<String> arguments = readme("run pipelines/entities-bert.xml --part embedding=");
    CommandRun.out(new RunCommand(), arguments);
    Path swapped = Path.of(arguments.get(arguments.indexOf("--output") + 1));
    Path own = folder.resolve("own");
    CommandRun.out(
        new RunCommand(),
        List.of(
            GLOVE.toString(),
            "--input",
            Checkout.DOCUMENTS.toString(),
            "--output",
            own.toString()));
    assertThat(results(swapped)).isEqualTo(results(own));
    assertThat(results(own).toString()).contains("\"type\":\"NamedEntity\"");
    assertThat(
            JsonParser.parseString(Files.readString(swapped.resolve("run.json")))
                .getAsJsonObject()
                .toString())
        .contains("\"parts\":[\"embedding=embeddings/glove.xml\"]");
  }

  @Test
  void evaluateScoresThePipelineWithTheNewPart() throws IOException {
    Path gold = SmallPipeline.corpus(folder);
    List<String> swapped = new ArrayList<>(List.of(Checkout.ENTITIES.toString()));
    swapped.addAll(PART);
    swapped.addAll(List.of("--gold", gold.toString(), "--json"));
    List<String> own = List.of(GLOVE.toString(), "--gold", gold.toString(), "--json");
    assertThat(CommandRun.out(new EvaluateCommand(), swapped))
        .isEqualTo(CommandRun.out(new EvaluateCommand(), own));
  }

  @Test
  void encodeWritesTheVectorsOfTheNewPart() throws IOException {
    Path text = Files.writeString(folder.resolve("text.txt"), "Ada lives in Oslo.");
    Path output = folder.resolve("vectors.jsonl");
    List<String> arguments =
        new ArrayList<>(
            List.of(
                Checkout.PIPELINES.resolve("vectors-minilm.xml").toString(),
                "--unit",
                "token",
                "--input",
                text.toString(),
                "--output",
                output.toString()));
    arguments.addAll(PART);
    CommandRun.out(new EncodeCommand(), arguments);
    assertThat(
            JsonParser.parseString(Files.readAllLines(output).get(0))
                .getAsJsonObject()
                .getAsJsonArray("vector"))
        .hasSize(107); // 100 of GloVe and 7 classes of casing
  }

  @Test
  void trainTrainsOnTheNewPartWithAFileOfSettings() throws IOException {
    Path settings =
        Files.writeString(
            folder.resolve("short.settings"),
            """
            # one short epoch
            cascade.TaskTrainer.epochs = 1
            cascade.TaskTrainer.headRate = 0.02
            cascade.TaskTrainer.headOptions = [scheme=BIO, decoder=linear, bilstm=0, mix=false]
            """);
    Path corpus = SmallPipeline.corpus(folder);
    Path model = folder.resolve("model");
    CommandRun run =
        CommandRun.of(
            new TrainCommand(),
            List.of(
                Checkout.PIPELINES.resolve("train-entities.xml").toString(),
                "--part",
                "embedding=org.cascadenlp.contextual-embeddings.BertEmbedding",
                "--set",
                "embedding.model=" + Checkout.TINY_BERT,
                "--set",
                "embedding.window=64",
                "--set",
                "embedding.overlap=16",
                "--settings",
                settings.toString(),
                "--set",
                "trainer.headRate=0.03",
                "--train",
                corpus.toString(),
                "--dev",
                corpus.toString(),
                "--output",
                model.toString()));
    assertThat(run.error()).isEmpty();
    ModelCard card = ModelFolder.read(model);
    assertThat(card.embedder()).asString().contains("tiny-bert");
    assertThat(card.head()).asString().contains("decoder=linear");
    assertThat(card.training()).containsEntry("epochs", "1").containsEntry("headRate", "0.03");
  }

  @Test
  void aPartThatIsReplacedTwiceIsRefusedExceptByCompare() {
    List<String> arguments = new ArrayList<>(List.of(Checkout.ENTITIES.toString()));
    arguments.addAll(PART);
    arguments.addAll(List.of("--part", "embedding=embeddings/minilm.xml"));
    assertThat(CommandRun.of(new CheckCommand(), arguments).error())
        .isEqualTo(
            "--part embedding=embeddings/minilm.xml: this part is already replaced by"
                + " embeddings/glove.xml; name one of them; `cascade compare` takes several");
  }

  @ParameterizedTest
  @ValueSource(strings = {"embedding", "=x.xml", "embedding="})
  void aPartWithoutRoleOrDescriptorIsRefused(String part) {
    assertThat(
            CommandRun.of(new CheckCommand(), List.of(Checkout.ENTITIES.toString(), "--part", part))
                .error())
        .isEqualTo(
            "--part "
                + part
                + ": this names no part and descriptor; write ROLE=DESCRIPTOR, for example"
                + " embedding=embeddings/glove.xml");
  }

  @Test
  void relativePathsInAFileOfSettingsBeginAtItsFolder() throws IOException {
    Files.createDirectory(folder.resolve("site"));
    Path settings =
        Files.writeString(
            folder.resolve("site/own.settings"), "cascade.Entities.entities = ../heads\n");
    Checkout.copy(Checkout.ADAPTER, folder.resolve("heads/minilm-lora"));
    CommandRun run =
        CommandRun.of(
            new CheckCommand(),
            List.of(Checkout.ENTITIES.toString(), "--settings", settings.toString()));
    assertThat(run.error()).isEmpty();
    assertThat(run.code()).isZero();
    Files.delete(folder.resolve("heads/minilm-lora/model.json"));
    assertThat(
            CommandRun.of(
                    new CheckCommand(),
                    List.of(Checkout.ENTITIES.toString(), "--settings", settings.toString()))
                .error())
        .contains(folder.resolve("heads").toString());
  }
}
