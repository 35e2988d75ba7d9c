package org.cascadenlp.batch.evaluate;

import java.util.ArrayList;
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
import org.cascadenlp.core.Comparisons;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.evaluation.Comparison;
import org.cascadenlp.core.evaluation.DocumentScorer;
import org.cascadenlp.core.pipeline.Pipeline;

/**
 * The choice of the annotations to compare: the comparison that the user or a task named, otherwise
 * the one whose type the pipeline's parts declare as output and gold has.
 */
final class ComparisonChoice {

  private final List<Candidate> candidates;
  private final boolean goldMayLack;

  /** A comparison that is still possible, with its scores so far. */
  private record Candidate(String name, DocumentScorer scorer) {}

  private ComparisonChoice(List<Candidate> candidates, boolean goldMayLack) {
    this.candidates = List.copyOf(candidates);
    this.goldMayLack = goldMayLack;
  }

  /** The choice among the comparisons whose type {@code pipeline} declares as output. */
  static ComparisonChoice declared(Pipeline pipeline) {
    Map<String, Comparison> installed = installed(pipeline);
    List<String> outputs = new ArrayList<>();
    addOutputs(pipeline.description(), outputs);
    TypeSystem types = types(pipeline);
    List<Candidate> candidates = new ArrayList<>();
    installed.forEach(
        (name, comparison) -> {
          if (declares(types, outputs, comparison)) {
            candidates.add(new Candidate(name, comparison.scorer()));
          }
        });
    if (candidates.isEmpty()) {
      throw CascadeException.of(
          "evaluation",
          "no part of the pipeline declares "
              + either(List.copyOf(installed.keySet()))
              + " as output",
          "declare it in the capabilities of the part, or name it with --compare");
    }
    return new ComparisonChoice(candidates, false);
  }

  /** The comparison {@code name}, whether gold has its annotations or not. */
  static ComparisonChoice asked(Pipeline pipeline, String name) {
    Map<String, Comparison> installed = installed(pipeline);
    Comparison found = installed.get(name);
    if (found == null) {
      throw CascadeException.of(
          "--compare " + name,
          "there is no such comparison",
          "installed are " + installed.keySet());
    }
    return new ComparisonChoice(List.of(new Candidate(name, found.scorer())), true);
  }

  /**
   * The comparison that is called as {@code task} is, whatever else the pipeline produces; if there
   * is none, {@link #declared}.
   */
  static ComparisonChoice ofTask(Pipeline pipeline, String task) {
    Comparison found = installed(pipeline).get(task);
    return found == null
        ? declared(pipeline)
        : new ComparisonChoice(List.of(new Candidate(task, found.scorer())), false);
  }

  private static Map<String, Comparison> installed(Pipeline pipeline) {
    Map<String, Comparison> installed = Comparisons.of(pipeline.resources()).byName();
    if (installed.isEmpty()) {
      throw CascadeException.of(
          "evaluation",
          "no installed plugin offers a comparison with gold",
          "add the jar of the plugin that defines how these annotations are scored");
    }
    return installed;
  }

  /**
   * Adds a document after the pipeline.
   *
   * @throws CascadeException if gold has several kinds that the pipeline produces
   */
  void add(JCas cas) {
    try {
      JCas gold = cas.getView(InputFormat.GOLD_VIEW);
      candidates.forEach(candidate -> candidate.scorer.add(gold, cas));
    } catch (CASException e) {
      throw CorpusRun.failed("evaluation", e);
    }
    List<String> names = names(withGold());
    if (names.size() > 1) {
      throw CascadeException.of(
          "evaluation",
          "gold has " + names + ", and the pipeline produces all of them",
          "choose which to compare: --compare " + names.get(0));
    }
  }

  /** The scorer of the comparison that was chosen. */
  DocumentScorer chosen() {
    List<Candidate> found = withGold();
    if (found.isEmpty() && !goldMayLack) {
      throw CascadeException.of(
          "evaluation",
          "the pipeline produces " + names(candidates) + ", and gold has none of them",
          "check --format and its settings (see `cascade list FORMAT`; classes of documents in"
              + " conllu need --read documentLabel=...), or, if gold is meant to have none, name"
              + " the kind with --compare");
    }
    return (found.isEmpty() ? candidates : found).get(0).scorer;
  }

  private List<Candidate> withGold() {
    return candidates.stream().filter(candidate -> candidate.scorer.hasGold()).toList();
  }

  private static List<String> names(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::name).toList();
  }

  /** The names as in {@code entities, pos or classes}. */
  private static String either(List<String> names) {
    int last = names.size() - 1;
    return last == 0
        ? names.get(0)
        : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
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

  private static boolean declares(TypeSystem types, List<String> outputs, Comparison comparison) {
    Type wanted = types.getType(comparison.type());
    return wanted != null
        && outputs.stream()
            .map(types::getType)
            .anyMatch(type -> type != null && types.subsumes(wanted, type));
  }
}
