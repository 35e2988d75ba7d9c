package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.pipelines.guest.GuestRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Pipelines, parts and models in a jar run by name in plain UIMA, in other aggregates, in uimaFIT
 * and in a collection processing engine. They run in a separate process, in an empty folder, with
 * that jar on the class path and no checkout.
 */
class GuestTest {

  /** The runs of pipelines whose models are shipped, {@code HOST=PIPELINE}. */
  private static final List<String> RUNS =
      List.of(
          "uima=entities-bert",
          "uima=entities-glove",
          "uima=entities-minilm",
          "uima=pos-bert",
          "uima=pos-glove",
          "uima=genre-bert",
          "uima=genre-glove",
          "uima=vectors-minilm",
          "uima=tokens-opennlp",
          "aggregate=entities-bert",
          "fit=entities-bert",
          "built=entities-bert",
          "built=entities-glove",
          "cpe=entities-glove");

  private static final String HOME = "org/cascadenlp/pipelines/";

  @TempDir static Path folder = Path.of("");

  private static final Map<String, String> EXPECTED = new HashMap<>();

  @BeforeAll
  static void run() throws Exception {
    Path here = Files.createDirectory(folder.resolve("here"));
    Path results = Files.createDirectory(folder.resolve("results"));
    Path printed = folder.resolve("said");
    List<String> arguments = new ArrayList<>(List.of(results.toString()));
    arguments.addAll(RUNS);
    arguments.addAll(List.of("built=no-weights", "uima=sentiment-bert", "built=nowhere"));
    Process process =
        ToolProcess.java(
                classPath(),
                GuestRun.class.getName(),
                arguments,
                "-Dai.djl.offline=true",
                "-Dcascade.cache=" + folder.resolve("cache"))
            .directory(here.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    assertThat(process.waitFor()).as("%s", printed).describedAs(Files.readString(printed)).isZero();
    try (Stream<Path> left = Files.list(here)) {
      assertThat(left).as("files left in the working directory").isEmpty();
    }
  }

  /** The runtime class path, with a jar packed from the folder of this module's classes. */
  private static String classPath() throws IOException {
    List<String> path = new ArrayList<>();
    path.add(jar("pipelines.jar", HOME + "entities-bert.xml", "").toString());
    path.add(
        jar(
                "guest.jar",
                GuestRun.class.getName().replace('.', '/') + ".class",
                GuestRun.class.getPackageName().replace('.', '/'))
            .toString());
    String own = Checkout.PIPELINES.resolve("target").toString();
    for (String element : ToolProcess.classPath().split(java.io.File.pathSeparator)) {
      if (!element.startsWith(own) && !element.matches(".*(junit|assertj|archunit|testkit).*")) {
        path.add(element);
      }
    }
    Path hosts = Checkout.PIPELINES.resolve("target/hosts");
    try (Stream<Path> jars = Files.list(hosts)) {
      jars.map(Path::toString).sorted().forEach(path::add);
    }
    return String.join(java.io.File.pathSeparator, path);
  }

  /**
   * Packs the folder of the class path that contains {@code resource} as a jar of the files below
   * {@code top}.
   */
  private static Path jar(String name, String resource, String top) throws IOException {
    URL url = GuestTest.class.getClassLoader().getResource(resource);
    assertThat(url).as(resource).isNotNull();
    String root = url.toString().substring(0, url.toString().length() - resource.length());
    assertThat(root).as("a folder of classes, not yet packed").startsWith("file:");
    Path from = Path.of(URI.create(root));
    Path jar = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out);
        Stream<Path> files = Files.walk(from.resolve(top))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new JarEntry(from.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
      }
    }
    return jar;
  }

  private static String found(String run) throws IOException {
    return Files.readString(folder.resolve("results").resolve(run));
  }

  /** The annotations of the checkout's pipeline. */
  private static String expected(String pipeline) {
    return EXPECTED.computeIfAbsent(
        pipeline,
        name -> {
          try (Pipeline loaded = Pipeline.load(Checkout.PIPELINES.resolve(name + ".xml"))) {
            return GuestRun.annotations(loaded.annotate(GuestRun.TEXT).getCas());
          }
        });
  }

  @ParameterizedTest
  @FieldSource("RUNS")
  void aHostGivesTheSameAnnotationsAsTheCheckout(String run) throws IOException {
    String pipeline = run.substring(run.indexOf('=') + 1);
    assertThat(found(run)).contains("Token 0-3").isEqualTo(expected(pipeline));
  }

  @Test
  void theErrorOfAPipelineWithoutWeightsNamesEveryPlaceTried() throws IOException {
    Path here = folder.toRealPath().resolve("here");
    assertThat(found("built=no-weights"))
        .startsWith("TransformerEmbedding (")
        .contains(
            "): parameter model = 'models/encoders/roberta'; there is"
                + " no such file or folder; looked for: "
                + here.resolve("models/encoders/roberta")
                + " (UIMA's data path) and 'models/encoders/roberta' on the class path; UIMA does"
                + " not tell a part which descriptor sets it: add the folder of that descriptor to"
                + " UIMA's data path; bring the weights with `cascade import encoder SOURCE"
                + " --output DESCRIPTOR_FOLDER/models/encoders/roberta` ");
    assertThat(found("uima=sentiment-bert"))
        .startsWith("TextClassifier (task): parameter model = 'models/sentiment'; there is no such")
        .contains(here.resolve("models/sentiment") + " (UIMA's data path)");
  }

  @Test
  void theErrorOfADescriptionMadeByCodeNamesEveryPlaceTried() throws IOException {
    assertThat(found("built=nowhere"))
        .contains(
            "parameter model = 'nowhere'; there is no such name, file or folder; looked for: "
                + folder.toRealPath().resolve("here/nowhere")
                + " (UIMA's data path) and 'nowhere' on the class path; UIMA does not tell a part"
                + " which descriptor sets it: add the folder of that descriptor to UIMA's data"
                + " path; give a model's file or folder")
        .contains("one of [all-minilm-l6-v2, ");
  }

  @Test
  void modelsAreUnpackedIntoTheCacheWithoutUnfinishedFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      assertThat(files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
          .contains("glove-6b-100d-top10k.vectors", "adapter_model.safetensors", "model.json")
          .noneMatch(name -> name.endsWith(".part"));
    }
  }

  @Test
  void theJarHasNoTrainingReportsAndItsNoticeNamesDataAndLicences() throws IOException {
    Path classes = Checkout.PIPELINES.resolve("target/classes");
    try (Stream<Path> files = Files.walk(classes)) {
      assertThat(files.map(Path::toString))
          .noneMatch(f -> f.endsWith(".csv") || f.endsWith(".html"));
    }
    String notice = Files.readString(classes.resolve("META-INF/NOTICE"));
    for (String task : List.of("entities", "pos", "genre")) {
      for (String head : ShippedAnnotators.heads(task)) {
        String model = "models/" + task + "/" + head;
        assertThat(notice).containsPattern("- " + model + " .*[Tt]rained on .*CC BY");
        assertThat(classes.resolve(HOME + model).resolve("model.json")).exists();
        assertThat(classes.resolve(HOME + model).resolve("index.txt")).exists();
      }
    }
    assertThat(notice).contains("GloVe", "PDDL");
  }
}
