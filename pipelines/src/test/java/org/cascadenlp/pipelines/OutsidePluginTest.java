package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.pipelines.OutsidePlugin.Ended;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles a plugin outside the source tree, packs it as a jar and runs the real {@code cascade}
 * tool with it: an annotator in its own package, its descriptor, and a service that it binds.
 */
class OutsidePluginTest {

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

      /** Loads a pipeline and prints whether its annotator has the same class as this command sees. */
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

  private static final Path PIPELINE = OutsidePlugin.EXAMPLE.resolve("pipelines/shouting.xml");

  @TempDir static Path folder = Path.of("");

  private static Path jars = Path.of("");

  @BeforeAll
  static void build() throws IOException {
    Path classes = folder.resolve("classes");
    OutsidePlugin.compileExample(classes);
    Path command = Files.writeString(folder.resolve("Aloud.java"), COMMAND);
    OutsidePlugin.compile(
        classes,
        List.of(command, OutsidePlugin.EXAMPLE.resolve("src/main/java/org/example/Shouting.java")));
    Path services = classes.resolve("META-INF/services");
    Files.writeString(
        services.resolve("org.cascadenlp.core.command.CascadeCommand"), "org.example.Aloud\n");
    Files.writeString(
        services.resolve("org.cascadenlp.core.command.HealthCheck"), "org.example.Aloud$Lungs\n");
    jars = Files.createDirectory(folder.resolve("jars"));
    OutsidePlugin.pack(classes, jars.resolve("shouting.jar"));
  }

  private static Ended cascade(String... arguments) throws IOException, InterruptedException {
    return OutsidePlugin.cascade(folder, List.of(arguments));
  }

  private static String plugins() {
    return jars.toString();
  }

  @Test
  void runUsesItsAnnotator() throws Exception {
    Path document = Files.writeString(folder.resolve("a.txt"), "PLEASE help ME, I said.");
    Path output = folder.resolve("out");
    Ended ended =
        cascade(
            "run",
            PIPELINE.toString(),
            "--input",
            document.toString(),
            "--output",
            output.toString(),
            "--plugins",
            plugins(),
            "--set",
            "task.shortest=3");
    assertThat(ended.code()).as(ended.printed()).isZero();
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

  @Test
  void checkFindsItsAnnotator() throws Exception {
    Ended ended = cascade("check", PIPELINE.toString(), "--plugins", plugins());
    assertThat(ended.code()).as(ended.printed()).isZero();
    assertThat(ended.printed()).contains("task: Shouting", "no problems in");
    assertThat(cascade("check", PIPELINE.toString()).printed())
        .contains("import org.example.Shouting is not found", "--plugins");
  }

  @Test
  void listDescribesItsAnnotator() throws Exception {
    Ended ended = cascade("list", "Shouting", "--plugins", plugins());
    assertThat(ended.code()).as(ended.printed()).isZero();
    assertThat(ended.printed())
        .startsWith("org.example.Shouting (annotator)")
        .contains("  Marks words in capitals.", "  shortest: Integer = 2");
    assertThat(cascade("list", "Shouting").code()).isEqualTo(2);
  }

  @Test
  void itsCommandRunsWithThePluginsOptionAtAnyPosition() throws Exception {
    String whole = PIPELINE.toString();
    String jar = jars.resolve("shouting.jar").toString();
    for (List<String> arguments :
        List.of(
            List.of("--plugins", plugins(), "shout", "aloud", whole),
            List.of("shout", "aloud", whole, "--plugins", plugins()),
            List.of("shout", "aloud", "--plugins=" + jar, whole))) {
      Ended ended = cascade(arguments.toArray(String[]::new));
      assertThat(ended.code()).as(ended.printed()).isZero();
      assertThat(ended.printed().strip()).isEqualTo("the same class: true");
    }
    assertThat(cascade("shout", "aloud", whole).printed())
        .startsWith("cascade: there is no command 'shout'");
    assertThat(cascade("list", "--plugins", plugins()).printed())
        .contains("  shout aloud\n      Says what a pipeline shouts.");
  }

  @Test
  void doctorRunsItsHealthCheck() throws Exception {
    assertThat(cascade("doctor", "--plugins", plugins()).printed()).containsPattern("lungs +full");
    assertThat(cascade("doctor").printed()).doesNotContain("lungs");
  }

  @Test
  void pluginsNamedBeforeACommandApplyToThatCommand() throws Exception {
    String whole = PIPELINE.toString();
    Ended ended = cascade("--plugins", plugins(), "check", whole);
    assertThat(ended.code()).as(ended.printed()).isZero();
    assertThat(ended.printed()).contains("task: Shouting", "no problems in");
    Path none = folder.resolve("none");
    assertThat(cascade("--plugins", none.toString(), "check", whole).printed().strip())
        .isEqualTo(
            "cascade: --plugins "
                + none
                + ": there is no such folder or jar; name a folder that holds jars, or a jar");
  }

  @Test
  void aCommandWithTheNameOfOneOfCascadesIsAnError() throws Exception {
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
    OutsidePlugin.compile(other, List.of(source));
    Path services = Files.createDirectories(other.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("org.cascadenlp.core.command.CascadeCommand"), "org.example.Check\n");
    Path jar = OutsidePlugin.pack(other, folder.resolve("check.jar"));
    Ended ended = cascade("check", PIPELINE.toString(), "--plugins", jar.toString());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.printed().strip())
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
    OutsidePlugin.compile(classes, List.of(source));
    Files.delete(classes.resolve("org/example/Missing.class"));
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("org.cascadenlp.core.command.CascadeCommand"), "org.example.Lacking\n");
    Path jar = OutsidePlugin.pack(classes, folder.resolve("lacking.jar"));
    assertThat(cascade("list", "--plugins", jar.toString()).printed().strip())
        .startsWith("cascade: lacking.jar: it was built against another version of Cascade, or")
        .contains("NoClassDefFoundError: org/example/Missing")
        .hasLineCount(1);
  }

  @Test
  void anInvalidJarIsAnErrorOfOneLineInEveryCommand() throws Exception {
    Path bad = Files.createDirectory(folder.resolve("bad"));
    Path jar = Files.writeString(bad.resolve("bad.jar"), "no jar");
    for (List<String> command :
        List.of(
            List.of("list"),
            List.of("check", PIPELINE.toString()),
            List.of(
                "run",
                PIPELINE.toString(),
                "--input",
                PIPELINE.toString(),
                "--output",
                folder.resolve("none").toString()),
            List.of("evaluate", PIPELINE.toString(), "--gold", PIPELINE.toString()),
            List.of(
                "train",
                PIPELINE.toString(),
                "--train",
                PIPELINE.toString(),
                "--dev",
                PIPELINE.toString(),
                "--output",
                folder.resolve("none").toString()))) {
      List<String> arguments = new ArrayList<>(command);
      arguments.addAll(List.of("--plugins", bad.toString()));
      Ended ended = cascade(arguments.toArray(String[]::new));
      assertThat(ended.code()).as(ended.printed()).isEqualTo(2);
      assertThat(ended.printed().strip())
          .as(String.join(" ", command))
          .startsWith("cascade: " + jar + ": this is not a readable jar: ")
          .endsWith("; build it anew, or remove it from the folder")
          .hasLineCount(1);
    }
  }
}
