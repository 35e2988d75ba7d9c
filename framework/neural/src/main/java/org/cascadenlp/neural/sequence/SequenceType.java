package org.cascadenlp.neural.sequence;

import com.google.gson.annotations.SerializedName;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.error.CascadeException;

/** What counts as a sequence of a document. */
public enum SequenceType {
  /** each sentence */
  @SerializedName("sentence")
  SENTENCE,
  /** the whole document */
  @SerializedName("document")
  DOCUMENT;

  /**
   * Throws where an embedder reads {@code context} tokens of a sequence's neighbours and this kind of
   * sequence has none.
   */
  public void checkContext(Parameters parameters, int context) {
    if (context > 0 && this == DOCUMENT) {
      throw parameters.bad(
          "context", context, "a document has no neighbours: set unit = sentence, or context = 0");
    }
  }

  /** The sequences of {@code cas}, in order. */
  public List<Annotation> of(JCas cas) {
    if (this == SENTENCE) {
      return new ArrayList<>(cas.select(Sentence.class).asList());
    }
    List<Annotation> document = new ArrayList<>();
    if (cas.select(Token.class).findFirst().isPresent()) {
      document.add(new Annotation(cas, 0, cas.getDocumentText().length()));
    }
    return document;
  }

  /**
   * Whether {@code place} is a sequence of this kind, of these sentences or of former ones. The only
   * sentence of a document, without blanks around it, is a sequence of both kinds.
   */
  public boolean includes(Annotation place) {
    JCas cas = place.getJCas();
    String text = cas.getDocumentText();
    boolean whole = text != null && place.getBegin() == 0 && place.getEnd() == text.length();
    return this == DOCUMENT ? whole : !whole || !cas.select(Sentence.class).at(place).isEmpty();
  }

  /**
   * Throws where {@code cas}, in which {@code component} has found no sequence with tokens, has tokens
   * elsewhere, or words and no tokens: what makes the sequences has not run before. A text without a
   * letter or digit may well have no token.
   *
   * @param more what else has to run before {@code component}, or empty
   */
  public void refuse(JCas cas, String component, String more) {
    boolean sentences = this == DOCUMENT || !cas.select(Sentence.class).isEmpty();
    if (!cas.select(Token.class).isEmpty()) {
      throw sentences
          ? missing(component, "tokens, but none in a sentence", " with existing = replace" + more)
          : missing(component, "tokens, but no sentences", more);
    }
    if (hasWords(cas)) {
      throw missing(
          component, sentences ? "text, but no tokens" : "text, but no sentences and tokens", more);
    }
  }

  private static CascadeException missing(String component, String found, String more) {
    return CascadeException.of(
        component,
        "the document has " + found,
        "put a segmenter before this part, for example org.cascadenlp.opennlp.OpenNlpSegmenter"
            + more);
  }

  private static boolean hasWords(JCas cas) {
    String text = cas.getDocumentText();
    return text != null && text.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  /** The tokens of {@code sequence}, in order. */
  public static List<Token> tokens(JCas cas, Annotation sequence) {
    return cas.select(Token.class).coveredBy(sequence.getBegin(), sequence.getEnd()).asList();
  }

  /** As descriptors and model cards write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What an embedder gets of {@code tokens} to read them one by one. */
  public static Sequence sequence(List<Token> tokens) {
    return new Sequence(tokens.stream().map(Annotation::getCoveredText).toList());
  }

  /**
   * What an embedder gets of {@code tokens}, the tokens of {@code place}: with the text they stand
   * in where {@code cut} is {@link Cut#TEXT}.
   */
  public static Sequence sequence(JCas cas, Annotation place, List<Token> tokens, Cut cut) {
    if (cut != Cut.TEXT) {
      return sequence(tokens);
    }
    String document = cas.getDocumentText();
    List<String> texts = new ArrayList<>(tokens.size());
    int[] begins = new int[tokens.size()];
    int[] ends = new int[tokens.size()];
    for (int t = 0; t < begins.length; t++) {
      begins[t] = tokens.get(t).getBegin();
      ends[t] = tokens.get(t).getEnd();
      texts.add(document.substring(begins[t], ends[t]));
    }
    return new Sequence(
        texts, new SequenceText(document, place.getBegin(), place.getEnd(), begins, ends));
  }
}
