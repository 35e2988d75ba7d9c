package org.cascadenlp.neural.sequence;

import com.google.gson.annotations.SerializedName;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.text.TextInstances;
import org.cascadenlp.types.Instance;
import org.cascadenlp.types.TextPart;

/** What the sequences of a document are. */
public enum SequenceType {
  /** each sentence */
  @SerializedName("sentence")
  SENTENCE,
  /** the whole document */
  @SerializedName("document")
  DOCUMENT,
  /** each instance: its texts are read together, two as a pair */
  @SerializedName("instance")
  INSTANCE,
  /** each text of an instance, read by itself */
  @SerializedName("part")
  PART;

  /**
   * Throws if an embedder needs {@code context} tokens of neighbouring sequences and this type has
   * no neighbours.
   */
  public void checkContext(Parameters parameters, int context) {
    if (context > 0 && this != SENTENCE) {
      throw parameters.bad(
          "context",
          context,
          (this == DOCUMENT ? "a document has no neighbours" : "only sentences have neighbours")
              + ": set unit = sentence, or context = 0");
    }
  }

  /** The sequences of {@code cas}, in order; none for a document without tokens. */
  public List<Annotation> of(JCas cas) {
    return switch (this) {
      case SENTENCE -> new ArrayList<>(cas.select(Sentence.class).asList());
      case DOCUMENT ->
          cas.select(Token.class).findFirst().isPresent()
              ? List.of(new Annotation(cas, 0, cas.getDocumentText().length()))
              : List.of();
      case INSTANCE -> TextInstances.of(cas).stream().map(TextInstances::place).toList();
      case PART -> new ArrayList<>(TextInstances.parts(cas));
    };
  }

  /**
   * What a task predicts on: each of {@link #of} or, if the sequences are the texts of instances,
   * each instance.
   */
  public List<PlacedInstance> instances(JCas cas) {
    if (this != PART) {
      return of(cas).stream().map(one -> new PlacedInstance(one, List.of(one))).toList();
    }
    return TextInstances.of(cas).stream()
        .map(
            one ->
                new PlacedInstance(TextInstances.place(one), List.copyOf(TextInstances.parts(one))))
        .toList();
  }

  /** The sequences of {@link #of} that have tokens; with their text if {@code cut} is of texts. */
  public List<PlacedSequence> sequences(JCas cas, Cut cut) {
    List<PlacedSequence> sequences = new ArrayList<>();
    for (Annotation place : of(cas)) {
      Interruption.check();
      Sequence sequence = sequence(cas, place, cut);
      if (sequence.size() > 0) {
        sequences.add(new PlacedSequence(place, sequence));
      }
    }
    return sequences;
  }

  /**
   * The sequence at {@code place}, one of {@link #of}; may be without tokens.
   *
   * @throws CascadeException if it is an instance of more than two texts
   */
  public Sequence sequence(JCas cas, Annotation place, Cut cut) {
    Optional<Instance> instance =
        this == INSTANCE ? TextInstances.at(cas, place) : Optional.empty();
    if (instance.isEmpty()) {
      return sequence(cas, place, tokens(cas, place), cut);
    }
    List<TextPart> parts = TextInstances.parts(instance.get());
    List<Sequence> read =
        parts.stream().map(part -> sequence(cas, part, tokens(cas, part), cut)).toList();
    if (read.size() > 2) {
      throw CascadeException.of(
          "unit = " + this,
          "an instance has " + read.size() + " texts",
          "an encoder reads one or two together: set unit = part");
    }
    return read.size() == 1 ? read.get(0) : Sequence.pair(read.get(0), read.get(1));
  }

  /**
   * True if {@code place} is a sequence of this type, also if the sentences have been replaced
   * since. The only sentence of a document, without blanks around it, is of both types.
   */
  public boolean includes(Annotation place) {
    JCas cas = place.getJCas();
    String text = cas.getDocumentText();
    boolean whole = text != null && place.getBegin() == 0 && place.getEnd() == text.length();
    return switch (this) {
      case DOCUMENT -> whole;
      case SENTENCE -> !whole || !cas.select(Sentence.class).at(place).isEmpty();
      case INSTANCE -> TextInstances.at(cas, place).isPresent();
      case PART ->
          TextInstances.parts(cas).stream()
              .anyMatch(
                  part -> part.getBegin() == place.getBegin() && part.getEnd() == place.getEnd());
    };
  }

  /**
   * Reports why {@code component} found no sequence with tokens in {@code cas}: a segmenter is
   * missing before it if there are tokens outside sentences, or words but no tokens. Returns for a
   * text without letters and digits, which needs no tokens.
   *
   * @param more what else must run before {@code component}, added to the remedy; may be empty
   */
  public void refuse(JCas cas, String component, String more) {
    if ((this == INSTANCE || this == PART) && TextInstances.of(cas).isEmpty() && hasWords(cas)) {
      throw CascadeException.of(
          component,
          "parameter unit = '" + this + "', and the document has text, but no pair of texts",
          "read pairs from csv, tsv or jsonl by --text first=COLUMN --text second=COLUMN");
    }
    boolean sentences = this != SENTENCE || !cas.select(Sentence.class).isEmpty();
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
