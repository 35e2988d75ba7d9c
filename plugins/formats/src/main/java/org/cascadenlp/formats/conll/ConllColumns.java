package org.cascadenlp.formats.conll;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.FeatureStructure;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.cas.text.AnnotationFS;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.LabelEscapes;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.output.AnnotationShape;
import org.cascadenlp.formats.output.Annotations;
import org.cascadenlp.formats.output.Utf8;

/**
 * CoNLL columns: {@code token TAB tag} on each line, tags in BIO, an empty line after each
 * sentence.
 *
 * <p>Columns for the part of speech and the lemma are between them if any token of the document has
 * one; {@code _} stands for an absent value. Classes of sentences and documents are not written.
 *
 * <p>A token belongs to the entity that covers its first character. Of overlapping entities the
 * first is written, and of those with the same begin the longest. White space inside a token
 * becomes a space; tabs, line ends and control characters inside a label are escaped as in {@link
 * LabelEscapes}.
 */
public final class ConllColumns implements DocumentWriter {

  private final Annotations annotations = new Annotations();

  @Override
  public Map<String, Content> prepare(TypeSystem types) {
    if (types.getType(AnnotationShape.TOKEN) == null) {
      throw CascadeException.of(
          "--format conll",
          "the type system of the pipeline has no tokens (" + AnnotationShape.TOKEN + ")",
          "add a tokenizer to it or choose json, jsonl, tsv or xmi");
    }
    return Map.of();
  }

  @Override
  public void write(CAS cas, String name, OutputStream out) throws IOException {
    List<AnnotationFS> tokens = of(cas, AnnotationShape.TOKEN);
    List<AnnotationFS> entities = entities(cas);
    NavigableSet<Integer> breaks = new TreeSet<>();
    for (AnnotationFS sentence : of(cas, AnnotationShape.SENTENCE)) {
      breaks.add(sentence.getBegin());
      breaks.add(sentence.getEnd());
    }
    List<TokenColumn> columns =
        Stream.of(new TokenColumn("pos", "PosValue"), new TokenColumn("lemma", "value"))
            .filter(column -> tokens.stream().anyMatch(token -> !column.of(token).isEmpty()))
            .toList();
    Writer lines = Utf8.to(out);
    int next = 0;
    AnnotationFS before = null;
    for (AnnotationFS token : tokens) {
      int begin = token.getBegin();
      boolean newSentence =
          before != null && !breaks.subSet(before.getBegin(), false, begin, true).isEmpty();
      if (newSentence) {
        lines.write('\n');
      }
      while (next < entities.size() && entities.get(next).getEnd() <= begin) {
        next++;
      }
      AnnotationFS entity = next < entities.size() ? entities.get(next) : null;
      lines.write(token.getCoveredText().replaceAll("\\s+", " "));
      lines.write('\t');
      for (TokenColumn column : columns) {
        String value = column.of(token);
        lines.write(value.isEmpty() ? "_" : LabelEscapes.escape(value));
        lines.write('\t');
      }
      if (entity == null || entity.getBegin() > begin) {
        lines.write('O');
      } else {
        boolean inside = before != null && !newSentence && before.getBegin() >= entity.getBegin();
        lines.write(inside ? "I-" : "B-");
        lines.write(LabelEscapes.escape(label(entity)));
      }
      lines.write('\n');
      before = token;
    }
    if (before != null) {
      lines.write('\n');
    }
    lines.flush();
  }

  /**
   * A column: the feature {@code value} of the annotation that a token's feature {@code link}
   * refers to.
   */
  private record TokenColumn(String link, String value) {

    /** The value of {@code token}; empty if absent. */
    String of(AnnotationFS token) {
      Feature linked = token.getType().getFeatureByBaseName(link);
      FeatureStructure found = linked == null ? null : token.getFeatureValue(linked);
      if (found == null) {
        return "";
      }
      Feature named = found.getType().getFeatureByBaseName(value);
      String text = named == null ? null : found.getStringValue(named);
      return text == null ? "" : text;
    }
  }

  private String label(AnnotationFS entity) {
    AnnotationShape shape = annotations.shape(entity);
    Object value = shape.value(entity);
    return value == null ? shape.name() : value.toString();
  }

  /** The entities to write, in text order and without overlaps. */
  private List<AnnotationFS> entities(CAS cas) {
    List<AnnotationFS> chosen = new ArrayList<>();
    int end = 0;
    for (AnnotationFS entity : of(cas, AnnotationShape.ENTITY)) {
      if (entity.getBegin() >= end && entity.getEnd() > entity.getBegin()) {
        chosen.add(entity);
        end = entity.getEnd();
      }
    }
    return chosen;
  }

  private static List<AnnotationFS> of(CAS cas, String typeName) {
    Type type = cas.getTypeSystem().getType(typeName);
    List<AnnotationFS> found = new ArrayList<>();
    if (type != null) {
      cas.getAnnotationIndex(type).forEach(found::add);
    }
    return found;
  }
}
