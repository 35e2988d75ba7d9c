package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * Compiles plugins outside the source tree, packs them as jars, and runs the {@code cascade} tool
 * with them.
 */
final class OutsidePlugin {

  /** The example project of framework/docs/extending.md. */
  static final Path EXAMPLE = Checkout.ROOT.resolve("plugins/alone");

  private OutsidePlugin() {}

  /** The exit code of the tool, and what it printed. */
  record Ended(int code, String printed) {}

  /** Compiles {@code sources} into the folder {@code classes}, against Cascade and {@code more}. */
  static void compile(Path classes, List<Path> sources, Path... more) throws IOException {
    Files.createDirectories(classes);
    StringBuilder path = new StringBuilder(ToolProcess.classPath());
    for (Path jar : more) {
      path.append(File.pathSeparator).append(jar);
    }
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-proc:none", "-cp", path.toString(), "-d", classes.toString()));
    sources.forEach(source -> arguments.add(source.toString()));
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, arguments.toArray(String[]::new)))
        .as("compiles " + sources)
        .isZero();
  }

  /** Compiles the example's main classes and copies its resources into {@code classes}. */
  static void compileExample(Path classes) throws IOException {
    compile(classes, files(EXAMPLE.resolve("src/main/java")));
    Path resources = EXAMPLE.resolve("src/main/resources");
    for (Path file : files(resources)) {
      Path copy = classes.resolve(resources.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(file, copy);
    }
  }

  /** All files below {@code folder}. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Packs all files below {@code classes} as {@code jar}. */
  static Path pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream zip = new JarOutputStream(out)) {
      for (Path file : files(classes)) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
      }
    }
    return jar;
  }

  /** Runs the tool with its output redirected to a file in {@code folder}. */
  static Ended cascade(Path folder, List<String> arguments)
      throws IOException, InterruptedException {
    Path printed = Files.createTempFile(folder, "said", ".txt");
    Process process = ToolProcess.of(printed, arguments).start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("cascade has ended").isTrue();
    return new Ended(process.exitValue(), Files.readString(printed, StandardCharsets.UTF_8));
  }
}
