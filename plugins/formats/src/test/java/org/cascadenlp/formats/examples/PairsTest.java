package org.cascadenlp.formats.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAException;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.text.TextInstances;
import org.cascadenlp.formats.Corpus;
import org.cascadenlp.types.Classification;
import org.cascadenlp.types.Instance;
import org.cascadenlp.types.Regression;
import org.cascadenlp.types.TextPart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pairs and scores from tables and JSON Lines. */
class PairsTest {

  private static final String TEXTS = "first=a,second=b";

  @TempDir private Path folder;

  /** {@code id: ROLE text | ROLE text = gold} of each instance; gold only of the gold view. */
  private List<String> read(InputFormat format, String text, InputOptions options)
      throws IOException, UIMAException {
    Path file = Files.writeString(folder.resolve("pairs"), text);
    List<String> found = new ArrayList<>();
    try (DocumentSource source = format.open(file, options)) {
      for (SourceDocument document; (document = source.next()) != null; ) {
        JCas cas = Corpus.newCas();
        JCas gold = cas.createView(InputFormat.GOLD_VIEW);
        document.fill(cas, gold);
        assertThat(shown(cas)).isEqualTo(shown(gold));
        assertThat(cas.select(Regression.class).count()).isZero();
        for (Instance instance : TextInstances.of(gold)) {
          found.add(shown(instance) + gold(gold, instance));
        }
      }
    }
    return found;
  }

  private static List<String> shown(JCas view) {
    return TextInstances.of(view).stream().map(PairsTest::shown).toList();
  }

  private static String shown(Instance instance) {
    StringBuilder text = new StringBuilder(instance.getId() + ":");
    for (TextPart part : TextInstances.parts(instance)) {
      text.append(' ').append(part.getRole()).append(' ').append(part.getCoveredText());
    }
    return text.toString();
  }

  private static String gold(JCas gold, Instance instance) {
    StringBuilder text = new StringBuilder();
    gold.select(Regression.class)
        .filter(one -> instance.equals(one.getInstance()))
        .forEach(one -> text.append(" = ").append(one.getValue()));
    gold.select(Classification.class)
        .at(TextInstances.place(instance))
        .forEach(one -> text.append(" = ").append(one.getValue()));
    return text.toString();
  }

  @Test
  void aRowIsAPairWithItsScore() throws Exception {
    Map<String, String> settings =
        Map.of("text", TEXTS, "score", "s", "scoreRange", "0:5", "id", "i");
    assertThat(
            read(
                TableFormat.csv(),
                "i,a,b,s\n7,\"A, b.\",C.,4.75\n8,D., E. ,0\n",
                InputOptions.gold(settings)))
        .containsExactly("7: first A, b. second C. = 4.75", "8: first D. second E. = 0.0");
  }

  @Test
  void columnsMayBeNumbered() throws Exception {
    Map<String, String> settings = Map.of("text", "first=1,second=2", "score", "3");
    assertThat(read(TableFormat.csv(), "A.,B.,3.8\n", InputOptions.gold(settings)))
        .containsExactly("null: first A. second B. = 3.8");
  }

  @Test
  void bothTextsInOneColumnAreRefused() {
    InputOptions options = InputOptions.texts(Map.of("text", "first=a,second=1"));
    assertThatThrownBy(() -> read(TableFormat.csv(), "a,b\nA.,B.\n", options))
        .hasMessage(
            folder.resolve("pairs")
                + ", line 1: the texts [a, 1] are one column; name another column for each text");
  }

  @Test
  void aPairMayHaveAClass() throws Exception {
    Map<String, String> settings = Map.of("text", TEXTS, "label", "l");
    assertThat(read(TableFormat.tsv(), "a\tb\tl\nA.\tB.\tentails\n", InputOptions.gold(settings)))
        .containsExactly("null: first A. second B. = entails");
  }

  @Test
  void anObjectIsAPairWithItsScore() throws Exception {
    Map<String, String> settings = Map.of("text", TEXTS, "score", "s", "id", "i");
    assertThat(
            read(
                new ObjectsFormat(),
                "{\"i\":7,\"a\":\"A.\",\"b\":\"B.\",\"s\":2.5}\n"
                    + "{\"i\":\"x\",\"a\":\"C.\",\"b\":\"D.\",\"s\":\"-1\"}\n",
                InputOptions.gold(settings)))
        .containsExactly("7: first A. second B. = 2.5", "x: first C. second D. = -1.0");
  }

  @Test
  void pairsMayBeTheSentencesOfADocument() throws Exception {
    Map<String, String> settings = Map.of("text", TEXTS, "score", "s", "unit", "sentence");
    assertThat(read(TableFormat.csv(), "a,b,s\nA.,B.,1\nC.,D.,2\n", InputOptions.gold(settings)))
        .containsExactly("null: first A. second B. = 1.0", "null: first C. second D. = 2.0");
    Corpus corpus = Corpus.read(TableFormat.csv(), folder.resolve("pairs"), settings);
    assertThat(corpus.texts).containsExactly("A.\nB.\nC.\nD.");
    assertThat(corpus.sentences).containsExactly("A.", "B.", "C.", "D.");
  }

  @Test
  void withoutGoldAPairNeedsNoScore() throws Exception {
    InputOptions options = InputOptions.texts(Map.of("text", TEXTS));
    assertThat(read(TableFormat.csv(), "a,b\nA.,B.\n", options))
        .containsExactly("null: first A. second B.");
    assertThatThrownBy(() -> read(TableFormat.csv(), "a,b\nA., \n", options))
        .hasMessage(
            folder.resolve("pairs")
                + ", line 2: the second text, 'b', is empty; give the row a text, or remove it");
  }

  @Test
  void malformedObjectsAreReportedByMember() {
    Map<String, String> settings =
        Map.of("text", TEXTS, "score", "s", "scoreRange", "0:1", "id", "i");
    String object = "{\"i\":1,\"a\":\"A.\",\"b\":\"B.\",\"s\":1}\n";
    refused(settings, object + object, "line 2: the id in 'i' is '1', which an earlier one has");
    refused(settings, object.replace(":1}", ":2}"), "line 1: the score in 's' is 2; it must be");
    refused(settings, object.replace(":1}", ":null}"), "line 1: the score in 's' is missing");
    refused(settings, object.replace("\"b\":\"B.\",", ""), "line 1: there is no member 'b'");
    refused(settings, object.replace("B.", ""), "line 1: the second text, 'b', is empty");
  }

  private void refused(Map<String, String> settings, String text, String message) {
    assertThatThrownBy(() -> read(new ObjectsFormat(), text, InputOptions.gold(settings)))
        .hasMessageStartingWith(folder.resolve("pairs") + ", " + message);
  }
}
