package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.transformers.config.Architecture;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The descriptors of the other encoders equal that of BertEmbedding except for their own values,
 * and their pipelines are equal except for the embedding.
 *
 * <p>After a change of BertEmbedding, {@code -Dcascade.descriptors=write} writes the others anew
 * with their own values; review the difference before you commit it.
 */
class EncoderDescriptorsTest {

  private static final Path PARTS = Checkout.ROOT.resolve("descriptors/contextual-embeddings");
  private static final String BERT = "BertEmbedding";
  private static final Set<String> OTHER_HEADS =
      Set.of("train-entities-bert-frozen.xml", "train-entities-minilm.xml");
  private static final boolean WRITE = "write".equals(System.getProperty("cascade.descriptors"));

  /**
   * The values in which a descriptor may differ: its description, its model and the pooling of
   * tokens.
   */
  private static final List<Pattern> OWN =
      List.of(
          Pattern.compile("</name>\\R    <description>(.*?)</description>"),
          Pattern.compile("<name>model</name>.*?<description>(.*?)</description>", Pattern.DOTALL),
          Pattern.compile("<name>model</name><value><string>(.*?)</string>"),
          Pattern.compile("<name>modelTypes</name><value><array>(.*?)</array>"),
          Pattern.compile("<name>pooling</name><value><string>(.*?)</string>"));

  private static final Pattern IMPORT =
      Pattern.compile("(?<=key=\"embedding\">\n {6})<import name=\"([^\"]+)\"/>");

  @TempDir Path folder = Path.of("");

  /** The descriptors of encoders beside BertEmbedding, by the name of the part. */
  static List<String> parts() {
    try (Stream<Path> files = Files.list(PARTS)) {
      return files
          .map(file -> file.getFileName().toString().replace(".xml", ""))
          .filter(name -> !name.equals(BERT) && isEncoder(name))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isEncoder(String name) {
    try {
      return Files.readString(file(name)).contains("<name>modelTypes</name>");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(String part) {
    return PARTS.resolve(part + ".xml");
  }

  /** The text of BertEmbedding with the own values of {@code text}. */
  private static String like(String bert, String text, String name) {
    String made = bert.replace(BERT, name);
    for (Pattern own : OWN) {
      Matcher from = own.matcher(text);
      Matcher to = own.matcher(made);
      assertThat(from.find()).as(own + " in " + name).isTrue();
      assertThat(to.find()).isTrue();
      made = made.substring(0, to.start(1)) + from.group(1) + made.substring(to.end(1));
    }
    return made;
  }

  @ParameterizedTest
  @MethodSource("parts")
  void aDescriptorEqualsBertEmbeddingExceptForItsOwnValues(String part) throws IOException {
    String text = Files.readString(file(part));
    String made = like(Files.readString(file(BERT)), text, part);
    if (WRITE) {
      Files.writeString(file(part), made);
    } else {
      assertThat(text).as("write it with -Dcascade.descriptors=write").isEqualTo(made);
    }
  }

  /** The model types of each part. */
  private static Map<String, List<String>> types() throws IOException {
    Map<String, List<String>> types = new TreeMap<>();
    for (String part : parts()) {
      Matcher matcher = OWN.get(3).matcher(Files.readString(file(part)));
      assertThat(matcher.find()).isTrue();
      List<String> some = new ArrayList<>();
      Matcher one = Pattern.compile("<string>(.*?)</string>").matcher(matcher.group(1));
      while (one.find()) {
        some.add(one.group(1));
      }
      types.put(part, some);
    }
    return types;
  }

  @Test
  void everyModelTypeHasOnePart() throws IOException {
    List<String> named = new ArrayList<>(types().values().stream().flatMap(List::stream).toList());
    named.addAll(List.of("bert", "modernbert")); // which BertEmbedding opens
    assertThat(named).doesNotHaveDuplicates();
    assertThat(new TreeSet<>(named)).isEqualTo(new TreeSet<>(Architecture.byType().keySet()));
  }

  /**
   * The text of each pipeline that imports an embedding by name, by the name of that part;
   * pipelines that train other heads, on BERT, are left out.
   */
  private static Map<String, String> importing(String prefix) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String name : ShippedDescriptors.pipelines().keySet()) {
      String text = Files.readString(Checkout.PIPELINES.resolve(name));
      Matcher found = IMPORT.matcher(text);
      if (name.startsWith(prefix) && !OTHER_HEADS.contains(name) && found.find()) {
        String part = found.group(1).replaceAll(".*\\.", "");
        assertThat(texts.put(part, text)).as(name + " is the second with " + part).isNull();
      }
    }
    return texts;
  }

  private static String rest(String pipeline) {
    return IMPORT.matcher(pipeline).replaceFirst("<import/>");
  }

  @Test
  void everyPartHasTwoPipelinesThatDifferInTheEmbeddingOnly() throws IOException {
    Map<String, String> running = importing("entities-");
    Map<String, String> training = importing("train-entities-");
    Set<String> all = new TreeSet<>(training.keySet());
    all.add(BERT);
    assertThat(running.keySet())
        .isEqualTo(all)
        .containsAll(parts())
        .contains("ElmoEmbedding", "CoveEmbedding");
    assertThat(training.values().stream().map(EncoderDescriptorsTest::rest).distinct()).hasSize(1);
    String bert = Files.readString(Checkout.ENTITIES);
    String rest =
        bert.replaceFirst("<import location=\"embeddings/entities-minilm.xml\"/>", "<import/>");
    assertThat(running.values()).allSatisfy(text -> assertThat(rest(text)).isEqualTo(rest));
  }

  @Test
  void theHeadOnMinilmIsTrainedWithTheSettingsOfThatOnGlove() throws IOException {
    String minilm = Files.readString(Checkout.PIPELINES.resolve("train-entities-minilm.xml"));
    String glove = Files.readString(Checkout.PIPELINES.resolve("train-entities-glove.xml"));
    assertThat(
            rest(minilm)
                .replace("TrainEntitiesMinilm", "TrainEntitiesGlove")
                .replace("the vectors of all-MiniLM-L6-v2 as they are", "GloVe vectors"))
        .isEqualTo(glove.replace("<import location=\"embeddings/glove.xml\"/>", "<import/>"));
  }

  static Stream<String> pipelines() {
    return Stream.of("roberta", "gpt2", "xlnet", "elmo", "cove").map(name -> "entities-" + name);
  }

  @ParameterizedTest
  @MethodSource("pipelines")
  void theErrorOfAPipelineWithoutWeightsNamesTheirFolderAndTheImportCommand(String name) {
    String family = name.substring("entities-".length());
    String part = family.substring(0, 1).toUpperCase(Locale.ROOT) + family.substring(1);
    Path wanted = Checkout.PIPELINES.resolve("models/encoders/" + family);
    assertThatThrownBy(() -> Pipeline.load(Checkout.PIPELINES.resolve(name + ".xml")))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(part + "Embedding (embedding): parameter model = 'models/encoders/")
        .hasMessageContaining("cascade import encoder SOURCE --output " + wanted)
        .hasMessageNotContaining("\n");
  }

  private String opened(String part, String model) throws IOException {
    return opened(part, model, 0);
  }

  private String opened(String part, String model, int memory) throws IOException {
    TinyEncoder tiny = new TinyEncoder(model, "contextual-embeddings." + part, List.of());
    Path pipeline =
        new WrittenPipeline()
            .part("embedding", tiny.part())
            .text("embedding.model", tiny.openable(folder).toString())
            .integer("embedding.window", 32)
            .integer("embedding.overlap", 8)
            .integer("embedding.memory", memory)
            .write(folder.resolve("pipeline.xml"));
    try (Pipeline running = Pipeline.load(pipeline)) {
      return running.summary("embedding");
    }
  }

  static Stream<String> models() {
    return TinyEncoder.all().filter(TinyEncoder::isTransformer).map(TinyEncoder::model);
  }

  @ParameterizedTest
  @MethodSource("models")
  void aModelIsOpenedByItsOwnPartAndRefusedByTheOthers(String model) throws IOException {
    String type =
        JsonFile.read(Checkout.TESTDATA.resolve("models").resolve(model).resolve("config.json"))
            .get("model_type")
            .getAsString();
    String own =
        types().entrySet().stream()
            .filter(part -> part.getValue().contains(type))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(BERT);
    assertThat(opened(own, model)).isNotEmpty();
    String other = own.equals("MpnetEmbedding") ? "XlnetEmbedding" : "MpnetEmbedding";
    assertThatThrownBy(() -> opened(other, model))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("its model_type is '" + type + "', and this part is for ")
        .hasMessageContaining(
            "use org.cascadenlp.contextual-embeddings."
                + (own.equals(BERT) ? "BertEmbedding, which takes any" : own)
                + " (it is set at ");
  }

  @Test
  void onlyXlnetTakesTheParameterMemory() throws IOException {
    assertThat(opened("XlnetEmbedding", "tiny-xlnet", 20)).contains(" memory=20,");
    assertThatThrownBy(() -> opened("RobertaEmbedding", "tiny-roberta", 20))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("parameter memory = '20'")
        .hasMessageContaining("this is a model of type roberta: set it to 0");
  }
}
