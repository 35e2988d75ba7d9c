package org.cascadenlp.batch.input;

import java.util.HashSet;
import java.util.Set;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.FeatureStructure;
import org.apache.uima.cas.Type;

/**
 * Names for the documents of a collection reader: their identifier in DKPro Core's metadata, or the
 * end of the URI in UIMA's source document information; otherwise, and if a name is not one for a
 * file or was there before, their number.
 */
final class ReaderNames {

  private static final String SOURCE = "org.apache.uima.examples.SourceDocumentInformation";

  private final Set<String> given = new HashSet<>();
  private int number;

  /** The name of the next document, which is in {@code cas}. */
  String of(CAS cas) {
    String id = value(cas, DocumentCas.METADATA, "documentId");
    String name = id.isEmpty() ? value(cas, SOURCE, "uri").replaceAll(".*/", "") : id;
    String numbered = next();
    boolean usable = !DocumentNames.isUnsafe(name) && given.add(name);
    return usable ? name : numbered;
  }

  /** The name of the next document by its number. */
  String next() {
    String name;
    do {
      name = "document-" + ++number;
    } while (given.contains(name));
    return name;
  }

  private static String value(CAS cas, String typeName, String featureName) {
    Type type = cas.getTypeSystem().getType(typeName);
    Feature feature = type == null ? null : type.getFeatureByBaseName(featureName);
    if (feature == null) {
      return "";
    }
    FeatureStructure found = cas.getIndexedFSs(type).stream().findFirst().orElse(null);
    String value = found == null ? null : found.getStringValue(feature);
    return value == null ? "" : value;
  }
}
