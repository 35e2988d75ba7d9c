package org.cascadenlp.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.cascadenlp.core.command.Description.Setting;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  @Description(value = "All.", settings = @Setting(name = "encoding", description = "a charset"))
  private static class Files {}

  @Description(
      value = "Some.",
      settings = {
        @Setting(name = "first", type = "Integer", value = "1", description = "a number"),
        @Setting(name = "second", description = "a text")
      })
  private static final class SomeFiles extends Files {}

  private static final class OtherFiles extends Files {}

  @Test
  void theSettingsOfASuperclassFollow() {
    assertThat(Catalogue.settings(SomeFiles.class))
        .containsExactly(
            new Catalogue.Parameter("first", "Integer", "1", "a number"),
            new Catalogue.Parameter("second", "String", "", "a text"),
            new Catalogue.Parameter("encoding", "String", "", "a charset"));
    assertThat(Catalogue.settings(OtherFiles.class)).hasSize(1);
    assertThat(Catalogue.settings(Object.class)).isEmpty();
  }

  @Test
  void aDescriptionIsThatOfTheClassItself() {
    assertThat(Catalogue.description(new SomeFiles())).isEqualTo("Some.");
    assertThat(Catalogue.description(new OtherFiles())).isEmpty();
  }
}
