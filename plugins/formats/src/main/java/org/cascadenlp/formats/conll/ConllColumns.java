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
 * CoNLL columns: {@code token TAB tag} a line, tags in BIO, an empty line after each sentence.
 *
 * <p>Between the two stand the part of speech and the lemma, each where some token of the document
 * has one; {@code _} for those without. Classes of sentences and documents have no column.
 *
 * <p>A token belongs to the entity that covers its first character; where entities overlap, the one
 * that begins first, then the longest, is written. White space inside a token becomes a space; a
 * tab, line end or control character inside a label is escaped as in {@link LabelEscapes}.
 */
public final class ConllColumns implements DocumentWriter {

  private final Annotations annotations = new Annotations();

  @Override
  public Map<String, Content> prepare(TypeSystem types) {
    if (types.getType(AnnotationShape.TOKEN) == null) {
      throw CascadeException.of(
          "--format conll",
          "the pipeline knows no tokens (" + AnnotationShape.TOKEN + ")",
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

  /** What feature {@code link} of a token leads to says in its feature {@code value}. */
  private record TokenColumn(String link, String value) {

    /** Empty where the token has none. */
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

  /** The entities that are written: in order, none overlapping another. */
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
