package org.cascadenlp.contextual;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceText;

/**
 * Texts for tests in which spaces and bars separate tokens: {@code I do|n't} is the text "I don't".
 */
public final class MarkedText {

  private MarkedText() {}

  /** The sequence of {@code marked}, without neighbours. */
  public static Sequence sequence(String marked) {
    return document(marked).get(0);
  }

  /** The sequences of one document, separated by spaces. */
  static List<Sequence> document(String... marked) {
    String text = String.join(" ", marked).replace("|", "");
    List<Sequence> sequences = new ArrayList<>();
    int at = 0;
    for (String one : marked) {
      int begin = at;
      List<String> tokens = new ArrayList<>();
      List<Integer> begins = new ArrayList<>();
      for (String token : one.split("(?<=[ |])|(?=[ |])")) {
        if (!token.equals("|")) {
          if (!token.equals(" ")) {
            tokens.add(token);
            begins.add(at);
          }
          at += token.length();
        }
      }
      int[] from = begins.stream().mapToInt(Integer::intValue).toArray();
      int[] to = from.clone();
      for (int t = 0; t < to.length; t++) {
        to[t] += tokens.get(t).length();
      }
      sequences.add(new Sequence(tokens, new SequenceText(text, begin, at, from, to)));
      at++;
    }
    return sequences;
  }
}
