package org.cascadenlp.formats.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.text.AnnotationFS;
import org.cascadenlp.formats.output.AnnotationShape;
import org.cascadenlp.formats.output.Annotations;
import org.jspecify.annotations.Nullable;

/**
 * Reads the content of a document's page from a CAS.
 *
 * <p>It shows entities, annotations of plugin types outside DKPro Core, chunks, parts of speech,
 * lemmas and classes; annotations of other types are only counted.
 */
final class DrawingReader {

  private static final String DKPRO = "de.tudarmstadt.ukp.dkpro.core.api.";
  private static final String CLASSIFICATION = "org.cascadenlp.types.Classification";

  private static final Pattern PUNCTUATION = Pattern.compile("\\p{IsPunctuation}+");

  private final Annotations annotations;
  private final int length;
  private final List<Mark> marks = new ArrayList<>();
  private final Map<Long, Word> words = new LinkedHashMap<>();
  private final List<Integer> sentences = new ArrayList<>();
  private final List<Label> ofSentences = new ArrayList<>();
  private final List<Label> ofDocument = new ArrayList<>();
  private final Tallies tallies = new Tallies();

  private DrawingReader(Annotations annotations, int length) {
    this.annotations = annotations;
    this.length = length;
  }

  /** The annotations of one token. */
  private static final class Word {
    String tag = "";
    String lemma = "";
    String title = "";

    void title(String name, String value) {
      title += (title.isEmpty() ? "" : ", ") + name + " " + value;
    }
  }

  static Drawing read(CAS cas, Annotations annotations) {
    String text = Annotations.text(cas);
    DrawingReader reader = new DrawingReader(annotations, text.length());
    annotations.of(cas).forEach(reader::add);
    reader.words.forEach((place, word) -> reader.add(place, word, text));
    List<Mark> drawn = Layers.arrange(reader.marks, text, reader.tallies);
    reader.ofSentences.sort(Label.IN_TEXT);
    reader.ofDocument.sort(Label.SUREST);
    return new Drawing(
        drawn, reader.sentences, reader.ofSentences, reader.ofDocument, reader.tallies);
  }

  private void add(AnnotationFS annotation) {
    AnnotationShape shape = annotations.shape(annotation);
    int begin = annotation.getBegin();
    int end = annotation.getEnd();
    tallies.add(Tallies.Kind.TYPE, shape.name());
    String source = shape.source(annotation);
    if (source != null && !source.isEmpty()) {
      tallies.add(Tallies.Kind.SOURCE, source);
    }
    if (begin < 0 || end > length || begin > end) {
      tallies.add(Tallies.Kind.LEFT_OUT, shape.name() + " outside the text");
    } else if (annotation.getType().getName().equals(CLASSIFICATION)) {
      label(annotation, shape);
    } else if (shape.name().equals("Sentence")) {
      sentences.add(begin);
    } else if (begin == end) {
      tallies.add(Tallies.Kind.LEFT_OUT, shape.name() + " without text");
    } else {
      switch (shape.name()) {
        case "Token" -> {}
        case "POS" -> tag(annotation, shape);
        case "Lemma" -> lemma(annotation, shape);
        case "Chunk" -> {
          Mark chunk = mark(Layer.CHUNK, annotation, shape);
          tallies.add(Tallies.Kind.CHUNK, chunk.label());
          marks.add(chunk);
        }
        default -> other(annotation, shape);
      }
    }
  }

  private void other(AnnotationFS annotation, AnnotationShape shape) {
    boolean isEntity = shape.name().equals("NamedEntity");
    if (!isEntity && annotation.getType().getName().startsWith(DKPRO)) {
      tallies.add(Tallies.Kind.LEFT_OUT, shape.name());
      return;
    }
    Mark entity = mark(Layer.ENTITY, annotation, shape);
    tallies.add(Tallies.Kind.ENTITY, entity.label());
    marks.add(entity);
  }

  private static Mark mark(Layer layer, AnnotationFS annotation, AnnotationShape shape) {
    Object value = shape.value(annotation);
    String label = value == null || value.toString().isBlank() ? shape.name() : value.toString();
    if (layer == Layer.ENTITY && value != null && !shape.name().equals("NamedEntity")) {
      label = shape.name() + ": " + label;
    }
    Number score = shape.score(annotation);
    String source = shape.source(annotation);
    String title = shape.name() + " " + label;
    title += score == null ? "" : ", score " + score;
    title += source == null || source.isEmpty() ? "" : ", by " + source;
    return new Mark(
        layer,
        annotation.getBegin(),
        annotation.getEnd(),
        label,
        score == null ? "" : NumberText.score(score),
        title);
  }

  private void label(AnnotationFS annotation, AnnotationShape shape) {
    Feature feature = annotation.getType().getFeatureByBaseName("task");
    String task = feature == null ? null : annotation.getStringValue(feature);
    Number score = shape.score(annotation);
    Label label =
        new Label(
            annotation.getEnd(),
            orEmpty(task),
            String.valueOf(shape.value(annotation)),
            score == null ? -1 : score.doubleValue(),
            orEmpty(shape.source(annotation)));
    if (annotation.getBegin() == 0 && annotation.getEnd() == length) {
      ofDocument.add(label);
    } else {
      tallies.add(Tallies.Kind.CLASS, label.name());
      ofSentences.add(label);
    }
  }

  private void tag(AnnotationFS annotation, AnnotationShape shape) {
    Word word = word(annotation);
    word.tag = orEmpty(shape.value(annotation));
    tallies.add(Tallies.Kind.TAG, word.tag);
    Number score = shape.score(annotation);
    word.title("part of speech", word.tag + (score == null ? "" : ", score " + score));
  }

  private void lemma(AnnotationFS annotation, AnnotationShape shape) {
    Word word = word(annotation);
    word.lemma = orEmpty(shape.value(annotation));
    word.title("lemma", word.lemma);
  }

  private Word word(AnnotationFS annotation) {
    long place = (long) annotation.getBegin() << 32 | annotation.getEnd();
    return words.computeIfAbsent(place, p -> new Word());
  }

  private void add(long place, Word word, String text) {
    int begin = (int) (place >> 32);
    int end = (int) place;
    String covered = text.substring(begin, end);
    boolean lemmaDiffers = !word.lemma.isEmpty() && !covered.equals(word.lemma);
    // the tag of punctuation is not informative
    String tag = PUNCTUATION.matcher(covered).matches() ? "" : word.tag;
    marks.add(new Mark(Layer.TOKEN, begin, end, tag, lemmaDiffers ? word.lemma : "", word.title));
  }

  private static String orEmpty(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
