package org.example;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.types.ScoredEntity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cascade shout aloud PIPELINE TEXT}: what a pipeline with {@link Shouting} finds. */
@Command(name = "shout aloud", description = "Prints the words in capitals that a pipeline finds.")
public final class ShoutingCommand implements CascadeCommand {

  @Parameters(index = "0", paramLabel = "PIPELINE")
  private Path pipeline;

  @Parameters(index = "1", paramLabel = "TEXT")
  private String text;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    try (Pipeline loaded = Pipeline.load(pipeline)) {
      JCas cas = loaded.annotate(text);
      List<String> found =
          cas.select(ScoredEntity.class).map(ScoredEntity::getCoveredText).toList();
      out.println(String.join(" ", found));
    }
    return 0;
  }
}
