package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plugin that is written, compiled and packed outside the tree, and dropped into the real {@code
 * cascade} tool: an annotator of its own package, its descriptor, and a service it binds.
 */
class OutsidePluginTest {

  private static final String SOURCE =
      """
      package org.example;

      import com.google.inject.Binder;
      import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
      import jakarta.inject.Inject;
      import org.apache.uima.jcas.JCas;
      import org.cascadenlp.core.Parameters;
      import org.cascadenlp.core.Plugin;
      import org.cascadenlp.core.PluginAnnotator;
      import org.cascadenlp.types.ScoredEntity;

      /** Marks words in capitals. */
      public final class Shouting extends PluginAnnotator {

        public record Label(String text) {}

        public static final class Services implements Plugin {
          @Override public void configure(Binder binder) {
            binder.bind(Label.class).toInstance(new Label("SHOUT"));
          }
        }

        @Inject private Label label;
        private int shortest;

        @Override protected void configure(Parameters parameters) {
          shortest = parameters.integer("shortest", 1, 100);
        }

        @Override protected void annotate(JCas cas) {
          for (Token token : cas.select(Token.class)) {
            String word = token.getCoveredText();
            if (word.length() >= shortest && word.chars().allMatch(Character::isUpperCase)) {
              ScoredEntity entity = new ScoredEntity(cas, token.getBegin(), token.getEnd());
              entity.setValue(label.text());
              entity.setScore(1);
              entity.setSource("Shouting");
              entity.addToIndexes();
            }
          }
        }
      }
      """;

  private static final String COMMAND =
      """
      package org.example;

      import java.util.List;
      import java.util.Map;
      import java.nio.file.Path;
      import org.cascadenlp.core.command.CascadeCommand;
      import org.cascadenlp.core.command.HealthCheck;
      import org.cascadenlp.core.pipeline.Pipeline;
      import picocli.CommandLine.Command;
      import picocli.CommandLine.Parameters;

      /** Loads a pipeline and says whether the plugin's annotator there is the one seen here. */
      @Command(name = "shout aloud", description = "Says what a pipeline shouts.")
      public final class Aloud implements CascadeCommand {

        public static final class Lungs implements HealthCheck {
          @Override public List<Finding> examine() {
            return List.of(new Finding("lungs", "full", Verdict.FINE));
          }
        }

        @Parameters private Path pipeline;

        @Override public Integer call() throws Exception {
          try (Pipeline loaded = Pipeline.load(pipeline)) {
            Class<?> there = loaded.resources().loadUserClass(Shouting.class.getName());
            System.out.println("the same class: " + (there == Shouting.class));
          }
          return 0;
        }
      }
      """;

  @TempDir static Path folder = Path.of("");

  private static Path jars = Path.of("");
  private static Path pipeline = Path.of("");

  @BeforeAll
  static void build() throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    Path source = Files.writeString(folder.resolve("Shouting.java"), SOURCE);
    Path command = Files.writeString(folder.resolve("Aloud.java"), COMMAND);
    String[] arguments = {
      "-proc:none",
      "-cp",
      ToolProcess.classPath(),
      "-d",
      classes.toString(),
      source.toString(),
      command.toString()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("org.cascadenlp.core.Plugin"), "org.example.Shouting$Services\n");
    Files.writeString(
        services.resolve("org.cascadenlp.core.command.CascadeCommand"), "org.example.Aloud\n");
    Files.writeString(
        services.resolve("org.cascadenlp.core.command.HealthCheck"), "org.example.Aloud$Lungs\n");
    Files.writeString(classes.resolve("org/example/Shouting.xml"), descriptor());
    jars = Files.createDirectory(folder.resolve("jars"));
    packed(classes, jars.resolve("shouting.jar"));
    String names = Files.readString(Checkout.ROOT.resolve(GAZETTEER_PIPELINE));
    pipeline =
        Files.writeString(
            folder.resolve("shouting.xml"),
            names.replace("org.cascadenlp.gazetteer.Gazetteer", "org.example.Shouting"));
  }

  private static Path packed(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(
            new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, zip);
      }
    }
    return jar;
  }

  private static final String GAZETTEER_PIPELINE =
      "plugins/gazetteer/src/test/resources/pipeline.xml";

  /** The gazetteer's descriptor made the plugin's: one parameter, a number. */
  private static String descriptor() throws IOException {
    Path file =
        Checkout.ROOT.resolve(
            "plugins/gazetteer/src/main/resources/org/cascadenlp/gazetteer/Gazetteer.xml");
    return Files.readString(file)
        .replaceFirst("(?s)<configurationParameter>.*?</configurationParameter>", "")
        .replaceFirst("<nameValuePair><name>names<.*\\n", "")
        .replace("longest", "shortest")
        .replace("<integer>8<", "<integer>2<")
        .replaceFirst("<description>Finds[^<]*<", "<description>Marks words in capitals.<")
        .replace("org.cascadenlp.gazetteer.Gazetteer", "org.example.Shouting")
        .replace("Gazetteer", "Shouting");
  }

  /** How the tool ended, and all that it printed. */
  private record Ended(int code, String said) {}

  private static Ended cascade(String... arguments) throws IOException, InterruptedException {
    Path said = Files.createTempFile(folder, "said", ".txt");
    Process process = ToolProcess.of(said, List.of(arguments)).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("cascade has ended").isTrue();
    return new Ended(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8));
  }

  private static String plugins() {
    return jars.toString();
  }

  @Test
  void runAnnotatesWithIt() throws Exception {
    Path document = Files.writeString(folder.resolve("a.txt"), "PLEASE help ME, I said.");
    Path whole = wholePipeline();
    Path output = folder.resolve("out");
    Ended ended =
        cascade(
            "run",
            whole.toString(),
            "--input",
            document.toString(),
            "--output",
            output.toString(),
            "--plugins",
            plugins(),
            "--set",
            "task.shortest=3");
    assertThat(ended.code()).as(ended.said()).isZero();
    List<String> entities = new ArrayList<>();
    JsonParser.parseString(Files.readString(output.resolve("a.txt.json")))
        .getAsJsonObject()
        .getAsJsonArray("annotations")
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject)
        .filter(a -> a.has("value") && a.get("value").getAsString().equals("SHOUT"))
        .forEach(a -> entities.add(a.get("begin") + "-" + a.get("end")));
    assertThat(entities).containsExactly("0-6");
  }

  /** The pipeline with a tokenizer before the plugin. */
  private static Path wholePipeline() throws IOException {
    String entities = Files.readString(Checkout.ENTITIES);
    String whole =
        entities
            .replaceFirst(
                "(?s)<delegateAnalysisEngine key=\"embedding\">.*?</delegateAnalysisEngine>", "")
            .replaceFirst("\\s*<node>embedding</node>", "")
            .replace("org.cascadenlp.task-heads.EntityTagger", "org.example.Shouting")
            .replaceFirst("(?s)<configurationParameters>.*</configurationParameterSettings>", "")
            .replace("<type>org.cascadenlp.types.Vectors</type>", "");
    return Files.writeString(folder.resolve("whole.xml"), whole);
  }

  @Test
  void checkKnowsIt() throws Exception {
    Ended ended = cascade("check", wholePipeline().toString(), "--plugins", plugins());
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.said()).contains("task: Shouting", "no problems in");
    assertThat(cascade("check", pipeline.toString()).said())
        .contains("import org.example.Shouting is not found", "--plugins");
  }

  @Test
  void listDescribesIt() throws Exception {
    Ended ended = cascade("list", "Shouting", "--plugins", plugins());
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.said())
        .startsWith("org.example.Shouting (annotator)")
        .contains("  Marks words in capitals.", "  shortest: Integer = 2");
    assertThat(cascade("list", "Shouting").code()).isEqualTo(2);
  }

  @Test
  void itsCommandRunsWhereverTheJarIsNamed() throws Exception {
    String whole = wholePipeline().toString();
    String jar = jars.resolve("shouting.jar").toString();
    for (List<String> arguments :
        List.of(
            List.of("--plugins", plugins(), "shout", "aloud", whole),
            List.of("shout", "aloud", whole, "--plugins", plugins()),
            List.of("shout", "aloud", "--plugins=" + jar, whole))) {
      Ended ended = cascade(arguments.toArray(String[]::new));
      assertThat(ended.code()).as(ended.said()).isZero();
      assertThat(ended.said().strip()).isEqualTo("the same class: true");
    }
    assertThat(cascade("shout", "aloud", whole).said())
        .startsWith("cascade: there is no command 'shout'");
    assertThat(cascade("list", "--plugins", plugins()).said())
        .contains("  shout aloud\n      Says what a pipeline shouts.");
  }

  @Test
  void doctorAsksItsHealthCheck() throws Exception {
    assertThat(cascade("doctor", "--plugins", plugins()).said()).containsPattern("lungs +full");
    assertThat(cascade("doctor").said()).doesNotContain("lungs");
  }

  @Test
  void whatIsNamedBeforeACommandIsForThatCommand() throws Exception {
    String whole = wholePipeline().toString();
    Ended ended = cascade("--plugins", plugins(), "check", whole);
    assertThat(ended.code()).as(ended.said()).isZero();
    assertThat(ended.said()).contains("task: Shouting", "no problems in");
    Path none = folder.resolve("none");
    assertThat(cascade("--plugins", none.toString(), "check", whole).said().strip())
        .isEqualTo(
            "cascade: --plugins "
                + none
                + ": there is no such folder or jar; name a folder that holds jars, or a jar");
  }

  @Test
  void aCommandOfTheNameOfOneOfCascadesIsAnError() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path source =
        Files.writeString(
            folder.resolve("Check.java"),
            """
            package org.example;
            @picocli.CommandLine.Command(name = "check")
            public final class Check implements org.cascadenlp.core.command.CascadeCommand {
              @Override public Integer call() { return 0; }
            }
            """);
    String[] arguments = {
      "-proc:none", "-cp", ToolProcess.classPath(), "-d", other.toString(), source.toString()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
    Path services = Files.createDirectories(other.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("org.cascadenlp.core.command.CascadeCommand"), "org.example.Check\n");
    Path jar = packed(other, folder.resolve("check.jar"));
    Ended ended = cascade("check", pipeline.toString(), "--plugins", jar.toString());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.said().strip())
        .isEqualTo(
            "cascade: command check: two have this name: org.example.Check and"
                + " org.cascadenlp.cli.check.CheckCommand; give one of them another name, or remove"
                + " its jar");
  }

  @Test
  void aCommandThatLacksAClassIsNamedWithItsJar() throws Exception {
    Path classes = Files.createDirectory(folder.resolve("lacking"));
    Path source =
        Files.writeString(
            folder.resolve("Lacking.java"),
            """
            package org.example;
            class Missing {}
            public final class Lacking extends Missing
                implements org.cascadenlp.core.command.CascadeCommand {
              @Override public Integer call() { return 0; }
            }
            """);
    String[] arguments = {
      "-proc:none", "-cp", ToolProcess.classPath(), "-d", classes.toString(), source.toString()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
    Files.delete(classes.resolve("org/example/Missing.class"));
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("org.cascadenlp.core.command.CascadeCommand"), "org.example.Lacking\n");
    Path jar = packed(classes, folder.resolve("lacking.jar"));
    assertThat(cascade("list", "--plugins", jar.toString()).said().strip())
        .startsWith("cascade: lacking.jar: it was built against another version of Cascade, or")
        .contains("NoClassDefFoundError: org/example/Missing")
        .hasLineCount(1);
  }

  @Test
  void aJarThatIsNoneIsOneLineAndCodeTwoInEveryCommand() throws Exception {
    Path bad = Files.createDirectory(folder.resolve("bad"));
    Path jar = Files.writeString(bad.resolve("bad.jar"), "no jar");
    for (List<String> command :
        List.of(
            List.of("list"),
            List.of("check", pipeline.toString()),
            List.of(
                "run",
                pipeline.toString(),
                "--input",
                pipeline.toString(),
                "--output",
                folder.resolve("none").toString()),
            List.of("evaluate", pipeline.toString(), "--gold", pipeline.toString()),
            List.of(
                "train",
                pipeline.toString(),
                "--train",
                pipeline.toString(),
                "--dev",
                pipeline.toString(),
                "--output",
                folder.resolve("none").toString()))) {
      List<String> arguments = new ArrayList<>(command);
      arguments.addAll(List.of("--plugins", bad.toString()));
      Ended ended = cascade(arguments.toArray(String[]::new));
      assertThat(ended.code()).as(ended.said()).isEqualTo(2);
      assertThat(ended.said().strip())
          .as(String.join(" ", command))
          .startsWith("cascade: " + jar + ": this is not a readable jar: ")
          .endsWith("; build it anew, or remove it from the folder")
          .hasLineCount(1);
    }
  }
}
