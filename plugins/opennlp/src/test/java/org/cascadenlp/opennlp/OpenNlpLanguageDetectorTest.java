package org.cascadenlp.opennlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.opennlp.model.LanguageCode;
import org.cascadenlp.types.Classification;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenNlpLanguageDetectorTest {

  @TempDir static Path folder = Path.of("");

  private static Pipeline pipeline;

  @BeforeAll
  static void load() {
    pipeline = Parts.pipeline(folder, Map.of(), "OpenNlpLanguageDetector");
  }

  @AfterAll
  static void close() {
    pipeline.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | The ferry to the island leaves at noon, and nobody on the quay seems to be in a hurry.",
        "de | Die Fähre zur Insel legt um zwölf Uhr ab, und niemand am Kai scheint es eilig zu haben.",
        "fr | Le bateau part à midi pour l'île, et personne sur le quai ne semble être pressé.",
        "zh | 开往岛上的渡船中午出发，码头上的人看起来都不着急。",
        "ru | Паром на остров уходит в полдень, и никто на причале, кажется, не торопится.",
        "et | Praam saarele väljub keskpäeval ja keegi kail ei näi kuhugi kiirustavat.",
        "ceb | Ang bangka padulong sa isla molarga sa udto, ug walay tawo sa pantalan nga nagdali."
      })
  void theLanguageOfADocumentIsSet(String code, String text) {
    JCas cas = pipeline.annotate(text);
    List<Classification> found = cas.select(Classification.class).asList();
    assertThat(found).hasSize(1);
    assertThat(found.get(0).getValue()).isEqualTo(code);
    assertThat(found.get(0).getTask()).isEqualTo("language");
    assertThat(found.get(0).getCoveredText()).isEqualTo(text);
    assertThat(found.get(0).getSource()).isEqualTo("OpenNlpLanguageDetector langdetect-183");
    assertThat(cas.getDocumentLanguage()).isEqualTo(code);
  }

  @Test
  void theResultEqualsOpenNlps() throws IOException {
    LanguageDetectorME detector =
        new LanguageDetectorME(new LanguageDetectorModel(Parts.model("langdetect-183.bin")));
    for (Path document : Parts.documents()) {
      String text = Files.readString(document);
      Language expected =
          detector.predictLanguage(text.substring(0, Math.min(10_000, text.length())));
      Classification found = pipeline.annotate(text).select(Classification.class).single();
      assertThat(found.getValue()).isEqualTo(LanguageCode.of(expected.getLang()));
      assertThat(found.getScore()).isEqualTo((float) expected.getConfidence());
    }
  }

  @Test
  void aLowScoreKeepsTheLanguageOfTheDocument() {
    JCas cas = pipeline.annotate("12 34");
    assertThat(cas.select(Classification.class).single().getScore()).isLessThan(0.012f);
    assertThat(cas.getDocumentLanguage()).isEqualTo("x-unspecified");
    assertThat(pipeline.annotate(" \n\u3000").select(Classification.class).asList()).isEmpty();
    assertThat(pipeline.annotate("").getDocumentLanguage()).isEqualTo("x-unspecified");
  }

  @Test
  void onlyTheBeginningIsRead() throws IOException {
    String german = "Die Fähre zur Insel legt um zwölf Uhr ab. ";
    String english = Files.readString(Parts.documents().get(0).resolveSibling("news-bridge.txt"));
    Map<String, String> settings =
        Map.of("OpenNlpLanguageDetector.maxChars", String.valueOf(german.length()));
    try (Pipeline few = Parts.pipeline(folder, settings, "OpenNlpLanguageDetector")) {
      assertThat(few.annotate(german + english).getDocumentLanguage()).isEqualTo("de");
    }
    assertThat(pipeline.annotate(german + english).getDocumentLanguage()).isEqualTo("en");
  }

  @Test
  void aSettingOutOfRangeIsRefused() {
    assertThatThrownBy(
            () ->
                Parts.pipeline(
                    folder,
                    Map.of("OpenNlpLanguageDetector.minScore", "2"),
                    "OpenNlpLanguageDetector"))
        .hasMessageContaining("parameter minScore = '2.0'; it must be from 0.0 to 1.0");
  }

  @ParameterizedTest
  @CsvSource({
    "en, en",
    "EN-gb, en",
    "eng, en",
    "deu, de",
    "cmn, zh",
    "pes, fa",
    "nob, nb",
    "war, war",
    "x-unspecified, x",
    "zh_TW, zh"
  })
  void codesHaveTwoLettersIfPossible(String tag, String code) {
    assertThat(LanguageCode.of(tag)).isEqualTo(code);
  }
}
