package org.cascadenlp.testkit.format;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.uima.cas.CASException;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.apache.uima.jcas.tcas.DocumentAnnotation;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.testkit.Offsets;

/**
 * A document read by a corpus format.
 *
 * @param name the document's name
 * @param annotations the texts and annotations of both views, one line each
 * @param tokens the texts of its tokens
 * @param faults violations of the rules for documents
 */
record ReadDocument(
    String name, List<String> annotations, List<String> tokens, List<String> faults) {

  private static final Set<String> OF_TEXTS = Set.of("Sentence", "Token", "TokenForm", "TextPart");

  /** Resets {@code cas} and fills it with {@code document}. */
  static ReadDocument of(SourceDocument document, JCas cas) {
    try {
      cas.reset();
      JCas gold = cas.createView(InputFormat.GOLD_VIEW);
      document.fill(cas, gold);
      List<String> lines = new ArrayList<>(lines(cas));
      lines.addAll(lines(gold));
      return new ReadDocument(document.name(), lines, texts(cas, Token.class), faults(cas, gold));
    } catch (CASException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> lines(JCas view) {
    List<String> lines = new ArrayList<>();
    lines.add(String.valueOf(view.getDocumentText()));
    view.select(Annotation.class).forEach(annotation -> lines.add(annotation.toString()));
    return lines;
  }

  private static <T extends Annotation> List<String> texts(JCas view, Class<T> type) {
    return view.select(type).map(Annotation::getCoveredText).toList();
  }

  private static List<String> faults(JCas cas, JCas gold) {
    List<String> faults = new ArrayList<>(Offsets.broken(cas));
    if (cas.getDocumentText() == null) {
      faults.add("there is no text");
      return faults;
    }
    if (!cas.getDocumentText().equals(gold.getDocumentText())) {
      faults.add("the views have different texts");
    }
    for (Class<? extends Annotation> type : List.of(Sentence.class, Token.class)) {
      if (!texts(cas, type).equals(texts(gold, type))) {
        faults.add("the views have different annotations of " + type.getSimpleName());
      }
    }
    for (Annotation annotation : cas.select(Annotation.class)) {
      if (!(annotation instanceof DocumentAnnotation)
          && !OF_TEXTS.contains(annotation.getType().getShortName())) {
        faults.add("the view of the text has gold: " + annotation);
      }
    }
    faults.addAll(tokenFaults(cas));
    return faults;
  }

  private static List<String> tokenFaults(JCas cas) {
    List<String> faults = new ArrayList<>();
    int end = 0;
    for (Token token : cas.select(Token.class)) {
      if (token.getCoveredText().isBlank()) {
        faults.add("a token is blank, at " + token.getBegin());
      }
      if (token.getBegin() < end) {
        faults.add("two tokens overlap at " + token.getBegin());
      }
      end = token.getEnd();
      if (cas.select(Sentence.class).covering(token).isEmpty()) {
        faults.add("token '" + token.getCoveredText() + "' is in no sentence");
      }
    }
    return faults;
  }
}
