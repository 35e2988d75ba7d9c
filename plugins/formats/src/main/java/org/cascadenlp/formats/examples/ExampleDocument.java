package org.cascadenlp.formats.examples;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.document.DocumentEntry.Field;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.text.TextInstances;
import org.cascadenlp.core.text.TextParts;
import org.cascadenlp.formats.source.GoldClasses;
import org.cascadenlp.formats.source.GoldScores;
import org.cascadenlp.formats.source.Spaces;
import org.cascadenlp.types.Instance;
import org.cascadenlp.types.Regression;

/** A document of one example, or of several examples, each a sentence on its own line. */
record ExampleDocument(String name, List<Example> examples, ExampleLayout layout)
    implements SourceDocument {

  @Override
  public void fill(JCas text, JCas gold) {
    if (layout.roles().isEmpty()) {
      fillTexts(text, gold);
    } else {
      fillParts(text, gold);
    }
  }

  private void fillTexts(JCas text, JCas gold) {
    String all =
        examples.stream()
            .flatMap(example -> example.checked().stream())
            .collect(Collectors.joining("\n"));
    text.setDocumentText(all);
    gold.setDocumentText(all);
    int begin = 0;
    for (Example example : examples) {
      int end = begin + example.texts().get(0).length();
      segment(text, begin, end);
      segment(gold, begin, end);
      GoldClasses.add(gold, begin, end, example.gold().labels());
      int from = begin;
      example.gold().score().ifPresent(score -> GoldScores.add(gold, from, end, (float) score));
      begin = end + 1;
    }
  }

  /** Makes an instance of each example. */
  private void fillParts(JCas text, JCas gold) {
    TextParts parts = new TextParts();
    for (Example example : examples) {
      List<String> texts = example.checked();
      int[] members = new int[texts.size()];
      for (int i = 0; i < members.length; i++) {
        members[i] = parts.add(layout.roles().get(i), "", texts.get(i));
      }
      parts.instance(example.id(), members);
    }
    parts.fill(text);
    List<Instance> instances = parts.fill(gold);
    TextInstances.parts(text).forEach(part -> segment(text, part.getBegin(), part.getEnd()));
    TextInstances.parts(gold).forEach(part -> segment(gold, part.getBegin(), part.getEnd()));
    for (int i = 0; i < instances.size(); i++) {
      addGold(gold, instances.get(i), examples.get(i).gold());
    }
  }

  private static void addGold(JCas gold, Instance instance, Example.Gold known) {
    Annotation place = TextInstances.place(instance);
    GoldClasses.add(gold, place.getBegin(), place.getEnd(), known.labels());
    if (known.score().isPresent()) {
      float score = (float) known.score().getAsDouble();
      Regression added = GoldScores.add(gold, place.getBegin(), place.getEnd(), score);
      added.setInstance(instance);
    }
  }

  @Override
  public List<Field> fields() {
    return examples.size() == 1 ? examples.get(0).fields() : List.of();
  }

  @Override
  public int replaced() {
    return examples.stream().mapToInt(Example::replaced).sum();
  }

  private void segment(JCas cas, int begin, int end) {
    if (layout.sentences() || layout.tokens()) {
      new Sentence(cas, begin, end).addToIndexes();
    }
    if (!layout.tokens()) {
      return;
    }
    String text = cas.getDocumentText();
    int start = begin;
    for (int i = begin; i <= end; i++) {
      if (i == end || Spaces.isSpace(text.charAt(i))) {
        if (i > start) {
          new Token(cas, start, i).addToIndexes();
        }
        start = i + 1;
      }
    }
  }
}
