package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.testkit.format.CorpusFormatContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Every shipped corpus format keeps the contract. */
@ParameterizedClass
@MethodSource("all")
class ShippedFormatsTest extends CorpusFormatContract {

  private static final Map<String, InputFormat> FORMATS = OfferedServices.formats();

  /**
   * A corpus of one file.
   *
   * @param file its path; for a format that reads folders the first folder of the path is the
   *     corpus
   */
  private record Sample(String format, String file, Map<String, String> settings, String text) {

    @Override
    public String toString() {
      return format + " " + settings;
    }
  }

  @TempDir private Path samples;

  @Parameter Sample tested;

  static Stream<Sample> all() {
    String conll = "Ada B-PER\nLovelace I-PER\nsees O\n😀 O\n\n京都 B-LOC\n. O\n\n";
    String tabbed = "0\tKein Ende.\n1\tE\u0301tude 😀 \"so\" und so\n";
    return Stream.of(
        new Sample("conll", "a.conll", Map.of(), conll),
        new Sample("conll", "a.conll", Map.of("sentencesPerDocument", "1"), conll),
        new Sample(
            "conllu",
            "a.conllu",
            Map.of(),
            """
            # newdoc id = one
            # sent_id = 1
            # text = don't 😀.
            1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
            1\tdo\tdo\tAUX\tVBP\t_\t0\troot\t_\t_
            2\tn't\tnot\tPART\tRB\t_\t1\tadvmod\t_\t_
            3\t😀\t😀\tSYM\tNFP\t_\t1\tdiscourse\t_\tSpaceAfter=No
            4\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\t_

            # newdoc id = two
            # sent_id = 2
            # text = 京都
            1\t京都\t京都\tPROPN\tNNP\t_\t0\troot\t_\t_

            """),
        new Sample("lines", "a.txt", Map.of(), tabbed.replace('\t', ' ')),
        new Sample("lines", "a.txt", Map.of("tokens", "space"), tabbed.replace('\t', ' ')),
        new Sample(
            "csv", "a.csv", Map.of(), "label,text\n0,\"Kein \"\"Ende\"\"\"\n1,E\u0301tude 😀\n"),
        new Sample("tsv", "a.tsv", Map.of(), "label\ttext\n" + tabbed),
        new Sample(
            "jsonl",
            "a.jsonl",
            Map.of(),
            """
            {"id": 1, "text": "Kein \\"Ende\\"", "label": "a"}
            {"text": "E\u0301tude 😀", "label": ["b", "c"]}
            """),
        new Sample(
            "squad",
            "a.json",
            Map.of(),
            """
            {"version": "v2.0", "data": [{"title": "a", "paragraphs": [{"qas": [
              {"id": "q1", "question": "Who 😀?", "answers": [
                {"text": "京都", "answer_start": 9}, {"text": "Ada", "answer_start": 2}]},
              {"id": 2, "question": "When?", "is_impossible": true, "answers": [],
                "plausible_answers": [{"text": "Ada", "answer_start": 2}]}],
              "context": "😀 Ada in 京都.\\nTwice."}]}]}
            """),
        new Sample("folders", "corpus/good/a.txt", Map.of(), "Well 😀 done.\n"),
        new Sample("text", "a.txt", Map.of(), "Ada sees 京都 😀.\nTwice.\n"));
  }

  @Override
  protected InputFormat format() {
    return Objects.requireNonNull(FORMATS.get(tested.format()));
  }

  @Override
  protected Path sample() {
    Path path = Path.of(tested.file());
    try {
      Path file = samples.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, tested.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return samples.resolve(path.getName(0));
  }

  @Override
  protected Map<String, String> settings() {
    return tested.settings();
  }

  @Test
  void everyFormatIsTested() {
    assertThat(all().map(Sample::format).collect(Collectors.toSet())).isEqualTo(FORMATS.keySet());
  }
}
