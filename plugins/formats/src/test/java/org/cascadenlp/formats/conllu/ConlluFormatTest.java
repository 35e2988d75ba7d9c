package org.cascadenlp.formats.conllu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.formats.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConlluFormatTest {

  @TempDir private Path folder;

  @Test
  void itReadsTextWordsTagsAndLemmas() throws IOException {
    Corpus corpus =
        read(
            """
            # newdoc id = news-1
            # sent_id = 1
            # text = She left (at  noon).
            1\tShe\tshe\tPRON\tPRP\t_\t2\tnsubj\t_\t_
            2\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
            3\t(\t(\tPUNCT\t-LRB-\t_\t5\tpunct\t_\tSpaceAfter=No
            4\tat\tat\tADP\tIN\t_\t5\tcase\t_\t_
            5\tnoon\tnoon\tNOUN\tNN\t_\t2\tobl\t_\tSpaceAfter=No
            6\t)\t_\tPUNCT\t_\t_\t5\tpunct\t_\tSpaceAfter=No
            7\t.\t.\t_\t_\t_\t2\tpunct\t_\t_

            """,
            Map.of());
    assertThat(corpus.names).containsExactly("news-1");
    assertThat(corpus.texts).containsExactly("She left (at  noon).\n");
    assertThat(corpus.sentences).containsExactly("She left (at  noon).");
    assertThat(corpus.tokens).containsExactly("She", "left", "(", "at", "noon", ")", ".");
    assertThat(corpus.words)
        .containsExactly(
            "She/PRON/PRON/she",
            "left/VERB/VERB/leave",
            "(/PUNCT/PUNCT/(",
            "at/ADP/ADP/at",
            "noon/NOUN/NOUN/noon",
            ")/PUNCT/PUNCT/-",
            "./-/-/.");
  }

  @Test
  void wordsOfAMultiwordTokenAreReadAndEmptyNodesAreIgnored() throws IOException {
    Corpus corpus =
        read(
            "# text = Didn't\u00a0go.\n"
                + row("1-2", "Didn't", "_", "_")
                + row("1", "Did", "AUX", "_")
                + row("2", "n't", "PART", "_")
                + row("3", "go", "VERB", "_")
                + row("3.1", "away", "ADV", "_")
                + row("4", ".", "PUNCT", "_"),
            Map.of());
    assertThat(corpus.texts).containsExactly("Didn't\u00a0go.\n");
    assertThat(corpus.tokens).containsExactly("Did", "n't", "go", ".");
  }

  @Test
  void wordsThatDifferFromTheirMultiwordTokenShareItsSpanAndKeepTheirForm() throws IOException {
    Corpus corpus =
        read(
            "# text = im zum dámelo y 😀\n"
                + multiword(1, "im", "in", "dem")
                + multiword(3, "zum", "zu", "dem")
                + multiword(5, "dámelo", "da", "me", "lo")
                + multiword(8, "y", "a", "lí")
                + multiword(10, "😀", "😀😀", "x"),
            Map.of());
    assertThat(corpus.tokens)
        .containsExactly("i", "m", "zu", "m", "dá", "me", "lo", "y", "y", "😀", "😀");
    assertThat(corpus.words)
        .extracting(word -> word.replaceFirst("/.*", ""))
        .containsExactly("in", "dem", "zu", "dem", "da", "me", "lo", "a", "lí", "😀😀", "x");
  }

  @Test
  void withoutATextCommentASentenceIsItsWordsSpacedBySpaceAfter() throws IOException {
    String words =
        row("1", "(", "PUNCT", "SpaceAfter=No")
            + row("2-3", "cannot", "_", "Typo=No|SpaceAfter=No")
            + row("2", "can", "AUX", "_")
            + row("3", "not", "PART", "_")
            + row("4", ")", "PUNCT", "_")
            + row("5", "10 000", "NUM", "SpaceAfter=No");
    assertThat(read(words, Map.of()).texts).containsExactly("(cannot) 10 000\n");
    assertThat(read("# text = (can not) 10 000\n" + words, Map.of()).texts)
        .containsExactly("(cannot) 10 000\n");
    assertThat(read("# text = (cannot) 10 000 and more\n" + words, Map.of()).texts)
        .containsExactly("(cannot) 10 000\n");
    assertThat(read("# text = ( cannot)10 000\n" + words, Map.of()).texts)
        .containsExactly("( cannot)10 000\n");
  }

  @Test
  void theFormOfAnUnderscoreIsAWordWithALemma() throws IOException {
    assertThat(read("1\t_\t_\tSYM\t_\t_\t_\t_\t_\t_\n", Map.of()).words)
        .containsExactly("_/SYM/SYM/_");
  }

  @Test
  void tagsMayBeXposAndMayBeRenamedOrDropped() throws IOException {
    String rows = "1\ta\ta\tDET\tDT\t_\t_\t_\t_\t_\n2\t%\t%\tSYM\tNN\t_\t_\t_\t_\t_\n";
    assertThat(read(rows, Map.of("tag", "xpos")).words).containsExactly("a/DT/DET/a", "%/NN/SYM/%");
    assertThat(read(rows, Map.of("map", "DET=X,SYM=O")).words)
        .containsExactly("a/X/DET/a", "%/-/-/%");
  }

  @Test
  void documentsHaveTheirNamesAndTheClassInTheName() throws IOException {
    String text =
        "# newdoc id = blog-a.b-1\n"
            + sentence("a")
            + sentence("b")
            + "# newdoc\tid=mail-2\n"
            + sentence("c")
            + "# newdoc id = mail-2\n"
            + sentence("d");
    Map<String, String> settings = Map.of("documentLabel", "([^-]+)-.*");
    assertThat(read(text, settings).classes)
        .containsExactly("blog-a.b-1: a\nb\n/blog", "mail-2: c\n/mail", "mail-2-2: d\n/mail");
    assertThat(read(text, Map.of()).classes).isEmpty();
    assertThat(read(text, Map.of("documentLabel", "([^-]+)-.*", "map", "blog=web,mail=O")).classes)
        .containsExactly("blog-a.b-1: a\nb\n/web");
    assertThat(
            read(text, Map.of("documentLabel", "([^-]+)-.*", "sentencesPerDocument", "1")).classes)
        .containsExactly(
            "blog-a.b-1: a\n/blog",
            "blog-a.b-1-2: b\n/blog",
            "mail-2: c\n/mail",
            "mail-2-2: d\n/mail");
  }

  @Test
  void aRangeCountsSentencesOfTheFileAndMayCutDocuments() throws IOException {
    String text =
        "# newdoc id = x-1\n"
            + sentence("a")
            + sentence("b")
            + "# newdoc id = x-2\n"
            + sentence("c")
            + "# newdoc id = x-3\n"
            + sentence("d")
            + sentence("e");
    assertThat(read(text, Map.of("sentences", "2-4")).texts).containsExactly("b\n", "c\n", "d\n");
    assertThat(read(text, Map.of("sentences", "4-")).names).containsExactly("x-3");
    assertThat(read(text, Map.of("sentences", "-1")).texts).containsExactly("a\n");
  }

  @Test
  void aFileWithoutDocumentMarksIsSplitByNumberOfSentences() throws IOException {
    String text = sentence("a").repeat(250);
    assertThat(read(text, Map.of()).names)
        .containsExactly("corpus.conllu-1", "corpus.conllu-2", "corpus.conllu-3");
    assertThat(read(text, Map.of("sentencesPerDocument", "125")).names).hasSize(2);
  }

  private static String row(String id, String form, String tag, String misc) {
    return String.join("\t", id, form, "_", tag, "_", "_", "_", "_", "_", misc) + "\n";
  }

  private static String multiword(int first, String form, String... words) {
    StringBuilder rows = new StringBuilder();
    rows.append(row(first + "-" + (first + words.length - 1), form, "_", "_"));
    for (int i = 0; i < words.length; i++) {
      rows.append(row(String.valueOf(first + i), words[i], "X", "_"));
    }
    return rows.toString();
  }

  private static String sentence(String word) {
    return row("1", word, "X", "_") + "\n";
  }

  private Corpus read(String text, Map<String, String> settings) throws IOException {
    return Corpus.read(
        new ConlluFormat(), Files.writeString(folder.resolve("corpus.conllu"), text), settings);
  }
}
