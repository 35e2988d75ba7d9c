package org.cascadenlp.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.InputOptions.Gold;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.formats.conll.ConllFormat;
import org.cascadenlp.formats.conllu.ConlluFormat;
import org.cascadenlp.formats.examples.FoldersFormat;
import org.cascadenlp.formats.examples.LinesFormat;
import org.cascadenlp.formats.examples.ObjectsFormat;
import org.cascadenlp.formats.examples.TableFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files are read as their documents are taken, and documents that were taken are not held. */
class StreamingTest {

  private static final int ENTRIES = 20_000; // several times the buffers of a reader

  private static final Map<String, InputFormat> FORMATS =
      Map.of(
          "conll", new ConllFormat(),
          "conllu", new ConlluFormat(),
          "lines", new LinesFormat(),
          "csv", TableFormat.csv(),
          "jsonl", new ObjectsFormat());

  private static final Map<String, String> ENTRY =
      Map.of(
          "conll", "words\tO\n\n",
          "conllu", "1\twords\tword\tNOUN\tNNS\t_\t0\troot\t_\t_\n\n",
          "lines", "0 some words\n",
          "csv", "some words,0\n",
          "jsonl", "{\"text\":\"some words\",\"label\":\"0\"}\n");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "conll,READ,100",
    "conll,LEFT_OUT,1",
    "conllu,READ,100",
    "conllu,LEFT_OUT,1",
    "lines,READ,1",
    "csv,READ,1",
    "jsonl,READ,1"
  })
  void whatIsAppendedAfterTheFirstDocumentIsReadToo(String name, Gold gold, int perDocument)
      throws IOException {
    String entry = Objects.requireNonNull(ENTRY.get(name));
    String header = name.equals("csv") ? "text,label\n" : "";
    Path file = Files.writeString(folder.resolve("data"), header + entry.repeat(ENTRIES));
    InputFormat format = Objects.requireNonNull(FORMATS.get(name));
    try (DocumentSource source = format.open(file, new InputOptions(Map.of(), gold))) {
      List<WeakReference<SourceDocument>> taken = new ArrayList<>();
      for (SourceDocument next; (next = source.next()) != null; ) {
        if (taken.isEmpty()) {
          Files.writeString(file, entry, StandardOpenOption.APPEND);
        }
        taken.add(new WeakReference<>(next));
      }
      assertThat(taken).hasSize(ENTRIES / perDocument + 1);
      assertThat(held(taken)).isZero();
    }
  }

  /** The number of documents that something refers to. */
  private static long held(List<WeakReference<SourceDocument>> documents) {
    long held = documents.size();
    for (int i = 0; i < 10 && held > 0; i++) {
      System.gc();
      held = documents.stream().filter(document -> document.get() != null).count();
    }
    return held;
  }

  @Test
  void aFileInTheFolderOfAClassIsReadWhenItIsFilled() throws IOException {
    for (String kind : new String[] {"a", "b"}) {
      Files.createDirectory(folder.resolve(kind));
      for (int i = 0; i < 3; i++) {
        Files.writeString(folder.resolve(kind).resolve("" + i), "old");
      }
    }
    Corpus corpus = new Corpus();
    try (DocumentSource source = new FoldersFormat().open(folder, InputOptions.gold(Map.of()))) {
      List<WeakReference<SourceDocument>> taken = new ArrayList<>();
      for (SourceDocument next; (next = source.next()) != null; ) {
        Files.writeString(folder.resolve(next.name()), "new " + taken.size());
        Files.writeString(folder.resolve("b/3"), "added");
        corpus.add(next);
        taken.add(new WeakReference<>(next));
      }
      assertThat(held(taken)).isZero();
    }
    assertThat(corpus.texts)
        .containsExactly("new 0", "new 1", "new 2", "new 3", "new 4", "new 5", "added");
    assertThat(corpus.classCounts).hasToString("{a=3, b=4}");
  }
}
