package org.cascadenlp.transformers.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramTemplateTest {

  private final ProgramTemplate template =
      new ProgramTemplate(text -> text.replace("w.norm.", "w.first."))
          .fragments("norm", ProgramTemplate.class, "norm-layer")
          .value("epsilon", 1e-5);

  private String text(String... lines) {
    return template.text("test", List.of(lines));
  }

  @Test
  void aFragmentIsInsertedWithItsArgumentsAndTheIndentationOfItsPlace() {
    assertThat(text("for i in range(2):", "  ${norm.apply(y, norm, 12)}", "return y"))
        .isEqualTo(
            "for i in range(2):\n"
                + "  y = torch.layer_norm(y, [12], w.first.weight, w.first.bias, 1.0E-5)\n"
                + "return y\n");
  }

  @Test
  void valuesMayContainNamesAndAreComputedWith() {
    template.value("positions", 48).value("two", "${positions - 1}, ${positions * 2}");
    assertThat(text("${norm.apply(y, norm, 12)}", "d = [${two}, ${positions + 3}]"))
        .endsWith("d = [47, 96, 51]\n");
  }

  @Test
  void conditionsOnFlagsAreDecidedAndOthersStay() {
    template.flag("yes", true).flag("no", false);
    assertThat(
            text(
                "if ${no}:",
                "  ${norm.apply(y, norm, 12)}",
                "else:",
                "  if ${yes}:",
                "    y = 1",
                "if ${no}:",
                "  y = 2",
                "if torch.eq(y, 1):",
                "  y = 3",
                "else:",
                "  y = ${epsilon}"))
        .isEqualTo("y = 1\nif torch.eq(y, 1):\n  y = 3\nelse:\n  y = 1.0E-5\n");
  }

  @Test
  void anExpressionMayStandInAnother() {
    template.fragments("mask", ProgramTemplate.class, "mask-local");
    template.value("masks", "${mask.everywhere}, ${mask.within(-3)}").value("masktypes", "0");
    assertThat(text("${norm.apply(y, norm, 1)}", "m = f(${mask.layer})", "${mask.common}"))
        .contains("m = f(masks[masktypes[i]])\n# each")
        .contains(", torch.triu(torch.new_ones(mask, [length, length]), -3))]\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "y = ${width} | test: ${width} is not known; known are epsilon, norm.apply",
        "${norm.run(y)} | test: ${norm.run} is not known; known are epsilon, norm.apply",
        "${norm.apply(y)} | test: apply of norm-layer.fragment takes [x, array, width], given [y]",
        "y = ${norm.apply(y, norm, ${epsilon}) | test: no } after ${norm.apply(y, norm, ${epsilon})",
        "if ${epsilon}: | test: if ${epsilon}: is 1.0E-5, neither true nor false",
      })
  void aLineThatIsWrongIsNamed(String line, String message) {
    assertThatThrownBy(() -> text(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void whatNoLineMentionsIsNamed() {
    template.value("width", 3);
    assertThatThrownBy(() -> text("y = ${epsilon}"))
        .hasMessage("test and its fragments do not use [norm, width]");
  }

  @Test
  void aFragmentOfSeveralLinesIsNoExpression() {
    template.fragments("dropout", ProgramTemplate.class, "dropout");
    assertThatThrownBy(() -> text("y = ${dropout.apply(x, p)}"))
        .hasMessage(
            "test: ${dropout.apply(x, p)} has several lines, in the line y = ${dropout.apply(x, p)}");
  }

  @Test
  void aNameIsSetOnce() {
    assertThatThrownBy(() -> template.value("norm", 3)).hasMessage("norm is set twice");
  }

  @Test
  void aFileHoldsDefinitionsOnly() {
    assertThatThrownBy(() -> FragmentFile.of("a.fragment", List.of("# a", "x = y")))
        .hasMessage("a.fragment line 2: expected 'def NAME(PARAMETERS):' with indented lines");
    assertThatThrownBy(
            () ->
                FragmentFile.of("a.fragment", List.of("def f():", "  pass", "def f():", "  pass")))
        .hasMessage("a.fragment line 3: f is defined twice");
    assertThatThrownBy(() -> FragmentFile.load(ProgramTemplate.class, "none"))
        .hasMessageStartingWith("no resource none.fragment beside");
  }
}
