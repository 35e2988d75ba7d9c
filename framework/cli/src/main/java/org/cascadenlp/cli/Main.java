package org.cascadenlp.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.ServiceLoader.Provider;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.command.PluginOptions;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.error.Cause;
import org.cascadenlp.core.loading.PluginClassLoader;
import org.cascadenlp.core.process.EndSignal;
import org.cascadenlp.core.process.StoppedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The {@code cascade} tool: one subcommand for each {@link CascadeCommand} on the class path and in
 * the jars of {@code --plugins}, which may stand before or after the command.
 *
 * <p>Commands whose names begin with the same word, such as {@code import vectors} and {@code
 * import encoder}, become subcommands of that word, also if they come from different modules.
 *
 * <p>An error is printed as one line on standard error, with exit code 2. If the reader of standard
 * output is gone, nothing is printed and the code is {@value StandardOutput#NOBODY_READS}; after a
 * signal it is 130 or 143.
 */
@Command(
    name = "cascade",
    description = "Runs, trains and checks pipelines of pretrained language representations.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class Main implements Runnable {

  /** The exit code if nothing could run. */
  static final int NOTHING_RAN = 2;

  private static final String PLUGINS = PluginOptions.PLUGINS;

  @Option(
      names = "--stacktrace",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Print the whole stack trace of an error.")
  private boolean stacktrace;

  @Mixin private PluginOptions plugins = new PluginOptions();

  @SuppressWarnings("NullAway.Init") // picocli sets it
  @Spec
  private CommandSpec spec;

  private Main() {}

  /** Runs the tool and ends the process with its exit code. */
  public static void main(String[] arguments) {
    setUnlessSet("ai.djl.offline", "true");
    setUnlessSet("ai.djl.pytorch.graph_optimizer", "false");
    // few objects are injected, so reflection takes less time than generating classes for it
    setUnlessSet("guice_bytecode_gen_option", "DISABLED");
    StandardOutput.install();
    EndSignal.install();
    System.exit(StandardOutput.close(run(arguments)));
  }

  /** Runs the tool in this process and returns its exit code. */
  static int run(String... arguments) {
    Main main = new Main();
    CommandLine line = new CommandLine(main);
    line.setParameterExceptionHandler(Main::misused);
    line.setExecutionExceptionHandler((error, at, parsed) -> main.failed(error));
    line.setExecutionStrategy(main::execute);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      List<Path> places = places(arguments);
      if (!places.isEmpty()) {
        thread.setContextClassLoader(PluginClassLoader.ofPlaces(places));
      }
      addCommands(line, arguments.length == 0 ? "" : arguments[0]);
      return line.execute(arguments);
    } catch (Throwable e) { // including Errors, so that every failure is one line and an exit code
      return main.failed(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /**
   * The values of {@code --plugins}, parsed before the other arguments, because these jars may
   * contain the command.
   */
  private static List<Path> places(String... arguments) {
    List<Path> places = new ArrayList<>();
    for (int i = 0; i < arguments.length && !arguments[i].equals("--"); i++) {
      if (arguments[i].startsWith(PLUGINS + "=")) {
        places.add(Path.of(arguments[i].substring(PLUGINS.length() + 1)));
      } else if (arguments[i].equals(PLUGINS) && i + 1 < arguments.length) {
        places.add(Path.of(arguments[++i]));
      }
    }
    return places;
  }

  /**
   * Runs the command; the values of {@code --plugins} before the command's name are passed to it
   * too.
   */
  private int execute(ParseResult parsed) {
    ParseResult command = parsed;
    while (command.hasSubcommand()) {
      command = command.subcommand();
    }
    OptionSpec option = command.commandSpec().findOption(PLUGINS);
    if (command != parsed && !plugins.places().isEmpty() && option != null) {
      List<Object> all = new ArrayList<>(plugins.places());
      if (option.getValue() instanceof List<?> own) {
        all.addAll(own);
      }
      option.setValue(all);
    }
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (RuntimeException e) {
      RuntimeException output = StandardOutput.failureIn(e);
      if (output == null) {
        throw e;
      }
      return StandardOutput.exitCode(output); // picocli's handler does not cover help
    }
  }

  /** Reports that the command is missing. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "name a command: one of " + names(spec.commandLine()));
  }

  /** Adds the commands whose name begins with {@code word}, or all if there are none. */
  private static void addCommands(CommandLine line, String word) {
    OldServices.refuse(Thread.currentThread().getContextClassLoader());
    try {
      SortedMap<String, Provider<CascadeCommand>> all = providers();
      SortedMap<String, Provider<CascadeCommand>> chosen = new TreeMap<>(all);
      chosen.keySet().removeIf(name -> !name.split(" ", 2)[0].equals(word));
      (chosen.isEmpty() ? all : chosen)
          .forEach(
              (name, provider) -> {
                CommandLine command = new CommandLine(provider.get());
                takePlugins(command.getCommandSpec());
                addCommand(line, name, command);
              });
    } catch (ServiceConfigurationError e) {
      throw CascadeException.of(
          "commands",
          CascadeException.describe(e),
          "a command named in META-INF/services is a public class with an empty constructor",
          e);
    } catch (LinkageError e) {
      Optional<CascadeException> clear = PluginClassLoader.explain(e);
      if (clear.isPresent()) {
        throw clear.get();
      }
      throw e;
    }
  }

  /** The installed commands by name; only the one that is used is created, for a fast start. */
  private static SortedMap<String, Provider<CascadeCommand>> providers() {
    SortedMap<String, Provider<CascadeCommand>> commands = new TreeMap<>();
    ServiceLoader.load(CascadeCommand.class).stream()
        .forEach(
            provider -> {
              Class<?> type = provider.type();
              Command command = type.getAnnotation(Command.class);
              String name =
                  command == null
                      ? new CommandLine(provider.get()).getCommandName()
                      : command.name();
              Provider<CascadeCommand> other = commands.put(name, provider);
              if (other != null) {
                throw CascadeException.of(
                    "command " + name,
                    "two have this name: " + other.type().getName() + " and " + type.getName(),
                    "give one of them another name, or remove its jar");
              }
            });
    return commands;
  }

  /** Adds {@code --plugins} to {@code command} unless it already has this option. */
  private static void takePlugins(CommandSpec command) {
    if (command.findOption(PLUGINS) == null) {
      command.addMixin(PLUGINS, CommandSpec.forAnnotatedObject(new PluginOptions()));
    }
  }

  /**
   * Adds {@code command}; one with two words, such as {@code import vectors}, to the group of its
   * first word.
   */
  private static void addCommand(CommandLine line, String name, CommandLine command) {
    int blank = name.indexOf(' ');
    if (blank < 0) {
      line.addSubcommand(name, command);
      return;
    }
    String group = name.substring(0, blank);
    String member = name.substring(blank + 1);
    CommandLine known = line.getSubcommands().get(group);
    if (known == null) {
      known = new CommandLine(new CommandGroup());
      line.addSubcommand(group, known);
    }
    known.addSubcommand(member, command.setCommandName(member));
    known.getCommandSpec().usageMessage().description("Takes one of " + names(known) + ".");
  }

  private static int misused(ParameterException error, String[] arguments) {
    print(Misuse.message(error));
    return NOTHING_RAN;
  }

  static String names(CommandLine line) {
    return String.join(", ", line.getSubcommands().keySet());
  }

  private int failed(Throwable error) {
    if (stacktrace) {
      error.printStackTrace();
    }
    if (StoppedException.in(error) != null) {
      return 1; // the process ends with the code of its signal
    } else if (CascadeException.in(error) != null) {
      print(CascadeException.describe(error));
    } else {
      String remedy = Cause.remedy(error).map(text -> "; " + text).orElse("");
      print(
          error instanceof OutOfMemoryError
              ? "out of memory: " + error.getMessage() + remedy
              : "unexpected error: "
                  + CascadeException.describe(error)
                  + remedy
                  + (stacktrace ? "" : "; --stacktrace shows where"));
    }
    return NOTHING_RAN;
  }

  static void print(String message) {
    System.err.println("cascade: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
