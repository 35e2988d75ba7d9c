package org.cascadenlp.benchmarks.against;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;

/**
 * A checkout of Cascade, built by its own scripts.
 *
 * @param root its folder, absolute
 * @param commit the abbreviated commit, with {@code -dirty} if files differ from it
 */
record Checkout(Path root, String commit) {

  /** The checkout in {@code folder}, which has a {@code run.sh}. */
  static Checkout of(Path folder) throws IOException, InterruptedException {
    Path root = folder.toAbsolutePath().normalize();
    if (!Files.isRegularFile(script(root)) || !Files.isRegularFile(root.resolve("cascade"))) {
      throw CascadeException.of(
          "OLD_CHECKOUT " + folder,
          "is no checkout of Cascade with framework/benchmarks/run.sh",
          "make one beside this, for example `git worktree add ../old COMMIT`");
    }
    return new Checkout(root, commit(root));
  }

  private static Path script(Path root) {
    return root.resolve("framework/benchmarks/run.sh");
  }

  private static String commit(Path root) throws IOException, InterruptedException {
    try {
      Process git =
          new ProcessBuilder(
                  "git", "-C", root.toString(), "describe", "--always", "--dirty", "--exclude=*")
              .redirectError(Redirect.DISCARD)
              .start();
      String name = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 && !name.isEmpty() ? name : root.toString();
    } catch (IOException e) { // without git, the folder is the name
      return root.toString();
    }
  }

  /** A process of its {@code run.sh}; bash and the launcher are replaced by Java (exec). */
  ProcessBuilder run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("bash", script(root).toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("CASCADE_CLASSPATH");
    return builder;
  }

  /** Builds outdated modules, by running {@code run.sh} with {@code --help}. */
  void build(String table) throws IOException, InterruptedException {
    Process process =
        run(List.of(table, "--help"))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw CascadeException.of(
          root.toString(),
          "could not be built",
          "see above, or run framework/benchmarks/run.sh --help in it");
    }
  }
}
