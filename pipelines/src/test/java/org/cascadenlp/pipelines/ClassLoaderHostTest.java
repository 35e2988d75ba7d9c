package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shipped pipelines give the same bytes in hosts with several class loaders as in this process. */
class ClassLoaderHostTest {

  private static final String BERT = "entities-bert.xml";
  private static final String GLOVE = "entities-glove.xml";
  private static final String TOKENS = "tokens-opennlp.xml";

  private static final List<String> COPIES =
      List.of("the copy of Cascade in /", "(class loader 'whole-first')", "'whole-second'");

  @TempDir Path folder;

  private static String bert = "";
  private static String glove = "";

  @BeforeAll
  static void annotateHere() throws Exception {
    bert = here(BERT);
    glove = here(GLOVE);
    assertThat(List.of(bert, glove)).allMatch(printed -> printed.matches("[1-9] entities, .*"));
  }

  private static String here(String pipeline) throws Exception {
    return GuestApplication.annotate(
        Checkout.PIPELINES.resolve(pipeline), Checkout.PIPELINES.resolve("models"), null);
  }

  @Test
  void onTheExtensionClassPathTheResultIsTheSame() throws Exception {
    assertThat(GuestHost.say(folder, "extension " + GLOVE, "extension " + BERT))
        .containsExactly("extension " + GLOVE + ": " + glove, "extension " + BERT + ": " + bert);
  }

  /** The first copy is named although the thread's class loader does not find its classes. */
  @Test
  void aSecondCopyNamesTheFirstAndItsPartsWithoutNetworksWork() throws Exception {
    List<String> printed =
        GuestHost.say(
            folder,
            "whole-first " + BERT,
            "whole-second " + TOKENS,
            "whole-second " + GLOVE,
            "whole-second " + BERT,
            "whole-second " + GLOVE,
            "whole-second " + TOKENS,
            "whole-first " + GLOVE);
    assertThat(printed).hasSize(7);
    assertThat(printed.get(0)).isEqualTo("whole-first " + BERT + ": " + bert);
    assertThat(printed.get(6)).isEqualTo("whole-first " + GLOVE + ": " + glove);
    assertThat(printed.get(1)).startsWith("whole-second " + TOKENS + ": 0 entities, ");
    assertThat(printed.get(5)).isEqualTo(printed.get(1));
    String libtorch = "whole-second " + GLOVE + ": CascadeException: libtorch: ";
    assertThat(printed.get(2)).startsWith(libtorch).contains(COPIES);
    assertThat(printed.get(4)).isEqualTo(printed.get(2));
    assertThat(printed.get(3))
        .startsWith("whole-second " + BERT + ": CascadeException: tokenizers: ")
        .contains(COPIES);
  }
}
