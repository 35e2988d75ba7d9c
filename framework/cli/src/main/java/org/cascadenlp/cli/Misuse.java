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

/** What is said of a command line that no command takes. */
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

  /** What is missing may be there under a name that is not known. */
  private static ParameterException unknownFirst(ParameterException error, CommandLine at) {
    return error instanceof MissingParameterException && !at.getUnmatchedArguments().isEmpty()
        ? new UnmatchedArgumentException(at, at.getUnmatchedArguments())
        : error;
  }

  /** An argument that is missing may have been taken for one more value of an option. */
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

  /** Choices as help lists them: {@code [XMI, xmi, JSON, json]} is {@code [xmi, json]}. */
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

  /** The command that is not there, with the group it was looked for in. */
  private static String wrong(ParameterException error, CommandLine at) {
    String name = ((UnmatchedArgumentException) error).getUnmatched().get(0);
    return at.getParent() == null ? name : at.getCommandName() + " " + name;
  }
}
