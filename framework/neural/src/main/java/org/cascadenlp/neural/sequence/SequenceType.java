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

/** Whether the sequences of a document are its sentences or the document itself. */
public enum SequenceType {
  /** each sentence */
  @SerializedName("sentence")
  SENTENCE,
  /** the whole document */
  @SerializedName("document")
  DOCUMENT;

  /**
   * Throws if an embedder needs {@code context} tokens of neighbouring sequences and this type has
   * no neighbours.
   */
  public void checkContext(Parameters parameters, int context) {
    if (context > 0 && this == DOCUMENT) {
      throw parameters.bad(
          "context", context, "a document has no neighbours: set unit = sentence, or context = 0");
    }
  }

  /** The sequences of {@code cas}, in order; none for a document without tokens. */
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
   * True if {@code place} is a sequence of this type, also if the sentences have been replaced
   * since. The only sentence of a document, without blanks around it, is of both types.
   */
  public boolean includes(Annotation place) {
    JCas cas = place.getJCas();
    String text = cas.getDocumentText();
    boolean whole = text != null && place.getBegin() == 0 && place.getEnd() == text.length();
    return this == DOCUMENT ? whole : !whole || !cas.select(Sentence.class).at(place).isEmpty();
  }

  /**
   * Reports why {@code component} found no sequence with tokens in {@code cas}: a segmenter is
   * missing before it if there are tokens outside sentences, or words but no tokens. Returns for a
   * text without letters and digits, which needs no tokens.
   *
   * @param more what else must run before {@code component}, added to the remedy; may be empty
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

  /** The name in descriptors and model cards. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The sequence of {@code tokens}, without their text. */
  static Sequence sequence(List<Token> tokens) {
    return new Sequence(tokens.stream().map(Annotation::getCoveredText).toList());
  }

  /**
   * The sequence of {@code tokens}, the tokens of {@code place}; with their text if {@code cut} is
   * {@link Cut#TEXT}.
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
