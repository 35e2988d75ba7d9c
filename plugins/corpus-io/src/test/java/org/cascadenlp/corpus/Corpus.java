package org.cascadenlp.corpus;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.uima.UIMAException;
import org.apache.uima.UIMAFramework;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.apache.uima.resource.metadata.Import;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.resource.metadata.impl.Import_impl;
import org.apache.uima.util.CasCreationUtils;
import org.cascadenlp.core.CorpusFormat;

/** What a test sees of a corpus file: its documents' names, texts, tokens and entities. */
final class Corpus {

  final List<String> names = new ArrayList<>();
  final List<String> texts = new ArrayList<>();
  final List<String> tokens = new ArrayList<>();
  final List<String> sentences = new ArrayList<>();

  /** {@code text/label} */
  final List<String> entities = new ArrayList<>();

  final Map<String, Integer> labels = new TreeMap<>();

  static Corpus read(CorpusFormat format, Path file, Map<String, String> settings) {
    Corpus corpus = new Corpus();
    JCas cas = newCas();
    format.read(file, settings, document -> corpus.add(cas, document));
    return corpus;
  }

  private void add(JCas cas, CorpusFormat.Document document) {
    try {
      cas.reset();
      JCas gold = cas.createView(CorpusFormat.GOLD_VIEW);
      document.fill(cas, gold);
      names.add(document.name());
      texts.add(cas.getDocumentText());
      tokens.addAll(texts(cas, Token.class));
      sentences.addAll(texts(cas, Sentence.class));
      for (NamedEntity entity : gold.select(NamedEntity.class)) {
        entities.add(entity.getCoveredText() + "/" + entity.getValue());
        labels.merge(entity.getValue(), 1, Integer::sum);
      }
      if (cas.select(NamedEntity.class).count() > 0
          || !cas.getDocumentText().equals(gold.getDocumentText())
          || !texts(cas, Token.class).equals(texts(gold, Token.class))
          || !texts(cas, Sentence.class).equals(texts(gold, Sentence.class))) {
        throw new AssertionError("the views of " + document.name() + " do not agree");
      }
    } catch (UIMAException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JCas newCas() {
    try {
      TypeSystemDescription types =
          UIMAFramework.getResourceSpecifierFactory().createTypeSystemDescription();
      Import dkpro = new Import_impl();
      dkpro.setName("org.cascadenlp.types.DkproTypes");
      types.setImports(new Import[] {dkpro});
      types.resolveImports();
      return CasCreationUtils.createCas(types, null, null).getJCas();
    } catch (UIMAException e) {
      throw new IllegalStateException(e);
    }
  }

  private static <T extends Annotation> List<String> texts(JCas cas, Class<T> type) {
    return cas.select(type).map(Annotation::getCoveredText).toList();
  }
}
