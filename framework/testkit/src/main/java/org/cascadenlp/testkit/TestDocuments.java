package org.cascadenlp.testkit;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import org.apache.uima.UIMAException;
import org.apache.uima.UIMAFramework;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.metadata.Import;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.resource.metadata.impl.Import_impl;
import org.apache.uima.util.CasCreationUtils;

/** CASes with Cascade's types, for testing components without a pipeline. */
public final class TestDocuments {

  private static final String TYPES = "org.cascadenlp.types.CascadeTypes";

  private TestDocuments() {}

  /** Holds the merged type system, which is created once because that takes long. */
  private static final class Types {
    static final TypeSystem ALL = read();

    private static TypeSystem read() {
      try {
        TypeSystemDescription types =
            UIMAFramework.getResourceSpecifierFactory().createTypeSystemDescription();
        Import cascade = new Import_impl();
        cascade.setName(TYPES);
        types.setImports(new Import[] {cascade});
        types.resolveImports();
        return CasCreationUtils.createCas(types, null, null).getTypeSystem();
      } catch (UIMAException e) {
        throw new AssertionError("the types " + TYPES + " are not on the class path", e);
      }
    }
  }

  /** An empty CAS with DKPro Core's and Cascade's types. */
  public static JCas empty() {
    try {
      return CasCreationUtils.createCas(Types.ALL, null, null, null).getJCas();
    } catch (UIMAException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Sets the text of {@code cas} to all tokens joined by spaces, and adds tokens and sentences.
   *
   * @param sentences the tokens of each sentence
   */
  public static void fill(JCas cas, List<List<String>> sentences) {
    cas.setDocumentText(String.join(" ", sentences.stream().flatMap(List::stream).toList()));
    int at = 0;
    for (List<String> sentence : sentences) {
      int begin = at;
      for (String token : sentence) {
        new Token(cas, at, at + token.length()).addToIndexes();
        at += token.length() + 1;
      }
      if (!sentence.isEmpty()) {
        new Sentence(cas, begin, at - 1).addToIndexes();
      }
    }
  }
}
