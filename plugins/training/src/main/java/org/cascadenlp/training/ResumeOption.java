package org.cascadenlp.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.cascadenlp.training.checkpoint.ResumeMode;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --resume} of {@code train}. */
final class ResumeOption {

  private static final String NAME = "--resume";

  @Option(
      names = NAME,
      arity = "0..1",
      paramLabel = "approximate",
      preprocessor = OnlyAttached.class,
      description =
          "Goes on from the last checkpoint of an unfinished training in DIR; the model is that of"
              + " an uninterrupted training, to the bit. If settings, data, versions, processor,"
              + " threads or environment differ, it is refused unless --resume=approximate accepts"
              + " another result. Without a checkpoint, the training begins at its start.")
  ResumeMode mode = ResumeMode.NO;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  /** Reads a value only after the equals sign, so that the next argument stays one of its own. */
  @SuppressWarnings("JdkObsolete") // the interface has a Stack
  static final class OnlyAttached implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> arguments, CommandSpec spec, ArgSpec option, Map<String, Object> info) {
      if (!"=".equals(info.get("separator"))) {
        arguments.push(ResumeMode.EXACT.toString());
      }
      return false; // picocli converts the value
    }
  }

  boolean isSet() {
    return mode != ResumeMode.NO;
  }

  /** The command line that goes on from the last checkpoint of this command. */
  String commandLine() {
    List<String> words = new ArrayList<>(List.of("cascade"));
    if (command.parent() == null) {
      words.add(command.name());
    }
    command.root().commandLine().getParseResult().originalArgs().stream()
        .filter(argument -> !argument.startsWith(NAME))
        .map(ResumeOption::quoted)
        .forEach(words::add);
    words.add(NAME);
    return String.join(" ", words);
  }

  /** {@code argument} as a shell reads it. */
  private static String quoted(String argument) {
    return argument.matches("[A-Za-z0-9_./:=,+@%-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
