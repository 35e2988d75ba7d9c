package org.cascadenlp.staticembeddings.search;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.command.CascadeCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cascade vectors nearest}: lists nearest neighbours of words. */
@Command(
    name = "vectors nearest",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Lists the words nearest to each WORD with their cosine similarity.")
public final class NearestCommand implements CascadeCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin SearchOptions options = new SearchOptions();

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "WORD", description = "The words.")
  List<String> words = new ArrayList<>();

  @Override
  public Integer call() {
    WordVectors vectors = options.open();
    PrintWriter out = spec.commandLine().getOut();
    for (String word : words) {
      List<Hit> hits = vectors.nearest(word, options.top);
      if (words.size() > 1) {
        out.println(word + ":");
      }
      SearchOptions.print(out, vectors.file(), hits);
    }
    return 0;
  }
}
