package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles an output format outside the source tree, packs it as a jar, and runs the real {@code
 * cascade} tool with it.
 */
class OutsideFormatTest {

  private static final String SOURCE =
      """
      package org.example;

      import com.google.inject.Binder;
      import com.google.inject.multibindings.MapBinder;
      import java.io.IOException;
      import java.io.OutputStream;
      import java.nio.charset.StandardCharsets;
      import java.util.Locale;
      import java.util.Map;
      import org.apache.uima.cas.CAS;
      import org.apache.uima.cas.TypeSystem;
      import org.cascadenlp.core.Plugin;
      import org.cascadenlp.core.command.Description;
      import org.cascadenlp.core.document.DocumentWriter;
      import org.cascadenlp.core.document.OutputFormat;
      import org.cascadenlp.core.document.OutputOptions;

      @Description("The text in capitals.")
      public final class Loud implements OutputFormat {

        public static final class Services implements Plugin {
          @Override public void configure(Binder binder) {
            MapBinder.newMapBinder(binder, String.class, OutputFormat.class)
                .addBinding("loud").to(Loud.class);
          }
        }

        /** Loaded when the first document is written. */
        static final class Capitals {
          static byte[] of(String text) {
            return text.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
          }
        }

        @Override public String extension() {
          return "loud.txt";
        }

        @Override public DocumentWriter writer(OutputOptions options) {
          return new DocumentWriter() {
            @Override public Map<String, Content> prepare(TypeSystem types) {
              return Map.of();
            }

            @Override public void write(CAS cas, String name, OutputStream out)
                throws IOException {
              out.write(Capitals.of(cas.getDocumentText()));
            }
          };
        }
      }
      """;

  @TempDir static Path folder = Path.of("");

  private static Path jar = Path.of("");
  private static Path document = Path.of("");

  @BeforeAll
  static void build() throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    Path source = Files.writeString(folder.resolve("Loud.java"), SOURCE);
    String[] arguments = {
      "-proc:none", "-cp", ToolProcess.classPath(), "-d", classes.toString(), source.toString()
    };
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments)).isZero();
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("org.cascadenlp.core.Plugin"), "org.example.Loud$Services\n");
    jar = new DropIn(classes.toUri().toString()).jar(folder.resolve("loud.jar"));
    document = Files.writeString(folder.resolve("quiet.txt"), "Say it.");
  }

  /** The exit code of the tool, and what it printed. */
  private record Ended(int code, String printed) {}

  private static Ended cascade(List<String> arguments) throws IOException, InterruptedException {
    Path printed = Files.createTempFile(folder, "said", ".txt");
    Process process = ToolProcess.of(printed, arguments).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("cascade has ended").isTrue();
    return new Ended(
        process.exitValue(), Files.readString(printed, StandardCharsets.UTF_8).strip());
  }

  private static List<String> run(Path output, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", Checkout.PIPELINES.resolve("tokens-opennlp.xml").toString()));
    arguments.addAll(List.of("--input", document.toString(), "--output", output.toString()));
    arguments.addAll(List.of("--format", "loud"));
    arguments.addAll(List.of(more));
    return arguments;
  }

  @Test
  void runWritesInTheFormat() throws Exception {
    Path output = folder.resolve("out");
    Ended ended = cascade(run(output, "--plugins", jar.toString()));
    assertThat(ended.code()).as(ended.printed()).isZero();
    assertThat(output.resolve("quiet.txt.loud.txt")).hasContent("SAY IT.");
  }

  @Test
  void resultsOfAChangedJarAreNotSkipped() throws Exception {
    Path output = folder.resolve("again");
    Path result = output.resolve("quiet.txt.loud.txt");
    Path copy = Files.copy(jar, folder.resolve("copy.jar"));
    List<String> skip = run(output, "--plugins", copy.toString(), "--existing", "skip");
    assertThat(cascade(skip).code()).isZero();
    Files.writeString(result, "kept");

    assertThat(cascade(skip).code()).isZero();
    assertThat(result).as("of the same jar").hasContent("kept");

    Files.setLastModifiedTime(copy, FileTime.from(Instant.EPOCH));
    assertThat(cascade(skip).printed()).contains("1 results were made by another pipeline");
    assertThat(result).hasContent("SAY IT.");
  }

  @Test
  void helpAndListKnowIt() throws Exception {
    Ended help = cascade(List.of("run", "--help", "--plugins", jar.toString()));
    assertThat(help.printed().replaceAll("\\s+", " "))
        .containsPattern("The format of the results: [^.]*loud[^.]*\\(default: json\\)\\.")
        .contains("xmi, json, jsonl, conll, tsv, html");
    assertThat(cascade(List.of("list", "loud", "--plugins", jar.toString())).printed())
        .isEqualTo("loud (output format)\n  The text in capitals.");
  }

  @Test
  void withoutTheJarTheErrorListsTheInstalledFormats() throws Exception {
    Path output = folder.resolve("none");
    assertThat(cascade(run(output)))
        .isEqualTo(
            new Ended(
                2,
                "cascade: Invalid value for option '--format': expected one of [xmi, json, jsonl,"
                    + " conll, tsv, html, csv] but was 'loud'; `cascade run --help` lists what it"
                    + " takes"));
    assertThat(output).doesNotExist();
  }
}
