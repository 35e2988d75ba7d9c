package org.cascadenlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.formats.conll.ConllFormat;
import org.cascadenlp.formats.conllu.ConlluFormat;
import org.cascadenlp.formats.examples.LinesFormat;
import org.cascadenlp.formats.examples.TableFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads real corpora; a separate script made the expected counts. */
class CorporaTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wnut17/wnut17train.conll         | 3394 | 62730 | corporation=221, creative-work=140,"
            + " group=264, location=548, person=660, product=142",
        "wnut17/emerging.dev.conll        | 1009 | 15733 | corporation=34, creative-work=105,"
            + " group=39, location=74, person=470, product=114",
        "wnut17/emerging.test.annotated   | 1287 | 23394 | corporation=66, creative-work=142,"
            + " group=165, location=150, person=429, product=127",
        "weibo-ner/weiboNER_2nd_conll.train | 1350 | 73778 | GPE.NAM=205, GPE.NOM=8, LOC.NAM=56,"
            + " LOC.NOM=51, ORG.NAM=183, ORG.NOM=42, PER.NAM=578, PER.NOM=772",
        "weibo-ner/weiboNER_2nd_conll.dev | 270 | 14509 | GPE.NAM=26, GPE.NOM=1, LOC.NAM=6,"
            + " LOC.NOM=6, ORG.NAM=47, ORG.NOM=5, PER.NAM=90, PER.NOM=208",
        // 1,288 sentences and 28,044 tokens with the 99 -DOCSTART- lines
        "wikigold-train/wikigold-train.conll | 1189 | 27945 | LOC=734, MISC=428, ORG=673, PER=604",
        "broad-twitter-corpus/a.conll | 1000 | 16612 | LOC=119, ORG=173, PER=229",
        "broad-twitter-corpus/b.conll | 2000 | 30825 | LOC=229, ORG=516, PER=865",
        "broad-twitter-corpus/e.conll | 200 | 3981 | LOC=144, ORG=122, PER=59",
        "broad-twitter-corpus/g.conll | 2138 | 34062 | LOC=1385, ORG=1498, PER=1802",
        "broad-twitter-corpus/h.conll | 2001 | 29480 | LOC=309, ORG=736, PER=2323"
      })
  void aConllFileIsReadCompletely(String name, int sentences, int tokens, String labels) {
    Corpus corpus = Corpus.read(new ConllFormat(), corpus(name), Map.of());
    assertThat(corpus.sentences).hasSize(sentences);
    assertThat(corpus.tokens).hasSize(tokens);
    assertThat(corpus.labels).hasToString("{" + labels + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ud-english-ewt/en_ewt-ud-train.conllu | 540 | 12544 | 204577 | answers=110, email=38,"
            + " newsgroup=28, reviews=347, weblog=17",
        "ud-english-ewt/en_ewt-ud-dev.conllu   | 318 | 2001  | 25147 | answers=61, email=15,"
            + " newsgroup=36, reviews=192, weblog=14",
        "ud-english-ewt/en_ewt-ud-test.conllu  | 316 | 2077  | 25094 | answers=69, email=23,"
            + " newsgroup=26, reviews=184, weblog=14",
        "ud-chinese-gsdsimp/zh_gsdsimp-ud-dev.conllu | 5 | 500 | 12663 | ''",
        "ud-chinese-gsdsimp/zh_gsdsimp-ud-test.conllu | 5 | 500 | 12012 | ''"
      })
  void aTreebankIsReadCompletely(
      String name, int documents, int sentences, int tokens, String classes) {
    Map<String, String> settings =
        classes.isEmpty() ? Map.of() : Map.of("documentLabel", "([^-]+)-.*");
    Corpus corpus = Corpus.read(new ConlluFormat(), corpus(name), settings);
    assertThat(corpus.names).hasSize(documents).doesNotHaveDuplicates();
    assertThat(corpus.sentences).hasSize(sentences).doesNotContain("");
    assertThat(corpus.tokens).hasSize(tokens).doesNotContain("");
    assertThat(corpus.tagCounts.values().stream().mapToInt(i -> i).sum()).isEqualTo(tokens);
    assertThat(corpus.tagCounts).hasSizeBetween(15, 17);
    assertThat(corpus.classCounts).hasToString("{" + classes + "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stsa.binary.train | 6920 | 0=3310, 1=3610",
        "stsa.binary.dev   | 872  | 0=428, 1=444",
        "stsa.binary.test  | 1821 | 0=912, 1=909",
        "stsa.fine.train   | 8544 | 0=1092, 1=2218, 2=1624, 3=2322, 4=1288",
        "stsa.fine.dev     | 1101 | 0=139, 1=289, 2=229, 3=279, 4=165",
        "stsa.fine.test    | 2210 | 0=279, 1=633, 2=389, 3=510, 4=399",
        "TREC.train.all    | 5452 | 0=1162, 1=1250, 2=86, 3=1223, 4=835, 5=896",
        "TREC.test.all     | 500  | 0=138, 1=94, 2=9, 3=65, 4=81, 5=113"
      })
  void labelledLinesAreReadCompletely(String name, int lines, String classes) {
    Map<String, String> settings =
        Map.of("encoding", name.equals("TREC.train.all") ? "ISO-8859-1" : "UTF-8");
    Corpus corpus = Corpus.read(new LinesFormat(), corpus("sst-trec/" + name), settings);
    assertThat(corpus.texts).hasSize(lines);
    assertThat(corpus.classCounts).hasToString("{" + classes + "}");
  }

  @Test
  void theErrorNamesTheLineThatIsNotUtf8() {
    Path file = corpus("sst-trec/TREC.train.all");
    assertThatThrownBy(() -> Corpus.read(new LinesFormat(), file, Map.of()))
        .hasMessageStartingWith(file + ", line 66: the bytes F0 are not UTF-8; ");
  }

  @ParameterizedTest
  @CsvSource({"train, 5749", "dev, 1500", "test, 1379"})
  void aTableOfSentencesIsReadCompletely(String part, int rows) {
    Corpus corpus =
        Corpus.read(
            TableFormat.csv(),
            corpus("stsb-multi-mt/stsb-en-" + part + ".csv"),
            Map.of("text", "2", "label", "3", "labelPattern", "(\\d).*", "unit", "sentence"));
    assertThat(corpus.sentences).hasSize(rows);
    assertThat(corpus.classCounts.keySet()).containsExactly("0", "1", "2", "3", "4", "5");
    assertThat(corpus.classCounts.values().stream().mapToInt(i -> i).sum()).isEqualTo(rows);
  }

  private static Path corpus(String name) {
    String data = System.getProperty("cascade.data");
    assumeTrue(data != null, "skipped: needs the corpora, named by -Dcascade.data=DIR");
    Path file = Path.of(data, name);
    assumeTrue(Files.exists(file), "skipped: " + name + " is not in cascade.data");
    return file;
  }
}
