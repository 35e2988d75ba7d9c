package org.cascadenlp.core.pipeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineManagement;
import org.apache.uima.analysis_engine.AnalysisEngineProcessException;
import org.apache.uima.cas.CAS;
import org.cascadenlp.core.FlowOrder;
import org.cascadenlp.core.PipelineContext;
import org.cascadenlp.core.error.PartException;
import org.jspecify.annotations.Nullable;

/**
 * Runs an engine on one document and finds the part that fails: the first in the order of the flow
 * for which UIMA did not count the document as processed.
 */
public final class DocumentProcess {

  private final AnalysisEngine engine;
  private final List<FlowOrder.Part> flow;
  private final Map<String, @Nullable Long> before = new HashMap<>();

  private DocumentProcess(AnalysisEngine engine) {
    this.engine = engine;
    this.flow = PipelineContext.of(engine.getResourceManager()).flow().parts();
    flow.forEach(part -> before.put(part.place(), processed(part)));
  }

  /**
   * Runs {@code engine} on {@code document}.
   *
   * @throws AnalysisEngineProcessException if a part fails; it names the part, also one that knows
   *     nothing of Cascade, if the parts run in a fixed order in this process
   */
  public static void run(AnalysisEngine engine, CAS document)
      throws AnalysisEngineProcessException {
    DocumentProcess process = new DocumentProcess(engine);
    try {
      engine.process(document);
    } catch (AnalysisEngineProcessException e) {
      String part = process.failed();
      throw part.isEmpty() ? e : new AnalysisEngineProcessException(PartException.naming(part, e));
    }
  }

  /** The name of the part that failed in errors; empty if it is unknown. */
  private String failed() {
    Map<String, Integer> steps = new HashMap<>(); // a part may be in the flow more than once
    for (FlowOrder.Part part : flow) {
      Long former = before.get(part.place());
      Long now = processed(part);
      if (former == null || now == null || !part.countsSuccesses()) {
        return "";
      }
      int step = steps.merge(part.place(), 1, Integer::sum);
      if (now - former < step) {
        return part.component();
      }
      if (part.multipliesCases() && now - former > step) {
        return ""; // its new CASes are counted too, and the parts behind it process them
      }
    }
    return "";
  }

  /** The number of documents that {@code part} has processed so far; null if UIMA does not tell. */
  private @Nullable Long processed(FlowOrder.Part part) {
    AnalysisEngineManagement at = engine.getManagementInterface();
    for (String key : part.role().split("/")) {
      if (!key.isEmpty() && at != null) {
        at = at.getComponents().get(key);
      }
    }
    return at == null ? null : at.getNumberOfCASesProcessed();
  }
}
