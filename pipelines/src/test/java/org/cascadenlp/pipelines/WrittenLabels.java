package org.cascadenlp.pipelines;

import com.google.gson.JsonObject;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.types.Classification;

/** Reads the labels in results of shipped formats. */
final class WrittenLabels {

  private static final Pattern CLASS = Pattern.compile("(?:[^;\\\\]+|\\\\.)+", Pattern.DOTALL);

  private WrittenLabels() {}

  /** The values of the entities among {@code annotations}. */
  static List<String> ofEntities(Stream<JsonObject> annotations) {
    return annotations
        .filter(one -> one.has("type") && one.get("type").getAsString().equals("NamedEntity"))
        .map(one -> one.get("value").getAsString())
        .toList();
  }

  /** The classes in a cell, which semicolons separate. */
  static List<String> inCell(String cell) {
    return CLASS
        .matcher(cell)
        .results()
        .map(MatchResult::group)
        .map(found -> found.replaceAll("(?s)\\\\(.)", "$1"))
        .toList();
  }

  /** Labels {@code token} with a class. */
  static void classify(JCas cas, Token token, String label) {
    Classification found = new Classification(cas, token.getBegin(), token.getEnd());
    found.setValue(label);
    found.addToIndexes();
  }
}
