package org.cascadenlp.neural.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.CasCreationUtils;
import org.cascadenlp.neural.HeadCards;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.junit.jupiter.api.Test;

/** Predictions of several heads on one document. */
class VectorRunTest {

  private static ModelCard card(String name, String hash) {
    return HeadCards.of(name, null, new VectorSpace("bert", hash, "plain", 1, 2));
  }

  @Test
  void headsWithOneNameKeepEachOthersAnnotations() throws Exception {
    JCas cas = CasCreationUtils.createCas((TypeSystemDescription) null, null, null).getJCas();
    cas.setDocumentText("Ada");
    VectorRun run = VectorRun.of(cas);
    List<Annotation> all =
        List.of(new Annotation(cas, 0, 1), new Annotation(cas, 1, 2), new Annotation(cas, 2, 3));
    ModelCard one = card("entities on bert", "1");
    run.predicted(one, all.get(1)._id(), all.get(2)._id());
    assertThat(run.notOfOthers(card("entities on bert", "2"), all))
        .containsExactly(all.get(0), all.get(2));
    assertThat(run.notOfOthers(one, all)).isEqualTo(all);
    assertThat(run.notOfOthers(card("genres on bert", "2"), all)).isEqualTo(all);
    assertThat(VectorRun.of(cas)).as("of one document").isSameAs(run);
  }
}
