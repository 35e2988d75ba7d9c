package org.cascadenlp.testkit.format;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.testkit.TestDocuments;

/** Documents with entities that are difficult to write. */
final class LabelledDocuments {

  private static final Pattern WORD = Pattern.compile("\\S+");

  /**
   * Difficult labels: they contain characters that end a column, a line, an element or a text.
   * Control characters are left out, because XML and HTML do not allow them, and so is O, which
   * means no entity.
   */
  static final List<String> LABELS =
      List.of(
          "PER",
          "a b",
          "a\tb",
          "a\nb",
          "a\r\nb",
          "\\",
          "\\t",
          "\\\\n",
          "a|b,c;d",
          "\"quoted\"",
          "it's",
          "<b>&amp;</b>",
          "]]>",
          "<!--",
          "=1+1",
          "B-PER",
          "😀",
          "e\u0301",
          "a\u2028b",
          "\u05e9\u05dc\u05d5\u05dd",
          "${x}",
          "%41",
          "null",
          "x".repeat(3_000));

  private LabelledDocuments() {}

  /** Fills {@code cas} with one token per label in {@link #LABELS}; returns the label of each. */
  static Map<Token, String> ofLabels(JCas cas) {
    TestDocuments.fill(cas, List.of(Collections.nCopies(LABELS.size(), "word")));
    Map<Token, String> labels = new LinkedHashMap<>();
    for (Token token : cas.select(Token.class).asList()) {
      labels.put(token, LABELS.get(labels.size()));
    }
    return labels;
  }

  /** Fills {@code cas} with {@code text}, its words as tokens and one entity over all of it. */
  static JCas ofText(JCas cas, String text) {
    String clean = TextCleaner.clean(text).text();
    cas.setDocumentText(clean);
    Matcher words = WORD.matcher(clean);
    while (words.find()) {
      new Token(cas, words.start(), words.end()).addToIndexes();
    }
    if (!clean.isEmpty()) {
      NamedEntity entity = new NamedEntity(cas, 0, clean.length());
      entity.setValue("ALL");
      entity.addToIndexes();
    }
    return cas;
  }
}
