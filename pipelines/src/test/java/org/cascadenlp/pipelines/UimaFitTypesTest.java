package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.uima.UIMAException;
import org.apache.uima.UIMAFramework;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.CasCreationUtils;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.types.ScoredEntity;
import org.cascadenlp.types.Vectors;
import org.junit.jupiter.api.Test;

/**
 * A uimaFIT program finds Cascade's types without naming them: the file that uimaFIT reads for this
 * names a type system on the class path. (uimaFIT itself needs Spring for it, which Cascade does
 * not have.)
 */
class UimaFitTypesTest {

  private static final String WHERE = "META-INF/org.apache.uima.fit/types.txt";
  private static final String PREFIX = "classpath*:";

  @Test
  void theTypesFoundAreThoseOfCascade() throws IOException, UIMAException {
    ClassLoader loader = Vectors.class.getClassLoader();
    List<String> ours = new ArrayList<>();
    for (URL file : Collections.list(loader.getResources(WHERE))) {
      try (InputStream in = file.openStream()) {
        new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("cascadenlp"))
            .forEach(ours::add);
      }
    }
    assertThat(ours).singleElement().asString().startsWith(PREFIX);
    URL types = loader.getResource(ours.get(0).substring(PREFIX.length()));
    assertThat(types).isNotNull();
    TypeSystemDescription description =
        UIMAFramework.getXMLParser().parseTypeSystemDescription(new XMLInputSource(types));
    TypeSystem system = CasCreationUtils.createCas(description, null, null).getTypeSystem();
    assertThat(system.getType(Vectors.class.getName())).isNotNull();
    assertThat(system.getType(ScoredEntity.class.getName())).isNotNull();
  }
}
