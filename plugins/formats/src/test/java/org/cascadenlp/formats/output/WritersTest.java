package org.cascadenlp.formats.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.Person;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.uima.UIMAException;
import org.apache.uima.UIMAFramework;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.cas.FloatArray;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.resource.metadata.impl.TypeSystemDescription_impl;
import org.apache.uima.util.CasCreationUtils;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.formats.conll.ConllColumns;
import org.cascadenlp.formats.json.JsonDocuments;
import org.cascadenlp.formats.json.JsonLines;
import org.cascadenlp.formats.tsv.TabbedLines;
import org.cascadenlp.formats.xmi.XmiDocuments;
import org.cascadenlp.types.ScoredEntity;
import org.cascadenlp.types.Vectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WritersTest {

  private static final String TEXT = "Ada\tLovelace sees\nBob 😀.\r\nCarl too\\";

  private JCas cas;

  @BeforeEach
  void document() throws UIMAException {
    cas = CasCreationUtils.createCas(types(), null, null).getJCas();
    cas.setDocumentText(TEXT);
  }

  @Test
  void conllHasTokensAndTagsWithAnEmptyLineBetweenSentences() throws IOException {
    sentence(0, 24);
    sentence(27, 36);
    tokens(0, 3, 4, 12, 13, 17, 18, 21, 22, 25, 27, 31, 32, 36);
    entity(0, 12, "PER", 0.5f);
    entity(4, 12, "LOC", 0.5f);
    entity(18, 21, "PER", 0.5f);
    entity(27, 31, "PER", 0.5f);

    assertThat(written(new ConllColumns()))
        .isEqualTo(
            """
            Ada	B-PER
            Lovelace	I-PER
            sees	O
            Bob	B-PER
            😀.	O

            Carl	B-PER
            too\\	O

            """);
  }

  @Test
  void conllHasColumnsForPartsOfSpeechAndLemmasIfTheDocumentHasThem() throws IOException {
    sentence(0, 12);
    tokens(0, 3, 4, 12);
    Token first = cas.select(Token.class).get(0);
    POS pos = new POS(cas, 0, 3);
    pos.setPosValue("PROPN");
    first.setPos(pos);
    assertThat(written(new ConllColumns())).isEqualTo("Ada\tPROPN\tO\nLovelace\t_\tO\n\n");

    Lemma lemma = new Lemma(cas, 0, 3);
    lemma.setValue("ada");
    first.setLemma(lemma);
    assertThat(written(new ConllColumns())).isEqualTo("Ada\tPROPN\tada\tO\nLovelace\t_\t_\tO\n\n");
  }

  @Test
  void conllSeparatesNeighbouringEntities() throws IOException {
    sentence(0, 12);
    tokens(0, 3, 4, 12);
    entity(0, 3, "PER", 0.5f);
    entity(4, 12, "PER", 0.5f);

    assertThat(written(new ConllColumns())).isEqualTo("Ada\tB-PER\nLovelace\tB-PER\n\n");
  }

  @Test
  void conllRefusesAPipelineWithoutTokens() throws UIMAException {
    CAS bare = CasCreationUtils.createCas(new TypeSystemDescription_impl(), null, null);

    assertThatThrownBy(() -> new ConllColumns().prepare(bare.getTypeSystem()))
        .hasMessageContaining("--format conll: the type system of the pipeline has no tokens");
  }

  @Test
  void tsvEscapesTabsAndLineEnds() throws IOException {
    sentence(0, 24);
    entity(0, 12, "PER", 0.25f);
    tokens(32, 36);

    assertThat(written(new TabbedLines()))
        .isEqualTo(
            """
            begin	end	type	value	score	text
            0	24	Sentence			Ada\\tLovelace sees\\nBob 😀
            0	12	NamedEntity	PER	0.25	Ada\\tLovelace
            32	36	Token			too\\\\
            """);
  }

  @Test
  void jsonLinesHaveTheDocumentAndThenItsAnnotations() throws IOException {
    entity(0, 12, "PER", 0.25f);

    assertThat(written(new JsonLines(VectorOutput.LEFT_OUT)))
        .isEqualTo(
            """
            {"document":"a.txt","text":"Ada\\tLovelace sees\\nBob 😀.\\r\\nCarl too\\\\"}
            {"type":"NamedEntity","begin":0,"end":12,"value":"PER","score":0.25,"source":"test"}
            """);
  }

  @Test
  void jsonLinesHaveVectorsOnSeparateLines() throws IOException {
    vectors();

    assertThat(written(new JsonLines(VectorOutput.LEFT_OUT)).lines()).hasSize(1);
    assertThat(written(new JsonLines(VectorOutput.WRITTEN)).lines().skip(1))
        .containsExactly(
            "{\"vectors\":{\"begin\":0,\"end\":3,\"source\":\"toy\",\"layers\":1,\"width\":2,"
                + "\"values\":[0.5,-1.0]}}");
  }

  @Test
  void jsonNamesValuesOfTagsAndTheTokensOfADependency() throws IOException {
    tokens(0, 3);
    POS pos = new POS(cas, 0, 3);
    pos.setPosValue("NNP");
    pos.addToIndexes();
    new Person(cas, 4, 12).addToIndexes();
    Dependency dependency = new Dependency(cas, 13, 17);
    dependency.setDependencyType("nsubj");
    dependency.setGovernor(cas.select(Token.class).get(0));
    dependency.addToIndexes();

    assertThat(written(new JsonDocuments(VectorOutput.LEFT_OUT)))
        .contains("{\"type\":\"POS\",\"begin\":0,\"end\":3,\"value\":\"NNP\"}")
        .contains("{\"type\":\"NamedEntity\",\"begin\":4,\"end\":12,\"value\":\"Person\"}")
        .contains("\"value\":\"nsubj\",\"features\":{\"Governor\":{\"begin\":0,\"end\":3}}}");
  }

  @Test
  void aScoreOfNanIsAnErrorAndNoFileIsWritten() {
    entity(0, 3, "PER", Float.NaN);

    assertThatThrownBy(() -> written(new JsonDocuments(VectorOutput.LEFT_OUT)))
        .hasMessageContaining("NaN");
  }

  @Test
  void xmiIsReadBackWithTheTypeSystemFileBesideIt() throws Exception {
    DocumentMetaData.create(cas).setDocumentId("a.txt");
    sentence(0, 24);
    entity(0, 12, "PER", 0.25f);
    vectors();
    XmiDocuments writer = new XmiDocuments(OutputOptions.of(VectorOutput.LEFT_OUT));
    Map<String, DocumentWriter.Content> beside = writer.prepare(cas.getTypeSystem());
    ByteArrayOutputStream types = new ByteArrayOutputStream();
    beside.get("TypeSystem.xml").write(types);
    String xmi = written(writer);

    JCas read = CasCreationUtils.createCas(parse(types), null, null).getJCas();
    XmiCasDeserializer.deserialize(
        new ByteArrayInputStream(xmi.getBytes(StandardCharsets.UTF_8)), read.getCas());

    assertThat(read.getDocumentText()).isEqualTo(TEXT);
    assertThat(DocumentMetaData.get(read).getDocumentId()).isEqualTo("a.txt");
    NamedEntity entity = read.select(NamedEntity.class).single();
    assertThat(entity.getCoveredText()).isEqualTo("Ada\tLovelace");
    assertThat(((ScoredEntity) entity).getScore()).isEqualTo(0.25f);
    assertThat(read.select(Vectors.class).count()).isZero();
  }

  @Test
  void xmiHasVectorsOnRequest() throws IOException {
    vectors();

    assertThat(written(new XmiDocuments(OutputOptions.of(VectorOutput.WRITTEN))))
        .contains("0.5 -1.0");
    assertThat(written(new XmiDocuments(OutputOptions.of(VectorOutput.LEFT_OUT))))
        .doesNotContain("0.5 -1.0");
  }

  private String written(DocumentWriter writer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(cas.getCas(), "a.txt", out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private void sentence(int begin, int end) {
    new Sentence(cas, begin, end).addToIndexes();
  }

  private void tokens(int... offsets) {
    for (int i = 0; i < offsets.length; i += 2) {
      new Token(cas, offsets[i], offsets[i + 1]).addToIndexes();
    }
  }

  private void entity(int begin, int end, String label, float score) {
    ScoredEntity entity = new ScoredEntity(cas, begin, end);
    entity.setValue(label);
    entity.setScore(score);
    entity.setSource("test");
    entity.addToIndexes();
  }

  private void vectors() {
    Vectors vectors = new Vectors(cas, 0, 3);
    vectors.setSource("toy");
    vectors.setLayers(1);
    vectors.setWidth(2);
    FloatArray values = new FloatArray(cas, 2);
    values.set(0, 0.5f);
    values.set(1, -1f);
    vectors.setValues(values);
    vectors.addToIndexes();
  }

  private static TypeSystemDescription types() throws UIMAException {
    TypeSystemDescription types = new TypeSystemDescription_impl();
    var all = UIMAFramework.getResourceSpecifierFactory().createImport();
    all.setName("org.cascadenlp.types.CascadeTypes");
    types.setImports(new org.apache.uima.resource.metadata.Import[] {all});
    types.resolveImports();
    return types;
  }

  private static TypeSystemDescription parse(ByteArrayOutputStream xml) throws Exception {
    return UIMAFramework.getXMLParser()
        .parseTypeSystemDescription(
            new XMLInputSource(new ByteArrayInputStream(xml.toByteArray()), null));
  }

  @Test
  void tabsAndLineEndsInLabelsAreEscaped() throws IOException {
    tokens(0, 3);
    entity(0, 3, "a\tb\nc\r\\\u0001\u2028", 0.5f);
    String label = "a\\tb\\nc\\r\\\\\\u0001\\u2028";
    assertThat(written(new ConllColumns())).isEqualTo("Ada\tB-" + label + "\n\n");
    assertThat(written(new TabbedLines())).contains("\tNamedEntity\t" + label + "\t0.5\tAda\n");
    assertThat(written(new JsonLines(VectorOutput.LEFT_OUT)).lines()).hasSize(3);
  }
}
