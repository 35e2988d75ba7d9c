package org.cascadenlp.staticembeddings.search;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.neural.words.VectorFile;
import org.cascadenlp.neural.words.VectorFileCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cascade vectors verify}: checks a vector file against its hash. */
@Command(
    name = "vectors verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Reads all words and rows of FILE and compares them with the hash in its header.",
      "Opening a file maps it without reading, so damaged rows are found only here."
    })
public final class VerifyVectorsCommand implements CascadeCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE.vectors", description = "The vector file.")
  Path file = Path.of("");

  @Override
  public Integer call() {
    VectorFile vectors = VectorFile.open(file);
    boolean hasHash = VectorFileCheck.passes(vectors);
    PrintWriter out = spec.commandLine().getOut();
    String shape = vectors.size() + " words of " + vectors.width() + " numbers";
    out.println(
        hasHash
            ? file + ": " + shape + " agree with its hash, " + vectors.hash()
            : file + ": " + shape + ", but no hash to compare them with: import it again for one");
    out.flush();
    return hasHash ? 0 : 1;
  }
}
