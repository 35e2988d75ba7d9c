package org.cascadenlp.cli;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.error.CascadeException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A contributed command that fails in a given way. */
@Command(name = "fail", mixinStandardHelpOptions = true)
public final class FailingCommand implements CascadeCommand {

  enum Colour {
    RED,
    BLUE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters private String how;

  @Option(names = "--colour")
  private Colour colour = Colour.RED;

  @Option(names = "--many", arity = "1..*")
  private List<String> many = List.of();

  @Override
  public Integer call() throws Exception {
    switch (how) {
      case "clearly":
        throw new IllegalStateException(
            "wrapped", CascadeException.of("head.bin", "it is\n  torn", "train it again"));
      case "unexpectedly":
        throw new IllegalStateException("outer", new ArithmeticException("inner\nsecond line"));
      case "for-memory":
        throw new OutOfMemoryError("Java heap space");
      case "for-a-class":
        throw new NoClassDefFoundError("org/example/Gone");
      case "endlessly": // through a separate buffer, like commands with much output
        try (OutputStream out = new BufferedOutputStream(System.out, 1 << 16)) {
          while (true) {
            out.write("a line\n".getBytes(StandardCharsets.UTF_8));
          }
        }
      default:
        return Integer.valueOf(how);
    }
  }
}
