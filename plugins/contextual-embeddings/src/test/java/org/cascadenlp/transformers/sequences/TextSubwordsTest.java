package org.cascadenlp.transformers.sequences;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.cascadenlp.contextual.MarkedText;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.transformers.files.EncoderSources;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.transformers.tokenizer.settings.Encoding;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The alignment of the subwords of a text to its tokens. */
class TextSubwordsTest {

  private static final Path MODELS = Path.of(System.getProperty("cascade.root"), "testdata/models");

  private static SubwordTokenizer tokenizer(String name) {
    return switch (name) {
      case "wordpiece" -> EncoderSources.shipped("all-minilm-l6-v2").tokenizer().get();
      case "chinese" -> EncoderSources.shipped("bge-small-zh-v1.5").tokenizer().get();
      default -> SubwordTokenizer.open(MODELS.resolve("tokenizers").resolve(name));
    };
  }

  /** Each token as {@code token=subwords/first/last}. */
  private static List<String> table(String name, String marked) {
    try (SubwordTokenizer tokenizer = tokenizer(name)) {
      Sequence sequence = MarkedText.sequence(marked);
      Subwords found = TextSubwords.of(sequence, tokenizer, 0, 500).ofTokens(0, 500);
      Window window = found.windows(500, 0).get(0);
      List<String> pieces = pieces(found.ids, tokenizer.encode(sequence.text().alone()));
      List<String> rows = new ArrayList<>();
      for (int t = 0; t < sequence.size(); t++) {
        StringJoiner all = new StringJoiner(" ");
        for (int s = window.begin(t); s < window.end(t); s++) {
          if (found.isText(s)) {
            all.add(pieces.get(s));
          }
        }
        rows.add(
            sequence.tokens().get(t)
                + "="
                + all
                + "/"
                + pieces.get(window.first(t))
                + "/"
                + pieces.get(window.last(t)));
      }
      return rows;
    }
  }

  /** The pieces of {@code read}; a question mark for an inserted unknown subword. */
  private static List<String> pieces(int[] read, Encoding text) {
    List<String> pieces = new ArrayList<>();
    int s = 0;
    for (int id : read) {
      boolean known = s < text.ids().length && text.ids()[s] == id;
      pieces.add(known ? text.pieces().get(s) : "?");
      s += known ? 1 : 0;
    }
    assertThat(s).isEqualTo(text.ids().length);
    return pieces;
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '^',
      value = {
        "wordpiece => I do|n't know|. => I=i/i/i  do=don/don/don  n't=don ' t/'/t "
            + " know=know/know/know  .=././.",
        "wordpiece => I don|'t know|. => I=i/i/i  don=don/don/don  't=' t/'/t  know=know/know/know "
            + " .=././.",
        "wordpiece => I don't know|. => I=i/i/i  don't=don ' t/don/t  know=know/know/know  .=././.",
        "wordpiece => can|not => can=cannot/cannot/cannot  not=cannot/cannot/cannot",
        "wordpiece => 10|-|20|mm => 10=10/10/10  -=-/-/-  20=20/20/20  mm=##mm/##mm/##mm",
        "wordpiece => 10-20mm wide => 10-20mm=10 - 20 ##mm/10/##mm  wide=wide/wide/wide",
        "chinese => 10|-|20|mm => 10=10/10/10  -=-/-/-  20=20mm/20mm/20mm  mm=20mm/20mm/20mm",
        "chinese => \u4F60\u597D|\u4E16\u754C|\u3002\u4F60 => \u4F60\u597D=\u4F60"
            + " \u597D/\u4F60/\u597D  \u4E16\u754C=\u4E16 \u754C/\u4E16/\u754C  \u3002\u4F60=\u3002"
            + " \u4F60/\u3002/\u4F60",
        "roberta => \u4F60|\u597D\u3002 => \u4F60=\u00E4 \u00BD \u0142/\u00E4/\u0142 "
            + " \u597D\u3002=\u00E5 \u00A5 \u00BD \u00E3\u0122\u0124/\u00E5/\u00E3\u0122\u0124",
        "wordpiece => co|\u00AD|op => co=coop/coop/coop  \u00AD=coop/coop/coop  op=coop/coop/coop",
        "chinese => co|\u00AD|op => co=co/co/co  \u00AD=?/?/?  op=##op/##op/##op",
        "roberta => co|\u00AD|op => co=c o/c/o  \u00AD=\u00C2 \u0143/\u00C2/\u0143  op=op/op/op",
        "wordpiece => cafe\u0301 cafe|\u0301 => cafe\u0301=cafe/cafe/cafe  cafe=cafe/cafe/cafe "
            + " \u0301=?/?/?",
        "roberta => cafe\u0301 x => cafe\u0301=ca f e \u00CC\u0123/ca/\u00CC\u0123  x=x/x/x",
        "xlm-roberta => cafe\u0301 => cafe\u0301=ca f \u00E9/ca/\u00E9",
        "roberta => hi \uD83D\uDE00\uD83D\uDE00|! x => hi=h i/h/i "
            + " \uD83D\uDE00\uD83D\uDE00=\u0120\u00F0\u0141 \u013A \u0122 \u00F0\u0141 \u013A"
            + " \u0122/\u0120\u00F0\u0141/\u0122  !=!/!/!  x=x/x/x",
        "roberta => \uD83D\uDC69|\u200D|\uD83D\uDC67 x => \uD83D\uDC69=\u00F0\u0141 \u0133"
            + " \u00A9/\u00F0\u0141/\u00A9 "
            + " \u200D=\u00E2\u0122\u012F\u00F0\u0141/\u00E2\u0122\u012F\u00F0\u0141/\u00E2\u0122\u012F\u00F0\u0141"
            + "  \uD83D\uDC67=\u00E2\u0122\u012F\u00F0\u0141 \u0133 \u00A7/\u0133/\u00A7  x=x/x/x",
        "gpt2 => do|n't (|yes|)|, no|! => do=d on/d/d  n't=on ' t/'/t  (=\u0120(/\u0120(/\u0120( "
            + " yes=y es/y/es  )=)/)/)  ,=,/,/,  no=\u0120no/\u0120no/\u0120no  !=!/!/!",
        "roberta => Hello|, world|! => Hello=H ell o/H/o  ,=,/,/,  world=\u0120wor ld/\u0120wor/ld "
            + " !=!/!/!",
        "xlm-roberta => do|n't (|yes|)|, no|! => do=\u2581do/\u2581do/\u2581do  n't=n ' t/n/t "
            + " (=(/(/(  yes=y es/y/es  )=)/)/)  ,=,/,/,  no=n o/n/o  !=!/!/!",
        "albert => Hello|, world|! (|yes|) => Hello=\u2581he ll o/\u2581he/o  ,=,/,/, "
            + " world=\u2581w or ld/\u2581w/ld  !=!/!/!  (=(/(/(  yes=y es/y/es  )=)/)/)",
        "xlnet => New\u00A0York \uFB01|sh => New\u00A0York=\u2581N ew Y or k/\u2581N/k "
            + " \uFB01=\u2581f ish/\u2581f/\u2581f  sh=ish/ish/ish",
        "albert => \u2581 x => \u2581=?/?/?  x=x/x/x",
        "xlm-roberta => a \u200B b => a=\u2581a/\u2581a/\u2581a  \u200B=?/?/? "
            + " b=\u2581b/\u2581b/\u2581b",
        "gpt => a\u00ADb \u200B x => a\u00ADb=a b</w>/a/b</w>  \u200B=?/?/?  x=x</w>/x</w>/x</w>"
      })
  void aSubwordBelongsToEachTokenWhoseTextItOverlaps(
      String tokenizer, String marked, String expected) {
    assertThat(String.join("  ", table(tokenizer, marked))).isEqualTo(expected);
  }
}
