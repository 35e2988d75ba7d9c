package org.cascadenlp.heads;

import ai.djl.ndarray.NDManager;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.score.Span;
import org.cascadenlp.core.score.SpanScores;
import org.cascadenlp.core.score.TagScheme;
import org.cascadenlp.core.score.Tags;
import org.cascadenlp.heads.crf.TagConstraints;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.model.PretrainedHead;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.Scorer;
import org.cascadenlp.types.ScoredEntity;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * Named entity recognition: reads gold {@link NamedEntity} annotations as one tag per token and
 * writes {@link ScoredEntity} annotations.
 *
 * <p>Options: {@code scheme} (BIO or BIOES), and those of {@link TaggingTask}.
 */
@Description(
    value =
        "Named entities: one tag per token (BIO or BIOES), linear or CRF, with or without a BiLSTM.",
    settings = {
      @Setting(name = "scheme", type = "BIO | BIOES", description = "how spans are encoded as tags")
    })
public final class EntityTask extends TaggingTask {

  /**
   * The tags of the {@link NamedEntity} annotations in {@code sequence}.
   *
   * <p>An entity covers every token it shares a character with. An entity that shares a token with
   * an earlier or outer one is left out, as tags cannot encode it.
   */
  @Override
  public List<String> target(JCas gold, Annotation sequence, HeadSettings settings) {
    TagScheme scheme = TagScheme.valueOf(constraints(settings.options()).name());
    List<Token> tokens = gold.select(Token.class).coveredBy(sequence).asList();
    List<Span> spans = new ArrayList<>();
    int free = 0;
    for (NamedEntity entity :
        gold.select(NamedEntity.class)
            .coveredBy(sequence)
            .includeAnnotationsWithEndBeyondBounds()) {
      Span span = span(entity, tokens);
      if (span.begin() >= free && span.begin() < span.end()) {
        spans.add(span);
        free = span.end();
      }
    }
    return Tags.tags(spans, tokens.size(), scheme);
  }

  /** O and all tags of the scheme for each gold entity type, types sorted. */
  @Override
  public List<String> labels(Set<String> gold, Map<String, String> options) {
    return constraints(options).tags(gold, "gold labels of task entities");
  }

  /** The entity type in a tag, empty for O. */
  @Override
  public String value(String label) {
    return label.equals(Tags.OUTSIDE) ? "" : Tags.isTag(label) ? TagConstraints.type(label) : label;
  }

  /**
   * A head of tokens; its labels may be tags of any scheme, or types, of which neighbouring tokens
   * are one entity.
   */
  @Override
  public Optional<HeadSettings> adopt(String task, PretrainedHead head) {
    List<String> tags = head.labels().stream().map(TagConstraints::read).toList();
    TagConstraints scheme = TagConstraints.of(tags);
    return SequenceOptions.adopt(head)
        .map(
            options -> {
              Map<String, String> all = new TreeMap<>(options);
              all.put("scheme", scheme.name());
              return head.settings(task, tags, all);
            });
  }

  @Override
  public LabelHead head(NDManager manager, HeadSettings settings, Map<String, Tensor> weights) {
    TagConstraints constraints = constraints(settings.options());
    settings
        .labels()
        .forEach(label -> constraints.check(label, "labels of task " + settings.task()));
    if (!settings.labels().contains(Tags.OUTSIDE)) {
      throw CascadeException.of(
          "labels of task " + settings.task(),
          "there is no O among " + settings.labels(),
          "add O, the tag of tokens outside of entities");
    }
    return head(manager, settings, constraints, weights);
  }

  /** Decodes tags as leniently as conlleval; an entity's score is the mean over its tokens. */
  @Override
  public void write(
      JCas cas, Annotation sequence, Prediction prediction, HeadSettings settings, String source) {
    List<Token> tokens = tokens(cas, sequence, prediction);
    for (Span span : Tags.spans(prediction.labels())) {
      double sum = 0;
      for (int i = span.begin(); i < span.end(); i++) {
        sum += prediction.scores()[i];
      }
      ScoredEntity entity =
          new ScoredEntity(
              cas, tokens.get(span.begin()).getBegin(), tokens.get(span.end() - 1).getEnd());
      entity.setValue(span.label());
      entity.setScore((float) (sum / (span.end() - span.begin())));
      entity.setSource(source);
      entity.addToIndexes();
    }
  }

  /**
   * The entities of {@code source} whose type is a label of this head, because heads for other
   * types, trained on the same vectors, have the same name.
   */
  @Override
  public List<ScoredEntity> existing(
      JCas cas, List<? extends Annotation> sequences, HeadSettings settings, String source) {
    Set<String> types =
        settings.labels().stream()
            .map(this::value)
            .filter(type -> !type.isEmpty())
            .collect(Collectors.toSet());
    return cas.select(ScoredEntity.class)
        .filter(found -> source.equals(found.getSource()) && types.contains(found.getValue()))
        .toList();
  }

  /** Scores spans as conlleval does. */
  @Override
  public Scorer<List<String>, Prediction> scorer(HeadSettings settings) {
    SpanScores scores = new SpanScores();
    return Scorer.of(
        scores, (gold, found) -> scores.add(Tags.spans(gold), Tags.spans(found.labels())));
  }

  private static TagConstraints constraints(Map<String, String> options) {
    return TagConstraints.valueOf(
        new HeadOptions("task entities", options).oneOf("scheme", "BIO", "BIOES"));
  }

  /** The tokens that share a character with {@code entity}, as a span with exclusive end. */
  private static Span span(NamedEntity entity, List<Token> tokens) {
    String value = entity.getValue();
    if (value == null || value.isBlank()) {
      throw CascadeException.of(
          "task entities",
          "the gold entity '" + entity.getCoveredText() + "' has no value",
          "every NamedEntity of the gold view names its type in feature value");
    }
    int begin = 0;
    while (begin < tokens.size() && tokens.get(begin).getEnd() <= entity.getBegin()) {
      begin++;
    }
    int end = begin;
    while (end < tokens.size()
        && tokens.get(end).getBegin() < entity.getEnd()
        && entity.getBegin() < entity.getEnd()) {
      end++;
    }
    return new Span(begin, end, value);
  }
}
