package org.cascadenlp.opennlp.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The splitting of sentences after abbreviations. */
class AbbreviationsTest {

  private static final Path SPLITTER =
      Path.of(
          System.getProperty("cascade.root"), "descriptors/opennlp/OpenNlpSentenceSplitter.xml");

  @TempDir Path folder;

  private static String split(Map<String, String> settings, String text) {
    try (Pipeline pipeline = Pipeline.load(SPLITTER, settings, List.of())) {
      JCas cas = pipeline.annotate(text);
      return String.join("|", cas.select(Sentence.class).map(Sentence::getCoveredText).toList());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "The meeting is on Jan. 5 in Paris.|See Fig. 3 for details.",
        "He was born on Dec. 25, 1990.|Cf. Sec. 4 and vol. 2, pp. 3-5.",
        "It is in ch. 4, p. 12 and eqs. 2-3.|Nobody read No. 7.",
        "He sued Smith Inc. Lawyers.|Martin Luther King Jr. Boulevard is long.",
        "He works for Smith Inc.|The firm is old.",
        "The U.S. Army came.|It left in Jan.|Nobody saw it.",
        "He said no.|She said yes.",
        "It is by Dr. Who.|The end.",
      })
  void englishSentencesAreSplitCorrectlyAfterAbbreviations(String sentences) {
    assertThat(split(Map.of(), sentences.replace('|', ' '))).isEqualTo(sentences);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "Das gilt z. B. für Abs. 3 des Gesetzes.|Es steht in Bd. 2, S. 14.",
        "Sie kam im Jan. 2020 mit Dr. Meier.|Er ging.",
        "Die Fa. Müller liegt ca. 3 km von hier.|Vgl. Kap. 4.",
      })
  void germanSentencesAreSplitCorrectlyAfterAbbreviations(String sentences) {
    assertThat(split(Map.of("language", "de"), sentences.replace('|', ' '))).isEqualTo(sentences);
  }

  @Test
  void aUsersListMayHaveKinds() throws Exception {
    Path list = Files.writeString(folder.resolve("own.txt"), "Qty.\tnumber\nXyz.\n");
    Map<String, String> own = Map.of("abbreviations", list.toString());
    assertThat(split(own, "We need Qty. 5 of it. See Xyz. There it is."))
        .isEqualTo("We need Qty. 5 of it.|See Xyz. There it is.");
    Files.writeString(list, "Qty.\tnumbers\n");
    assertThatThrownBy(() -> split(own, "A text."))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("abbreviations")
        .hasMessageContaining("must be a word, or a word, a tab and one of")
        .hasMessageContaining("[always, number, name, start]");
  }
}
