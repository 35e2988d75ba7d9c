package org.cascadenlp.opennlp.text;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.error.CascadeException;

/** The tokens of a document by sentence, the input of OpenNLP's tools. */
public record Sentences(List<List<Token>> tokens) {

  /**
   * The sentences of {@code cas} that have tokens.
   *
   * @throws CascadeException if there are tokens but no sentences
   */
  public static Sentences of(JCas cas, String component) {
    List<Sentence> sentences = cas.select(Sentence.class).asList();
    if (sentences.isEmpty() && !cas.select(Token.class).isEmpty()) {
      throw CascadeException.of(
          component,
          "the document has tokens but no sentences",
          "put a sentence splitter before this part, for example"
              + " org.cascadenlp.opennlp.OpenNlpSegmenter");
    }
    List<List<Token>> all = new ArrayList<>();
    for (Sentence sentence : sentences) {
      List<Token> tokens = cas.select(Token.class).coveredBy(sentence).asList();
      if (!tokens.isEmpty()) {
        all.add(tokens);
      }
    }
    return new Sentences(all);
  }

  /** The forms of the tokens, usually their covered text. */
  public static String[] forms(List<Token> tokens) {
    return tokens.stream().map(Token::getText).toArray(String[]::new);
  }

  /** The parts of speech of the tokens. */
  public static String[] tags(List<Token> tokens, String component) {
    return tokens.stream().map(token -> tag(token, component)).toArray(String[]::new);
  }

  private static String tag(Token token, String component) {
    if (token.getPos() == null || token.getPos().getPosValue() == null) {
      throw CascadeException.of(
          component,
          "the token '" + token.getText() + "' has no part of speech",
          "put a tagger before this part, for example org.cascadenlp.opennlp.OpenNlpPosTagger");
    }
    return token.getPos().getPosValue();
  }
}
