package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Shipped pipelines in hosts with class loaders of their own give the bytes that they give here.
 */
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
    assertThat(List.of(bert, glove)).allMatch(said -> said.matches("[1-9] entities, .*"));
  }

  private static String here(String pipeline) throws Exception {
    return GuestApplication.annotate(
        Checkout.PIPELINES.resolve(pipeline), Checkout.PIPELINES.resolve("models"), null);
  }

  @Test
  void onTheExtensionClassPathTheySayTheSame() throws Exception {
    assertThat(GuestHost.say(folder, "extension " + GLOVE, "extension " + BERT))
        .containsExactly("extension " + GLOVE + ": " + glove, "extension " + BERT + ": " + bert);
  }

  /** The first copy is found though the thread's loader sees nothing of it. */
  @Test
  void aSecondCopyNamesTheFirstAndItsPartsWithoutNetworksGoOn() throws Exception {
    List<String> said =
        GuestHost.say(
            folder,
            "whole-first " + BERT,
            "whole-second " + TOKENS,
            "whole-second " + GLOVE,
            "whole-second " + BERT,
            "whole-second " + GLOVE,
            "whole-second " + TOKENS,
            "whole-first " + GLOVE);
    assertThat(said).hasSize(7);
    assertThat(said.get(0)).isEqualTo("whole-first " + BERT + ": " + bert);
    assertThat(said.get(6)).isEqualTo("whole-first " + GLOVE + ": " + glove);
    assertThat(said.get(1)).startsWith("whole-second " + TOKENS + ": 0 entities, ");
    assertThat(said.get(5)).isEqualTo(said.get(1));
    String libtorch = "whole-second " + GLOVE + ": CascadeException: libtorch: ";
    assertThat(said.get(2)).startsWith(libtorch).contains(COPIES);
    assertThat(said.get(4)).isEqualTo(said.get(2));
    assertThat(said.get(3))
        .startsWith("whole-second " + BERT + ": CascadeException: tokenizers: ")
        .contains(COPIES);
  }
}
