package org.cascadenlp.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConlluFormatTest {

  @TempDir private Path folder;

  @Test
  void readsTheTextWordsTagsAndLemmas() throws IOException {
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

  private Corpus read(String text, Map<String, String> settings) throws IOException {
    return Corpus.read(
        new ConlluFormat(), Files.writeString(folder.resolve("corpus.conllu"), text), settings);
  }
}
