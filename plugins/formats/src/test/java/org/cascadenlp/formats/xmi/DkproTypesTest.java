package org.cascadenlp.formats.xmi;

import static org.assertj.core.api.Assertions.assertThat;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.uima.UIMAException;
import org.apache.uima.UIMAFramework;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.cas.FSArray;
import org.apache.uima.resource.metadata.Import;
import org.apache.uima.resource.metadata.TypeDescription;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.resource.metadata.impl.TypeSystemDescription_impl;
import org.apache.uima.util.CasCreationUtils;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.OutputTypes;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.types.Classification;
import org.cascadenlp.types.ScoredEntity;
import org.cascadenlp.types.ScoredPos;
import org.junit.jupiter.api.Test;

/** Writes results for programs that have only the types of DKPro Core. */
class DkproTypesTest {

  private static final String TEXT = "Ada sings";

  private final XmiDocuments writer =
      new XmiDocuments(new OutputOptions(VectorOutput.LEFT_OUT, OutputTypes.DKPRO));

  private static TypeSystemDescription types(String name) throws UIMAException {
    Import imported = UIMAFramework.getResourceSpecifierFactory().createImport();
    imported.setName(name);
    TypeSystemDescription types = new TypeSystemDescription_impl();
    types.setImports(new Import[] {imported});
    types.resolveImports();
    return types;
  }

  private static JCas document(TypeSystemDescription types) throws UIMAException {
    return CasCreationUtils.createCas(types, null, null).getJCas();
  }

  private JCas readBack(JCas cas, TypeSystemDescription types) throws Exception {
    ByteArrayOutputStream xmi = new ByteArrayOutputStream();
    writer.write(cas.getCas(), "a.txt", xmi);
    JCas read = document(types);
    XmiCasDeserializer.deserialize(new ByteArrayInputStream(xmi.toByteArray()), read.getCas());
    return read;
  }

  /** A text in two views, each with an entity, a token with its part of speech, and a class. */
  private static JCas annotated() throws Exception {
    JCas cas = document(types("org.cascadenlp.types.CascadeTypes"));
    for (JCas view : List.of(cas, cas.createView("other"))) {
      view.setDocumentText(TEXT);
      ScoredEntity entity = new ScoredEntity(view, 0, 3);
      entity.setValue("PER");
      entity.setIdentifier("Q7259");
      entity.setScore(0.5f);
      entity.addToIndexes();
      Token token = new Token(view, 4, 9);
      ScoredPos pos = new ScoredPos(view, 4, 9);
      pos.setPosValue("VBZ");
      pos.setCoarseValue("VERB");
      token.setPos(pos);
      pos.addToIndexes();
      token.addToIndexes();
      new Classification(view, 0, 9).addToIndexes();
    }
    return cas;
  }

  @Test
  void predictionsAreWrittenInDkprosTypesAndReadWithoutCascadesTypes() throws Exception {
    JCas read = readBack(annotated(), types("org.cascadenlp.types.DkproTypes"));
    for (JCas view : List.of(read, read.getView("other"))) {
      NamedEntity entity = view.select(NamedEntity.class).single();
      assertThat(entity.getCoveredText()).isEqualTo("Ada");
      assertThat(entity.getValue()).isEqualTo("PER");
      assertThat(entity.getIdentifier()).isEqualTo("Q7259");
      POS pos = view.select(POS.class).single();
      assertThat(view.select(Token.class).single().getPos()).isEqualTo(pos);
      assertThat(pos.getPosValue() + " " + pos.getCoarseValue()).isEqualTo("VBZ VERB");
    }
    assertThat(writer.notes())
        .containsExactly(
            "types without a counterpart in DKPro Core, left out:"
                + " [org.cascadenlp.types.Classification]");
  }

  @Test
  void elementsOfArraysAreConvertedToo() throws Exception {
    JCas cas = annotated();
    FSArray<ScoredEntity> entities = new FSArray<>(cas, 1);
    entities.set(0, cas.select(ScoredEntity.class).single());
    entities.addToIndexes();
    JCas read = readBack(cas, types("org.cascadenlp.types.DkproTypes"));
    FSArray<?> array = (FSArray<?>) read.select(FSArray.class).single();
    assertThat((Object) array.get(0)).isEqualTo(read.select(NamedEntity.class).single());
  }

  @Test
  void theTypeSystemFileHasNoOtherTypes() throws Exception {
    JCas cas = annotated();
    ByteArrayOutputStream xml = new ByteArrayOutputStream();
    writer.prepare(cas.getTypeSystem()).get("TypeSystem.xml").write(xml);
    TypeSystemDescription beside =
        UIMAFramework.getXMLParser()
            .parseTypeSystemDescription(
                new XMLInputSource(new ByteArrayInputStream(xml.toByteArray()), null));
    assertThat(Arrays.stream(beside.getTypes()).map(TypeDescription::getName))
        .contains(NamedEntity.class.getName())
        .allMatch(
            name ->
                name.startsWith("de.tudarmstadt.ukp.dkpro.core.")
                    || name.equals("uima.tcas.DocumentAnnotation"));
    assertThat(readBack(cas, beside).select(NamedEntity.class).count()).isEqualTo(1);
  }
}
