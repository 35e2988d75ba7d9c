package org.cascadenlp.formats;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
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
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.types.Classification;

/** The documents of a corpus file, as lists of strings to compare with. */
public final class Corpus {

  public final List<String> names = new ArrayList<>();
  public final List<String> texts = new ArrayList<>();
  public final List<String> tokens = new ArrayList<>();
  public final List<String> sentences = new ArrayList<>();

  /** {@code text/label} */
  public final List<String> entities = new ArrayList<>();

  final Map<String, Integer> labels = new TreeMap<>();

  /** {@code form/pos/coarse/lemma}, with a hyphen for a missing value */
  public final List<String> words = new ArrayList<>();

  /** {@code document: text/class} */
  public final List<String> classes = new ArrayList<>();

  public final Map<String, Integer> classCounts = new TreeMap<>();
  final Map<String, Integer> tagCounts = new TreeMap<>();

  public static Corpus read(InputFormat format, Path file, Map<String, String> settings) {
    Corpus corpus = new Corpus();
    JCas cas = newCas();
    try (DocumentSource source = format.open(file, InputOptions.gold(settings))) {
      for (SourceDocument next; (next = source.next()) != null; ) {
        corpus.add(cas, next);
      }
    }
    return corpus;
  }

  /** Adds one document. */
  void add(SourceDocument document) {
    add(newCas(), document);
  }

  private void add(JCas cas, SourceDocument document) {
    try {
      cas.reset();
      JCas gold = cas.createView(InputFormat.GOLD_VIEW);
      document.fill(cas, gold);
      names.add(document.name());
      texts.add(cas.getDocumentText());
      tokens.addAll(texts(cas, Token.class));
      sentences.addAll(texts(cas, Sentence.class));
      for (NamedEntity entity : gold.select(NamedEntity.class)) {
        entities.add(entity.getCoveredText() + "/" + entity.getValue());
        labels.merge(entity.getValue(), 1, Integer::sum);
      }
      for (Token token : gold.select(Token.class)) {
        POS pos = token.getPos();
        words.add(
            String.join(
                "/",
                token.getText(),
                pos == null ? "-" : pos.getPosValue(),
                pos == null || pos.getCoarseValue() == null ? "-" : pos.getCoarseValue(),
                token.getLemma() == null ? "-" : token.getLemmaValue()));
        if (pos != null) {
          tagCounts.merge(pos.getPosValue(), 1, Integer::sum);
        }
      }
      for (Classification found : gold.select(Classification.class)) {
        classes.add(document.name() + ": " + found.getCoveredText() + "/" + found.getValue());
        classCounts.merge(found.getValue(), 1, Integer::sum);
      }
      if (cas.select(POS.class).count() + cas.select(Classification.class).count() > 0) {
        throw new AssertionError("gold of " + document.name() + " is in the text's view");
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

  /** An empty CAS with all types. */
  public static JCas newCas() {
    try {
      TypeSystemDescription types =
          UIMAFramework.getResourceSpecifierFactory().createTypeSystemDescription();
      Import cascade = new Import_impl();
      cascade.setName("org.cascadenlp.types.CascadeTypes");
      types.setImports(new Import[] {cascade});
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
