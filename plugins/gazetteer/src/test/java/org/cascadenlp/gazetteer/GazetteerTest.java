package org.cascadenlp.gazetteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GazetteerTest {

  private static final Path PIPELINE = Path.of("src/test/resources/pipeline.xml");
  private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{M}]+|\\S");

  @TempDir private Path folder;

  @Test
  void theLongestNamesThatEndWithATokenAreFound() throws Exception {
    String text = "😀Ada Lovelace left New York City, not New York; Londoners like London.";
    assertThat(names(text, Map.of()))
        .containsExactly("Ada Lovelace/PER", "New York City/LOC", "New York/LOC", "London/LOC");
    assertThat(names("", Map.of())).isEmpty();
  }

  @Test
  void theListAndTheLengthOfNamesAreParameters() throws Exception {
    Path list = Files.writeString(folder.resolve("list.tsv"), "Zo\u0308e\tCAT\r\nNew York\tLOC\n");
    Map<String, String> settings = Map.of("task.names", list.toString(), "task.longest", "1");
    assertThat(names("Zo\u0308e in New York", settings)).containsExactly("Zo\u0308e/CAT");
  }

  @Test
  void anUnreadableListIsNamed() throws Exception {
    Path list = Files.writeString(folder.resolve("list.tsv"), "Ada\tPER\nLondon LOC\n");
    assertThatThrownBy(() -> names("", Map.of("task.names", list.toString())))
        .hasMessage(
            "Gazetteer (task): parameter names = '"
                + list
                + "'; line 2 'London LOC' must be a key, a tab and a value");
    Files.write(list, "Z\u00fcrich\tLOC".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> names("", Map.of("task.names", list.toString())))
        .hasMessageStartingWith(
            "Gazetteer (task): parameter names = '"
                + list
                + "'; it must be a text file in UTF-8: ");
  }

  private static List<String> names(String text, Map<String, String> settings) throws Exception {
    try (Pipeline pipeline = Pipeline.load(PIPELINE, settings, List.of())) {
      JCas cas = pipeline.engine().newJCas();
      cas.setDocumentText(text);
      for (Matcher token = TOKEN.matcher(text); token.find(); ) {
        new Token(cas, token.start(), token.end()).addToIndexes();
      }
      pipeline.engine().process(cas);
      return cas.select(NamedEntity.class)
          .map(e -> e.getCoveredText() + "/" + e.getValue())
          .toList();
    }
  }
}
