package org.cascadenlp.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.uima.UIMAException;
import org.apache.uima.UIMAFramework;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.apache.uima.resource.metadata.Import;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.resource.metadata.impl.Import_impl;
import org.apache.uima.util.CasCreationUtils;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.types.Instance;
import org.cascadenlp.types.TextPart;
import org.junit.jupiter.api.Test;

class TextPartsTest {

  private static JCas cas(String types) throws UIMAException {
    TypeSystemDescription description =
        UIMAFramework.getResourceSpecifierFactory().createTypeSystemDescription();
    Import imported = new Import_impl();
    imported.setName(types);
    description.setImports(new Import[] {imported});
    description.resolveImports();
    return CasCreationUtils.createCas(description, null, null).getJCas();
  }

  private static JCas cas() throws UIMAException {
    return cas("org.cascadenlp.types.CascadeTypes");
  }

  private static List<String> texts(List<? extends Annotation> annotations) {
    return annotations.stream().map(Annotation::getCoveredText).toList();
  }

  @Test
  void theTextsOfAPairAreJoinedByALineEnd() throws UIMAException {
    JCas cas = cas();
    TextParts parts = new TextParts();
    parts.instance(
        "17", parts.add(PartRole.FIRST, "", "A cat."), parts.add(PartRole.SECOND, "b", "A dog.\n"));
    parts.fill(cas);
    assertThat(cas.getDocumentText()).isEqualTo("A cat.\nA dog.\n");
    Instance pair = TextInstances.of(cas).get(0);
    assertThat(pair.getId()).isEqualTo("17");
    assertThat(texts(TextInstances.parts(pair))).containsExactly("A cat.", "A dog.\n");
    assertThat(TextInstances.parts(pair))
        .extracting(TextPart::getRole)
        .containsExactly("first", "second");
    assertThat(TextInstances.parts(pair)).extracting(TextPart::getId).containsExactly(null, "b");
    assertThat(TextInstances.part(pair, PartRole.SECOND)).map(TextPart::getBegin).contains(7);
    assertThat(TextInstances.part(pair, PartRole.CONTEXT)).isEmpty();
  }

  @Test
  void instancesMayShareATextAndAreFoundByTheirSpan() throws UIMAException {
    JCas cas = cas();
    TextParts parts = new TextParts();
    int context = parts.add(PartRole.CONTEXT, "", "It is red.");
    parts.instance("q1", parts.add(PartRole.QUESTION, "q1", "What?"), context);
    parts.instance("q2", parts.add(PartRole.QUESTION, "q2", "Which?"), context);
    parts.fill(cas);
    List<Instance> all = TextInstances.of(cas);
    assertThat(all).extracting(Instance::getId).containsExactly("q1", "q2");
    assertThat(texts(TextInstances.parts(all.get(1)))).containsExactly("Which?", "It is red.");
    Annotation place = TextInstances.place(all.get(1));
    assertThat(place.getCoveredText()).isEqualTo(cas.getDocumentText());
    assertThat(TextInstances.at(cas, place)).contains(all.get(1));
    assertThat(TextInstances.at(cas, new Annotation(cas, 0, 3))).isEmpty();
  }

  @Test
  void regionsAreTheTextsAndWhatIsBetweenThem() throws UIMAException {
    JCas cas = cas();
    TextParts parts = new TextParts();
    parts.add(PartRole.FIRST, "", "one");
    parts.add(PartRole.SECOND, "", "");
    parts.add(PartRole.OPTION, "", "two");
    parts.fill(cas);
    assertThat(TextRegion.of(cas))
        .containsExactly(
            new TextRegion(0, 3), new TextRegion(3, 4), new TextRegion(4, 5), new TextRegion(5, 8));
  }

  @Test
  void aDocumentOfOneTextIsOneRegion() throws UIMAException {
    JCas cas = cas("org.cascadenlp.types.DkproTypes");
    cas.setDocumentText("one\ntwo");
    assertThat(TextRegion.of(cas)).containsExactly(new TextRegion(0, 7));
    assertThat(TextInstances.of(cas)).isEmpty();
    cas.reset();
    cas.setDocumentText("");
    assertThat(TextRegion.of(cas)).isEmpty();
  }

  @Test
  void severalTextsNeedAPipelineWithTheirTypes() throws UIMAException {
    JCas cas = cas("org.cascadenlp.types.DkproTypes");
    TextParts parts = new TextParts();
    parts.add(PartRole.FIRST, "", "one");
    assertThatThrownBy(() -> parts.fill(cas))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "the pipeline: its type system has no org.cascadenlp.types.TextPart for the texts of an"
                + " instance, such as a pair; use a pipeline that reads pairs, or import"
                + " org.cascadenlp.types.CascadeTypes in it");
  }
}
