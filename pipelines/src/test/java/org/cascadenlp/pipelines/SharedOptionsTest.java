package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.cascadenlp.core.command.CascadeCommand;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** An option of several commands has the same meaning in all of them. */
class SharedOptionsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--part",
        "--settings",
        "--set",
        "--plugins",
        "--language",
        "--encoding",
        "--as",
        "--max-chars",
        "--precision"
      })
  void sharedOptionsHaveOneHelpTextAndOneDefault(String name) {
    List<String> texts = new ArrayList<>();
    for (CascadeCommand command : ServiceLoader.load(CascadeCommand.class)) {
      OptionSpec option = new CommandLine(command).getCommandSpec().findOption(name);
      if (option != null) {
        texts.add(
            option.paramLabel()
                + " "
                + String.join(" ", option.description())
                + option.defaultValue());
      }
    }
    assertThat(texts).hasSizeGreaterThan(1);
    assertThat(texts.stream().distinct()).hasSize(1);
  }
}
