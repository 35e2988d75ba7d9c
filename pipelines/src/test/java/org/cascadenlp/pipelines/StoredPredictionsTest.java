package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.types.Vectors;
import org.junit.jupiter.api.Test;

/**
 * A stored result whose predictions name the Java class of their part, as earlier versions did: the
 * same pipeline replaces them when it runs again.
 */
class StoredPredictionsTest {

  private static final Path STORED = Checkout.TESTDATA.resolve("compat/predictions/everything.xmi");

  private static JCas stored(Pipeline pipeline) throws Exception {
    JCas cas = pipeline.engine().newJCas();
    try (InputStream xmi = Files.newInputStream(STORED)) {
      XmiCasDeserializer.deserialize(xmi, cas.getCas());
    }
    return cas;
  }

  /** The number of annotations of each type, except vectors, which the file lacks. */
  private static Map<String, Long> counts(JCas cas) {
    return cas.select(Annotation.class)
        .filter(annotation -> !(annotation instanceof Vectors))
        .collect(
            Collectors.groupingBy(
                annotation -> annotation.getType().getShortName(),
                TreeMap::new,
                Collectors.counting()));
  }

  /** The parts named in the sources of the predictions in {@code cas}. */
  private static Set<String> parts(JCas cas) {
    Set<String> parts = new TreeSet<>();
    for (Annotation annotation : cas.select(Annotation.class)) {
      Feature source = annotation.getType().getFeatureByBaseName("source");
      if (source != null && !(annotation instanceof Vectors)) {
        parts.add(annotation.getStringValue(source).replaceFirst(" .*", ""));
      }
    }
    return parts;
  }

  @Test
  void formerPredictionsAreReplacedByAsManyNewOnes() throws Exception {
    Path everything = Checkout.PIPELINES.resolve("everything.xml");
    try (Pipeline pipeline = Pipeline.load(everything, Map.of(), List.of())) {
      JCas cas = stored(pipeline);
      Map<String, Long> before = counts(cas);
      assertThat(before).containsKeys("ScoredEntity", "ScoredPos", "Classification");
      assertThat(parts(cas)).containsExactly("TaskAnnotator");
      pipeline.engine().process(cas);
      assertThat(counts(cas)).isEqualTo(before);
      assertThat(parts(cas)).containsExactly("EntityTagger", "PosTagger", "TextClassifier");
    }
  }
}
