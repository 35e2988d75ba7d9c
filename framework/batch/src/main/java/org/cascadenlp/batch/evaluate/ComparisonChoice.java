package org.cascadenlp.batch.evaluate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.TypeOrFeature;
import org.apache.uima.cas.CASException;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceSpecifier;
import org.apache.uima.resource.metadata.Capability;
import org.apache.uima.util.InvalidXMLException;
import org.cascadenlp.batch.corpus.CorpusRun;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * The choice of the annotations to compare: the kind that the user named, otherwise the one kind
 * that the pipeline's parts declare as output and that gold has.
 */
final class ComparisonChoice {

  private final Map<Comparison.Kind, Comparison> open = new EnumMap<>(Comparison.Kind.class);
  private final boolean asked;

  /** The candidates: {@code asked}, or all declared kinds if it is null. */
  ComparisonChoice(Pipeline pipeline, Comparison.@Nullable Kind asked) {
    this.asked = asked != null;
    List<String> outputs = new ArrayList<>();
    addOutputs(pipeline.description(), outputs);
    TypeSystem types = types(pipeline);
    for (Comparison.Kind kind : Comparison.Kind.values()) {
      if (asked == null ? declares(types, outputs, kind) : asked == kind) {
        open.put(kind, kind.open());
      }
    }
    if (open.isEmpty()) {
      throw CascadeException.of(
          "evaluation",
          "no part of the pipeline declares entities, pos, lemmas or classes as output",
          "declare it in the capabilities of the part, or name it with --compare");
    }
  }

  /**
   * Adds a document after the pipeline.
   *
   * @throws CascadeException if gold has several kinds that the pipeline produces
   */
  void add(JCas cas) {
    try {
      JCas gold = cas.getView(InputFormat.GOLD_VIEW);
      open.values().forEach(comparison -> comparison.add(gold, cas));
    } catch (CASException e) {
      throw CorpusRun.failed("evaluation", e);
    }
    if (withGold().size() > 1) {
      throw CascadeException.of(
          "evaluation",
          "gold has " + withGold() + ", and the pipeline produces all of them",
          "choose which to compare: --compare " + withGold().get(0));
    }
  }

  /** The comparison that was chosen. */
  Comparison chosen() {
    List<Comparison.Kind> kinds = withGold();
    if (kinds.isEmpty() && !asked) {
      throw CascadeException.of(
          "evaluation",
          "the pipeline produces " + open.keySet() + ", and gold has none of them",
          "check --format and its settings (see `cascade list FORMAT`; classes of documents in"
              + " conllu need --read documentLabel=...), or, if gold is meant to have none, name"
              + " the kind with --compare");
    }
    Comparison.Kind kind = kinds.isEmpty() ? open.keySet().iterator().next() : kinds.get(0);
    Comparison found = open.get(kind);
    if (found == null) {
      throw new IllegalStateException("no comparison of " + kind);
    }
    return found;
  }

  private List<Comparison.Kind> withGold() {
    return open.entrySet().stream()
        .filter(entry -> entry.getValue().hasGold())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void addOutputs(AnalysisEngineDescription part, List<String> outputs) {
    for (Capability capability : part.getAnalysisEngineMetaData().getCapabilities()) {
      for (TypeOrFeature output : capability.getOutputs()) {
        if (output.isType()) {
          outputs.add(output.getName());
        }
      }
    }
    try {
      for (ResourceSpecifier delegate : part.getDelegateAnalysisEngineSpecifiers().values()) {
        if (delegate instanceof AnalysisEngineDescription inner) {
          addOutputs(inner, outputs);
        }
      }
    } catch (InvalidXMLException e) {
      throw CorpusRun.failed("evaluation", e);
    }
  }

  private static TypeSystem types(Pipeline pipeline) {
    try {
      return pipeline.engine().newJCas().getTypeSystem();
    } catch (org.apache.uima.UIMAException e) {
      throw CorpusRun.failed("evaluation", e);
    }
  }

  private static boolean declares(TypeSystem types, List<String> outputs, Comparison.Kind kind) {
    Type wanted = types.getType(kind.type());
    return wanted != null
        && outputs.stream()
            .map(types::getType)
            .anyMatch(type -> type != null && types.subsumes(wanted, type));
  }
}
