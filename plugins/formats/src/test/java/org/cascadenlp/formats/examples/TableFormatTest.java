package org.cascadenlp.formats.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.formats.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFormatTest {

  @TempDir private Path folder;

  @Test
  void columnsAreFoundByName() throws IOException {
    Corpus corpus = csv("id,label,text\r\n1,pos,good film\r\n2,neg,bad\r\n", Map.of());
    assertThat(corpus.classes).containsExactly("table-2: good film/pos", "table-3: bad/neg");
    assertThat(csv("a,b\nx,1\n", Map.of("text", "a", "label", "b")).classes)
        .containsExactly("table-2: x/1");
  }

  @Test
  void columnsAreFoundByNumber() throws IOException {
    Map<String, String> settings = Map.of("text", "2", "label", "1");
    assertThat(csv("pos,good\nneg,bad", settings).classes)
        .containsExactly("table-1: good/pos", "table-2: bad/neg");
    assertThat(csv("l,t\npos,good\n", Map.of("text", "2", "label", "1", "header", "yes")).classes)
        .containsExactly("table-2: good/pos");
  }

  @Test
  void quotedCellsMayContainSeparatorsLineEndsAndQuotes() throws IOException {
    String text = "text,label\n\"a, \"\"b\"\"\r\nc\",\"x\"\n\n\"\"\"d\"\"\",y\n";
    assertThat(csv(text, Map.of()).classes)
        .containsExactly("table-2: a, \"b\"\r\nc/x", "table-5: \"d\"/y");
  }

  @Test
  void aTsvTableHasNoQuotesUnlessSet() throws IOException {
    assertThat(tsv("text\tlabel\nsay \"a\"\tx\n\"b\ty\n", Map.of()).texts)
        .containsExactly("say \"a\"", "\"b");
    assertThat(tsv("text\tlabel\n\"a\tb\"\tx\n", Map.of("quotes", "rfc4180")).texts)
        .containsExactly("a\tb");
    assertThat(csv("text;label\n\"a;x\n", Map.of("separator", ";", "quotes", "none")).texts)
        .containsExactly("\"a");
  }

  @Test
  void aRowMayHaveSeveralLabelsOrNone() throws IOException {
    assertThat(csv("text,label\na,x|y\nb,\n", Map.of("labelSeparator", "|")).classes)
        .containsExactly("table-2: a/x", "table-2: a/y");
    Corpus columns = csv("text,one,two\na,x,y\nb,,z\nc,,\n", Map.of("label", "one,two"));
    assertThat(columns.classes).containsExactly("table-2: a/x", "table-2: a/y", "table-3: b/z");
    assertThat(columns.texts).containsExactly("a", "b", "c");
    Corpus flags =
        csv("text,rude,loud\na,1,True\nb,0,1\nc,false,0\n", Map.of("flags", "rude,loud"));
    assertThat(flags.classes)
        .containsExactly("table-2: a/rude", "table-2: a/loud", "table-3: b/loud");
    assertThat(flags.texts).containsExactly("a", "b", "c");
  }

  @Test
  void rowsMayBeTheSentencesOfADocument() throws IOException {
    Corpus corpus = csv("text,label\na b,x\nc,y\n", Map.of("unit", "sentence", "tokens", "space"));
    assertThat(corpus.sentences).containsExactly("a b", "c");
    assertThat(corpus.tokens).containsExactly("a", "b", "c");
    assertThat(corpus.names).containsExactly("table-1");
  }

  @Test
  void anUnclosedQuoteIsFoundAfterAMillionCharacters() throws IOException {
    String text = "text,label\na,x\n\"b,y\n" + "c,z\n".repeat(500_000);
    assertThatThrownBy(() -> csv(text, Map.of()))
        .hasMessage(
            folder.resolve("table")
                + ", line 3: a quoted cell that begins here has more than 1000000 characters;"
                + " close its quote, or cut the text");
  }

  private Corpus csv(String text, Map<String, String> settings) throws IOException {
    Path file = Files.writeString(folder.resolve("table"), text);
    return Corpus.read(TableFormat.csv(), file, settings);
  }

  private Corpus tsv(String text, Map<String, String> settings) throws IOException {
    Path file = Files.writeString(folder.resolve("table"), text);
    return Corpus.read(TableFormat.tsv(), file, settings);
  }
}
