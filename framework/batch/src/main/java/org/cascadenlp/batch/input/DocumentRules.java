package org.cascadenlp.batch.input;

import org.apache.uima.cas.CAS;
import org.cascadenlp.core.error.CascadeException;

/**
 * What holds for all documents of a batch.
 *
 * @param language the language code
 * @param maxChars the maximum length of a document in UTF-16 units
 */
public record DocumentRules(String language, int maxChars) {

  /**
   * Adds language and metadata to a document that a format has filled.
   *
   * @throws CascadeException if it has no text, or is too long
   */
  void apply(CAS cas, String name) {
    DocumentCas.describe(cas, name, checked(cas, name).length(), language);
  }

  /**
   * Adds language and metadata to a document that a reader has filled, where the reader has not.
   *
   * @throws CascadeException if it has no text, or is too long
   */
  void complete(CAS cas, String name) {
    String text = checked(cas, name);
    boolean known = !cas.getDocumentLanguage().equals(CAS.DEFAULT_LANGUAGE_NAME);
    String spoken = known ? cas.getDocumentLanguage() : language;
    if (cas.getDocumentAnnotation().getType().getName().equals(DocumentCas.METADATA)) {
      cas.setDocumentLanguage(spoken);
    } else {
      DocumentCas.describe(cas, name, text.length(), spoken);
    }
  }

  private String checked(CAS cas, String name) {
    String text = cas.getDocumentText();
    if (text == null) {
      throw CascadeException.of(name, "the document has no text", "leave it out");
    }
    if (text.length() > maxChars) {
      throw tooLong(name, maxChars);
    }
    return text;
  }

  static CascadeException tooLong(String name, int maxChars) {
    return CascadeException.of(
        name,
        "the document has more than " + maxChars + " characters, the limit of --max-chars",
        "split it, or raise the limit and give Java memory for it");
  }
}
