package org.cascadenlp.transformers.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Compares the tokenization of cached words with that of whole texts. */
class WordCacheTest {

  private static final Path TESTDATA = Path.of(System.getProperty("cascade.root"), "testdata");

  /** Documents, difficult Unicode, the sentences of UD-EWT if available, and special tokens. */
  private static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.list(TESTDATA.resolve("documents"))) {
      for (Path file : files.sorted().toList()) {
        texts.add(Files.readString(file));
      }
    }
    texts.addAll(CorpusTexts.lines(TESTDATA.resolve("unicode/nasty.txt"), StandardCharsets.UTF_8));
    Path data = Path.of(System.getProperty("cascade.data", "none"));
    Path corpus = data.resolve("ud-english-ewt/en_ewt-ud-dev.conllu");
    CorpusTexts.lines(corpus, StandardCharsets.UTF_8).stream()
        .filter(line -> line.startsWith("# text = "))
        .forEach(texts::add);
    texts.addAll(
        List.of(
            "", " ", "a  [MASK]b [SEP] .", " x \u0301y \u00A0 z\tq\n w ", "\u0130 \u03A3 a\u03A3"));
    String odd = "a b.-'\u0301\u00AD\u200B\u00A0\t\n\u3000\u4F60\u03A3\uD83D\uDE00[MASK]";
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(30); k > 0; k--) {
        int at = odd.offsetByCodePoints(0, random.nextInt(odd.codePointCount(0, odd.length())));
        text.appendCodePoint(odd.codePointAt(at));
      }
      texts.add(text.toString());
    }
    return texts;
  }

  @Test
  void cachedWordsGiveTheSubwordsOfTheWholeText() throws IOException {
    Path folder = TESTDATA.resolve("models/tiny-bert");
    try (SubwordTokenizer tokenizer = SubwordTokenizer.open(folder)) {
      for (int round = 0; round < 2; round++) {
        for (String text : texts()) {
          TextPieces known = tokenizer.cut(text);
          TextPieces whole = tokenizer.cutWhole(text);
          assertThat(known.ids()).as(text).isEqualTo(whole.ids());
          assertThat(known.begins()).as(text).isEqualTo(whole.begins());
          assertThat(known.ends()).as(text).isEqualTo(whole.ends());
        }
      }
    }
  }
}
