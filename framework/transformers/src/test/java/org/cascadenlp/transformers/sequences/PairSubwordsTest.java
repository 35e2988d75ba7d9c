package org.cascadenlp.transformers.sequences;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceText;
import org.cascadenlp.neural.sequence.SubwordWindow;
import org.cascadenlp.transformers.tokenizer.SubwordTokenizer;
import org.cascadenlp.transformers.tokenizer.settings.PairTemplate;
import org.cascadenlp.transformers.tokenizer.settings.TokenizerFamily;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairs as transformers encodes them: see testdata/reference/pairs.py. */
class PairSubwordsTest {

  private static final Path TESTDATA = Path.of(System.getProperty("cascade.root"), "testdata");
  private static final JsonObject REFERENCE =
      JsonFile.read(TESTDATA.resolve("reference/pairs.json"));
  private static final Pattern WORD = Pattern.compile("\\S+");
  private static final int ALL = 1000;

  private static SubwordTokenizer tokenizer(String name) throws Exception {
    if (name.equals("tiny-bert")) {
      return SubwordTokenizer.open(TESTDATA.resolve("models/tiny-bert"));
    }
    Path file = TESTDATA.resolve("models/descriptions").resolve(name + ".json");
    TokenizerFamily family = TokenizerFamily.ofModelType(name);
    return SubwordTokenizer.of(Files.readString(file), file.toString(), family);
  }

  private static Sequence sequence(String document, int begin, int end) {
    List<String> tokens = new ArrayList<>();
    List<Integer> begins = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (Matcher word = WORD.matcher(document).region(begin, end); word.find(); ) {
      tokens.add(word.group());
      begins.add(word.start());
      ends.add(word.end());
    }
    return new Sequence(
        tokens,
        new SequenceText(
            document,
            begin,
            end,
            begins.stream().mapToInt(Integer::intValue).toArray(),
            ends.stream().mapToInt(Integer::intValue).toArray()));
  }

  private static Sequence pair(JsonArray texts) {
    String first = texts.get(0).getAsString();
    String document = first + "\n" + texts.get(1).getAsString();
    return Sequence.pair(
        sequence(document, 0, first.length()),
        sequence(document, first.length() + 1, document.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "albert",
        "deberta-v2",
        "mpnet",
        "roberta",
        "t5",
        "xlm-roberta",
        "xlnet",
        "tiny-bert"
      })
  void pairsAreEncodedTruncatedAndDividedAsInTransformers(String name) throws Exception {
    JsonArray expected = REFERENCE.getAsJsonObject("tokenizers").getAsJsonArray(name);
    JsonArray pairs = REFERENCE.getAsJsonArray("pairs");
    try (SubwordTokenizer tokenizer = tokenizer(name)) {
      for (int i = 0; i < pairs.size(); i++) {
        Sequence pair = pair(pairs.get(i).getAsJsonArray());
        JsonObject own = expected.get(i).getAsJsonObject();
        String what = name + ", pair " + i;
        compare(what, own.get("whole"), PairSubwords.of(pair, tokenizer, ALL).truncated());
        int most = REFERENCE.get("most").getAsInt();
        compare(what, own.get("truncated"), PairSubwords.of(pair, tokenizer, most).truncated());
        int stride = REFERENCE.get("stride").getAsInt();
        List<Window> windows =
            PairSubwords.of(pair, tokenizer, own.get("window").getAsInt()).ofSubwords(stride);
        JsonArray all = own.getAsJsonArray("windows");
        assertThat(windows).as(what).hasSize(all.size());
        for (int w = 0; w < all.size(); w++) {
          compare(what + ", window " + w, all.get(w), List.of(windows.get(w)));
          offsets(what, all.get(w), pairs.get(i).getAsJsonArray(), windows.get(w).described());
        }
      }
    }
  }

  private static void compare(String what, JsonElement expected, List<Window> found) {
    SubwordWindow window = found.get(0).described();
    JsonObject json = expected.getAsJsonObject();
    assertThat(window.ids()).as(what).containsExactly(ints(json, "ids"));
    assertThat(window.segments()).as(what).containsExactly(ints(json, "types"));
    assertThat(window.parts()).as(what).containsExactly(ints(json, "parts"));
  }

  private static int[] ints(JsonObject json, String name) {
    return json.getAsJsonArray(name).asList().stream().mapToInt(JsonElement::getAsInt).toArray();
  }

  /**
   * Offsets are compared without white space around a subword, which transformers may include;
   * those of a subword of white space alone are not.
   */
  private static void offsets(
      String what, JsonElement expected, JsonArray texts, SubwordWindow found) {
    JsonArray offsets = expected.getAsJsonObject().getAsJsonArray("offsets");
    int second = texts.get(0).getAsString().length() + 1;
    for (int s = 0; s < found.size(); s++) {
      if (found.parts()[s] == SubwordWindow.SPECIAL) {
        assertThat(found.begins()[s]).as(what).isEqualTo(SubwordWindow.SPECIAL);
        continue;
      }
      String text = texts.get(found.parts()[s]).getAsString();
      JsonArray span = offsets.get(s).getAsJsonArray();
      String piece = text.substring(span.get(0).getAsInt(), span.get(1).getAsInt());
      int begin = span.get(0).getAsInt() + piece.length() - piece.stripLeading().length();
      if (found.begins()[s] < found.ends()[s]) {
        int moved = found.parts()[s] == 0 ? 0 : second;
        assertThat(found.begins()[s] - moved).as(what + ", begin " + s).isEqualTo(begin);
        assertThat(found.ends()[s] - moved)
            .as(what + ", end " + s)
            .isEqualTo(begin + piece.strip().length());
      }
    }
  }

  @Test
  void theLongerTextIsTruncatedFirst() {
    for (int most = 0; most < 20; most++) {
      for (int first = 0; first < 20; first++) {
        for (int second = 0; second < 20; second++) {
          PairTemplate.Lengths found = PairTemplate.longestFirst(first, second, most);
          assertThat(found.first() + found.second()).isEqualTo(Math.min(most, first + second));
          assertThat(found.first()).isBetween(0, first);
          assertThat(found.second()).isBetween(0, second);
          boolean firstCut = found.first() < first;
          boolean secondCut = found.second() < second;
          // a text that is cut is not shorter than the other by more than one
          assertThat(firstCut && found.first() < found.second() - 1).isFalse();
          assertThat(secondCut && found.second() < found.first() - 1).isFalse();
        }
      }
    }
  }

  @Test
  void everyTokenHasOneWindowInWhichMostOfItsSurroundingsAre() throws Exception {
    try (SubwordTokenizer tokenizer = tokenizer("tiny-bert")) {
      String document = "where is it\n" + "a b c d e f g h i j k l m n o p q r s t u v";
      Sequence pair = Sequence.pair(sequence(document, 0, 11), sequence(document, 12, 55));
      PairSubwords subwords = PairSubwords.of(pair, tokenizer, 18);
      assertThat(subwords.isOneWindow()).isFalse();
      List<Window> windows = subwords.ofTokens(4);
      assertThat(windows).hasSizeGreaterThan(2);
      int next = 0;
      for (Window window : windows) {
        assertThat(window.fromToken()).isEqualTo(next);
        next = window.toToken();
        assertThat(window.inputIds().length).isLessThanOrEqualTo(18);
        for (int t = window.fromToken(); t < window.toToken(); t++) {
          int own = window.inputIds()[window.index(window.first(t))];
          assertThat(own).as("token " + t).isEqualTo(tokenizer.pieces(pair.tokens().get(t))[0]);
        }
      }
      assertThat(next).isEqualTo(pair.size());
    }
  }

  @Test
  void aFirstTextWithoutEndLeavesRoomForTheSecond() throws Exception {
    try (SubwordTokenizer tokenizer = tokenizer("tiny-bert")) {
      String many = String.join(" ", IntStream.range(0, 40).mapToObj(i -> "a").toList());
      String document = many + "\nb c d";
      Sequence pair =
          Sequence.pair(
              sequence(document, 0, many.length()),
              sequence(document, many.length() + 1, document.length()));
      for (int window : new int[] {5, 8, 16, 30}) {
        List<Window> windows = PairSubwords.of(pair, tokenizer, window).ofTokens(window / 2);
        assertThat(windows.get(windows.size() - 1).toToken()).isEqualTo(pair.size());
        assertThat(windows).allMatch(one -> one.inputIds().length <= window);
        assertThat(Arrays.stream(windows.get(0).described().parts()).anyMatch(part -> part == 1))
            .isTrue();
      }
    }
  }
}
