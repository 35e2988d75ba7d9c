package org.cascadenlp.staticembeddings.search;

import org.cascadenlp.core.command.CascadeCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cascade vectors analogy}: solves analogies by word vectors. */
@Command(
    name = "vectors analogy",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists the words that are to C as B is to A: those nearest to B - A + C except A, B and C.",
      "`cascade vectors analogy MODEL man king woman` should begin with queen."
    })
public final class AnalogyCommand implements CascadeCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin SearchOptions options = new SearchOptions();

  @Parameters(index = "1", paramLabel = "A", description = "The first word.")
  String a = "";

  @Parameters(index = "2", paramLabel = "B", description = "The word related to A.")
  String b = "";

  @Parameters(
      index = "3",
      paramLabel = "C",
      description = "The word to find the same relation for.")
  String c = "";

  @Override
  public Integer call() {
    WordVectors vectors = options.open();
    SearchOptions.print(
        spec.commandLine().getOut(), vectors.file(), vectors.analogy(a, b, c, options.top));
    return 0;
  }
}
