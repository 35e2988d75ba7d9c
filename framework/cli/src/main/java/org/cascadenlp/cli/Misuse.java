package org.cascadenlp.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Error messages for invalid command lines. */
final class Misuse {

  private Misuse() {}

  static String message(ParameterException found) {
    CommandLine at = found.getCommandLine();
    ParameterException error = unknownFirst(found, at);
    boolean noSuchCommand =
        !at.getSubcommands().isEmpty()
            && error instanceof UnmatchedArgumentException unmatched
            && !unmatched.isUnknownOption();
    return noSuchCommand
        ? "there is no command '" + wrong(error, at) + "'; use one of " + Main.names(at)
        : lowerCase(String.valueOf(error.getMessage()))
            + hint(error)
            + "; `"
            + at.getCommandSpec().qualifiedName()
            + " --help` lists what it takes";
  }

  /**
   * An unknown argument is reported before a missing one, because it may be the missing one
   * misspelt.
   */
  private static ParameterException unknownFirst(ParameterException error, CommandLine at) {
    return error instanceof MissingParameterException && !at.getUnmatchedArguments().isEmpty()
        ? new UnmatchedArgumentException(at, at.getUnmatchedArguments())
        : error;
  }

  /** A hint if a missing positional argument may have been parsed as a value of an option. */
  private static String hint(ParameterException error) {
    boolean positional =
        error instanceof MissingParameterException missing
            && missing.getMissing().stream().allMatch(ArgSpec::isPositional);
    boolean greedy =
        error.getCommandLine().getCommandSpec().options().stream()
            .anyMatch(option -> option.arity().max() > 1 && !option.typedValues().isEmpty());
    return positional && greedy
        ? " (write it before options that take several values: what follows these is one more)"
        : "";
  }

  /**
   * Lists choices as the help text does: {@code [XMI, xmi, JSON, json]} becomes {@code [xmi,
   * json]}.
   */
  private static String lowerCase(String message) {
    Matcher choices = Pattern.compile("\\[([^\\]]*)\\] \\(case-sensitive\\)").matcher(message);
    return choices.replaceAll(
        found ->
            Matcher.quoteReplacement(
                "["
                    + Arrays.stream(found.group(1).split(", "))
                        .map(choice -> choice.toLowerCase(Locale.ROOT))
                        .distinct()
                        .collect(Collectors.joining(", "))
                    + "]"));
  }

  /** The unknown command, preceded by its group if it has one. */
  private static String wrong(ParameterException error, CommandLine at) {
    String name = ((UnmatchedArgumentException) error).getUnmatched().get(0);
    return at.getParent() == null ? name : at.getCommandName() + " " + name;
  }
}
