package org.cascadenlp.batch.input;

import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.FeatureStructure;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.text.AnnotationFS;
import org.cascadenlp.core.document.DocumentUri;

/** Fills CASes with a document's text, language and, if the type system has it, DKPro metadata. */
public final class DocumentCas {

  static final String METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";
  private static final String TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token";

  private DocumentCas() {}

  /**
   * Fills an empty {@code cas}.
   *
   * @param name the document's name relative to the input. Identifier and URI in the results are
   *     made from it, not from an absolute path, so that results are the same on every machine
   */
  static void fill(CAS cas, String name, String text, String language) {
    describe(cas, name, text.length());
    cas.setDocumentText(text);
    cas.setDocumentLanguage(language);
  }

  /** Adds language and metadata to a {@code cas} with a text of {@code length}. */
  static void describe(CAS cas, String name, int length, String language) {
    describe(cas, name, length);
    cas.setDocumentLanguage(language);
  }

  private static void describe(CAS cas, String name, int length) {
    Type type = cas.getTypeSystem().getType(METADATA);
    if (type != null) {
      AnnotationFS metadata = cas.createAnnotation(type, 0, length);
      set(metadata, "documentId", name);
      set(metadata, "documentBaseUri", DocumentUri.BASE);
      set(metadata, "documentUri", DocumentUri.of(name));
      set(metadata, "documentTitle", name);
      FeatureStructure plain = cas.getDocumentAnnotation();
      cas.removeFsFromIndexes(plain);
      cas.addFsToIndexes(metadata);
    }
  }

  /** The names of the views of {@code cas} except the initial one, sorted. */
  public static SortedSet<String> otherViews(CAS cas) {
    SortedSet<String> names = new TreeSet<>();
    cas.getViewIterator().forEachRemaining(view -> names.add(view.getViewName()));
    names.remove(CAS.NAME_DEFAULT_SOFA);
    return names;
  }

  /** The number of tokens in {@code cas}; 0 if the type system has no tokens. */
  public static int tokens(CAS cas) {
    Type type = cas.getTypeSystem().getType(TOKEN);
    return type == null ? 0 : cas.getAnnotationIndex(type).size();
  }

  private static void set(AnnotationFS metadata, String name, String value) {
    Feature feature = metadata.getType().getFeatureByBaseName(name);
    if (feature != null) {
      metadata.setStringValue(feature, value);
    }
  }
}
